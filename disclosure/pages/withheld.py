"""不予公开登记: how many documents are withheld, on what article, and nothing else of them; only where the settings ask for it.

Neither unit nor year stands beside a number: a single document of a small office in one year would be as good as named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.model.choices import ColumnType
from disclosure.pages._parts import Link, home_link
from disclosure.site.page import Page, Site, page_kind

WITHHELD = "/withheld/"


@dataclass(frozen=True, slots=True)
class Ground:
    """An article, what it is about, and the number of documents that are withheld on it."""

    article: str
    about: str
    number: int


@dataclass(frozen=True, slots=True)
class WithheldView:
    """The page."""

    trail: tuple[Link, ...]
    grounds: tuple[Ground, ...]
    total: int


def grounds(site: Site) -> tuple[Ground, ...]:
    """All articles in order, those on which nothing is withheld too."""
    say = site.strings
    return tuple(
        Ground(say.label(one), say(f"withheld.ground.{one.name.lower()}"), number)
        for one, number in site.library.grounds.items()
    )


@page_kind("withheld")
def withheld_page(site: Site) -> Iterator[Page]:
    """The page, where it is asked for."""
    if site.config.withheld_register:
        found = grounds(site)
        yield Page(
            url=WITHHELD,
            template="pages/withheld.html",
            title=site.strings("withheld.title"),
            view=WithheldView((home_link(site),), found, sum(one.number for one in found)),
            description=site.strings("withheld.lead"),
            column=ColumnType.CATALOGUE,
        )
