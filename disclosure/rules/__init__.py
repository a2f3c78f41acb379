"""Rules: what a published library should satisfy. One decorated function a rule; importing this package fills the table."""

import sys

from disclosure.base.registry import import_submodules

import_submodules(sys.modules[__name__])
