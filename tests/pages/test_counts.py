"""Every count on the sample site is that of the page to which it leads."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from disclosure.pages._parts import Pager, Tally, Way
from disclosure.pages.consultation import ConsultationsView
from disclosure.pages.finding import FindView
from disclosure.pages.libraries import NormativeView
from disclosure.site.page import Page, Site
from tests.district import MakeSite, pages_of, policy


def ways_in(value: object) -> list[Way]:
    """Every way in a view, however deep; documents and their rows are not looked through."""
    if isinstance(value, Way):
        return [value]
    if isinstance(value, tuple):
        return [way for item in value for way in ways_in(item)]
    if type(value).__module__.startswith("disclosure.pages") and not isinstance(value, Pager):
        names = (name for one in type(value).__mro__ for name in getattr(one, "__slots__", ()))
        return [way for name in names for way in ways_in(getattr(value, name))]
    return []


def held(page: Page) -> tuple[int, int]:
    """How many documents and interpretations a page says that it lists."""
    view: Any = page.view
    if isinstance(view, FindView):
        return (view.total or Tally(0)).number, 0
    total = view.total if isinstance(view, NormativeView | ConsultationsView) else view.pager.total
    return total, getattr(view, "explained", 0)


def test_every_count_is_that_of_the_page_to_which_it_leads(demo: Site) -> None:
    pages = pages_of(replace(demo, config=demo.config.model_copy(update={"formats": ()})))
    counted = [(page.url, way) for page in pages.values() for way in ways_in(page.view) if way.url]
    wrong = [
        (url, way.url, way.count, held(pages[str(way.url)]))
        for url, way in counted
        if (way.count.number, way.count.explained) != held(pages[str(way.url)])
    ]
    assert wrong == []
    assert {re.split("/", url)[1] for url, _ in counted} >= {"", "tags", "agencies", "themes", "library", "normative"}


def test_documents_and_interpretations_are_counted_apart(make_site: MakeSite) -> None:
    explanation = (
        "---\ntitle: 解读\ninterprets: [a]\ntags: [old]\nissuers: [edu]\npublished_on: 2024-01-03\n---\n正文。\n"
    )
    documents = {"policies/a.md": policy("甲", tags="[old]"), "interpretations/i.md": explanation}
    ways = {
        way.key: way for url in ("/tags/", "/agencies/") for way in ways_in(pages_of(make_site(documents))[url].view)
    }
    assert ways["old"].count == Tally(1, explained=1)
    assert ways["edu"].count == Tally(0, explained=1)
    assert (ways["shop"].count, ways["shop"].url) == (Tally(0), None)


def test_what_stands_in_no_library_is_counted_as_such(make_site: MakeSite) -> None:
    documents = {
        "policies/a.md": policy("甲", themes="[civil]"),
        "policies/b.md": policy("乙", themes="[civil]", disclosure="on_request", basis="依据"),
    }
    view: Any = pages_of(make_site(documents))["/themes/civil/"].view
    assert (view.pager.total, view.on_request) == (2, 1)
