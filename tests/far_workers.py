"""What far workers run in tests of their failures; in a module of its own, for they import it."""

import os
from collections.abc import Mapping, Sequence

from disclosure.pipeline.remote import Order, make_elsewhere
from disclosure.pipeline.make import Share, Stage
from disclosure.pipeline.cache import ItemId


def _first(order: Order) -> bool:
    """Whether nobody has been here before."""
    try:
        (order.root / "been-here").touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def die_once(order: Order, stage: Stage, units: Mapping[int, Sequence[ItemId]]) -> Share:
    """The first worker is killed while it works, with a part of its share written."""
    if _first(order):
        make_elsewhere(order, stage, dict(list(units.items())[:2]))
        os._exit(9)
    return make_elsewhere(order, stage, units)


def fail_once(order: Order, stage: Stage, units: Mapping[int, Sequence[ItemId]]) -> Share:
    """The first worker has a fault."""
    if _first(order):
        raise ZeroDivisionError
    return make_elsewhere(order, stage, units)
