"""Page kinds: one module a theme, each with its functions in the table `page_kind`."""

import sys

from disclosure.base.registry import import_submodules

import_submodules(sys.modules[__name__])
