"""Exports: files for machines and servers beside the pages. One decorated function an export."""

import sys

from disclosure.base.registry import import_submodules

import_submodules(sys.modules[__name__])
