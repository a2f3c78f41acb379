"""What remote workers run in tests of their failures; in a module of its own, for they import it."""

import os
from collections.abc import Mapping, Sequence

from disclosure.pipeline.cache import ItemId
from disclosure.pipeline.make import BatchResult, Stage
from disclosure.pipeline.remote import RemoteSite, make_remotely


def _first(site: RemoteSite) -> bool:
    """Whether nobody has been here before."""
    try:
        (site.root / "been-here").touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def die_once(site: RemoteSite, stage: Stage, units: Mapping[int, Sequence[ItemId]]) -> BatchResult:
    """The first worker is killed while it works, with a part of its share written."""
    if _first(site):
        make_remotely(site, stage, dict(list(units.items())[:2]))
        os._exit(9)
    return make_remotely(site, stage, units)


def fail_once(site: RemoteSite, stage: Stage, units: Mapping[int, Sequence[ItemId]]) -> BatchResult:
    """The first worker has a fault."""
    if _first(site):
        raise ZeroDivisionError
    return make_remotely(site, stage, units)
