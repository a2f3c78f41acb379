"""What serves somebody of an audience in an event: in force on the day, the nearest first, and what rests on it."""

from __future__ import annotations

from datetime import date

import pytest

from disclosure.library.finding import Selection, in_force_window, selections, turns_of
from disclosure.library.listings import Window
from disclosure.model.choices import Status
from disclosure.model.validity import Turn
from disclosure.site.page import Site
from tests.district import MakeSite, policy

ON = date(2026, 6, 1)
DATA = {
    "data/agencies.yaml": """agencies:
  - {id: gov, name: 测试区人民政府, short: 区政府, level: district_government}
  - {id: min, name: 测试区民政局, short: 区民政局, level: department}
  - {id: east, name: 测试区东镇人民政府, short: 东镇, level: town}
  - {id: west, name: 测试区西镇人民政府, short: 西镇, level: town}
""",
    "data/tags.yaml": """tags:
  - {id: birth, name: 生孩子, group: life_event}
  - {id: shop, name: 开店, group: business_event}
  - {id: food, name: 餐饮业, group: industry}
  - {id: farm, name: 种田, group: industry}
""",
    "data/audiences.yaml": """audiences:
  - {id: aged, name: 老年人, kind: person}
  - {id: firms, name: 企业, kind: organisation}
""",
}


def _for(audiences: str, tags: str, **fields: str) -> dict[str, str]:
    return {"audiences": f"[{audiences}]", "tags": f"[{tags}]", "issuers": "[gov]"} | fields


def _found(site: Site) -> dict[tuple[str, str | None], Selection]:
    return {(one.audience, one.event): one for one in selections(site.library, site.listings, site.on)}


def _ids(selection: Selection) -> list[str]:
    return [match.row.record.id for match in selection.matches]


def test_what_ended_serves_nobody_and_what_comes_serves_from_its_day(make_site: MakeSite) -> None:
    site = make_site(
        {
            **DATA,
            "policies/now.md": policy("今", **_for("firms", "shop")),
            "policies/over.md": policy("旧", **_for("firms", "shop", expires_on="2026-05-31")),
            "policies/soon.md": policy(
                "新", **_for("firms", "shop", effective_on="2026-07-01", expires_on="2027-01-31")
            ),
        },
        on=ON,
    )
    found = _found(site)["firms", "shop"]
    assert {match.row.record.id: match.window for match in found.policies} == {
        "now": Window(date(2024, 1, 2), None, open=True),
        "soon": Window(date(2026, 7, 1), date(2027, 2, 1), open=False),
    }
    assert turns_of((match.window for match in found.matches), ON) == (1, "2026-07-01:+1,2027-02-01:-1")


def test_the_nearest_comes_first_and_what_is_for_everybody_last(make_site: MakeSite) -> None:
    site = make_site(
        {
            **DATA,
            "policies/many.md": policy("多", **_for("firms, aged", "shop")),
            "policies/mainly.md": policy("主", **_for("firms", "shop, birth")),
            "policies/besides.md": policy("次", **_for("firms", "birth, shop")),
            "policies/all.md": policy("众", **_for("", "shop")),
            "policies/others.md": policy("他", **_for("aged", "shop")),
        },
        on=ON,
    )
    found = _found(site)
    assert _ids(found["firms", "shop"]) == ["mainly", "many", "besides", "all"]
    assert _ids(found["firms", None]) == ["besides", "mainly", "many"]


def test_services_questions_and_interpretations_come_along_and_end_with_what_they_rest_on(make_site: MakeSite) -> None:
    service = "---\ntitle: 办\nbased_on: [{}]\naudiences: [firms]\ntags: [shop]\nurl: https://a.example/\n---\n办。\n"
    site = make_site(
        {
            **DATA,
            "policies/now.md": policy("今", **_for("firms", "shop", expires_on="2026-08-31")),
            "policies/over.md": policy("旧", **_for("firms", "shop", expires_on="2026-05-31")),
            "services/do.md": service.format("now"),
            "services/did.md": service.format("over"),
            "questions/often.md": "---\ntitle: 问\nabout: [now]\nasked: 9\n---\n答。\n",
            "questions/more.md": "---\ntitle: 多问\nabout: [do]\nasked: 10\n---\n答。\n",
            "questions/waits.md": "---\ntitle: 等\nabout: [now]\nsource: message\nasked_on: 2026-05-30\n---\n",
            "questions/former.md": "---\ntitle: 旧问\nabout: [over]\n---\n答。\n",
            "interpretations/why.md": "---\ntitle: 解\ninterprets: [now, over]\npublished_on: 2024-01-02\n---\n文。\n",
        },
        on=ON,
    )
    found = _found(site)["firms", "shop"]
    assert _ids(found) == ["do", "now", "why", "more", "often"]
    assert {match.window.until for match in found.matches} == {date(2026, 9, 1)}


def test_what_is_for_one_trade_or_town_says_so(make_site: MakeSite) -> None:
    site = make_site(
        {
            **DATA,
            "policies/food.md": policy("餐", **_for("firms", "shop, food")),
            "policies/east.md": policy("东", **_for("firms", "shop") | {"issuers": "[east]"}),
            "policies/both.md": policy("同", **_for("firms", "shop") | {"issuers": "[gov, west]"}),
            "questions/mixed.md": "---\ntitle: 问二\nabout: [food, both]\n---\n答。\n",
            "questions/trade.md": "---\ntitle: 问三\nabout: [food]\n---\n答。\n",
        },
        on=ON,
    )
    limits = {match.row.record.id: (match.industries, match.places) for match in _found(site)["firms", "shop"].matches}
    assert limits["east"] == ((), ("east",))
    assert limits["both"] == ((), ())
    assert limits["trade"] == (("food",), ())
    assert limits["mixed"] == ((), ())


def test_who_has_nothing_is_not_asked(make_site: MakeSite) -> None:
    site = make_site({**DATA, "policies/a.md": policy("甲", **_for("firms", "food"))}, on=ON)
    assert list(_found(site)) == [("firms", None)]


@pytest.mark.parametrize(
    ("turns", "window"),
    [
        ([], Window(None, None, open=True)),
        (
            [[(None, Status.IN_FORCE), ("2026-01-01", Status.EXPIRED), ("2026-09-01", Status.IN_FORCE)]],
            ("2026-09-01", None, False),
        ),
        ([[(None, Status.IN_FORCE), ("2026-01-01", Status.EXPIRED)]], None),
        (
            [
                [(None, Status.IN_FORCE), ("2026-07-01", Status.REPEALED)],
                [(None, Status.NOT_YET_EFFECTIVE), ("2026-07-01", Status.IN_FORCE)],
            ],
            (None, None, True),
        ),
    ],
)
def test_the_days_in_force(turns: list[list[tuple[str | None, Status]]], window: object) -> None:
    lines = [
        tuple(Turn(date.fromisoformat(day) if day else None, status, "effective") for day, status in line)
        for line in turns
    ]
    found = in_force_window(lines, ON)
    days = found and (found.since and str(found.since), found.until and str(found.until), found.open)
    assert (found if isinstance(window, Window) else days) == window
