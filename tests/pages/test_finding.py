"""找政策: from who a reader is, over what they are about to do, to what serves them."""

from __future__ import annotations

from datetime import date

from disclosure.pages.finding import EmbedView, FindView
from disclosure.pages.home import HomeView
from tests.district import MakeSite, pages_of, policy
from tests.library.test_finding import DATA, ON, _for


def test_each_step_leads_to_the_next_with_what_is_there(make_site: MakeSite) -> None:
    site = make_site(
        {
            **DATA,
            "policies/food.md": policy("餐", **_for("firms", "shop, food")),
            "policies/farm.md": policy("田", **_for("firms", "shop, farm", expires_on="2026-12-31")),
            "policies/birth.md": policy("生", **_for("aged", "birth")),
        },
        on=ON,
    )
    pages = pages_of(site)
    views = {url: page.view for url, page in pages.items() if isinstance(page.view, FindView)}
    assert list(views) == ["/find/", "/find/aged/", "/find/aged/birth/", "/find/firms/", "/find/firms/shop/"]
    first, step, last = (views[url] for url in ("/find/", "/find/firms/", "/find/firms/shop/"))
    assert [(way.url, way.count.number) for group in first.groups for way in group.ways] == [
        ("/find/aged/", 1),
        ("/find/firms/", 2),
    ]
    assert [way.url for group in step.groups for way in group.ways] == ["/find/firms/shop/"]
    assert [(way.key, way.count.number) for one in last.narrowing for way in one.ways] == [("farm", 1), ("food", 1)]
    assert views["/find/aged/birth/"].narrowing == ()
    assert pages["/find/firms/shop/"].changes_on == date(2027, 1, 1)


def test_a_site_of_documents_for_everybody_asks_nobody_who_they_are(make_site: MakeSite) -> None:
    pages = pages_of(make_site({**DATA, "policies/a.md": policy("甲", **_for("", "shop"))}, on=ON))
    assert not [url for url in pages if url.startswith("/find/")]
    home = pages["/"].view
    assert isinstance(home, HomeView)
    assert not home.finding


def test_the_page_for_frames_has_what_serves_on_the_day_of_the_build(make_site: MakeSite) -> None:
    files = {f"policies/p{n:02}.md": policy(f"文{n}", **_for("firms", "shop")) for n in range(12)}
    files["policies/soon.md"] = policy("新", **_for("firms", "shop", effective_on="2026-07-01"))
    site = make_site({**DATA, **files}, on=ON)
    page = pages_of(site)["/embed/firms/"]
    assert isinstance(page.view, EmbedView)
    (group,) = page.view.found
    assert (page.view.number, len(group.matches), group.rest, page.view.whole) == (12, 10, 2, "/find/firms/")
    assert "soon" not in {match.row.record.id for match in group.matches}
    assert page.changes_on == date(2026, 7, 1)
    assert not page.indexed
