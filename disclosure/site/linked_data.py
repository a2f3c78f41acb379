"""What a page is about, in the words of schema.org, as JSON-LD for search engines and assistants."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

Thing = Mapping[str, Any]


class Step(Protocol):
    """One of the breadcrumbs of a page."""

    @property
    def text(self) -> str:
        """What it says."""

    @property
    def url(self) -> str | None:
        """Where it leads, as an address of the site."""


def thing(kind: str, **properties: Any) -> str:
    """A thing of a type, as JSON; properties that say nothing are left out. `id` is written as `@id`."""
    said = {"@type": kind} | {"@id" if name == "id" else name: value for name, value in properties.items()}
    return json.dumps(_filled(said), ensure_ascii=False, separators=(",", ":"))


def breadcrumbs(address: str, steps: Sequence[Step], here: str) -> str:
    """The way to a page from the home page, itself at the end."""
    rows = [_filled({"name": one.text, "item": one.url and address + one.url[1:]}) for one in steps] + [{"name": here}]
    items = [{"@type": "ListItem", "position": number, **row} for number, row in enumerate(rows, start=1)]
    return thing("BreadcrumbList", itemListElement=items)


def for_script(things: Iterable[str]) -> str:
    """Things as the content of one script element, which nothing in them ends; empty where there are none."""
    graph = ",".join(things)
    return f'{{"@context":"https://schema.org","@graph":[{graph}]}}'.replace("<", "\\u003c") if graph else ""


def _filled(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _filled(inner) for name, inner in value.items() if inner not in (None, "", (), [], {})}
    if isinstance(value, list | tuple):
        return [_filled(item) for item in value]
    return value
