"""What was written before a change says so by itself, on every day."""

from collections.abc import Mapping
from datetime import date
from typing import cast

import pytest

from disclosure.library.listings import Window
from disclosure.pages._outdated import Newer, Outdated
from disclosure.pages.interpretation import InterpretationView
from tests.district import MakeSite, pages_of, policy

DOCUMENTS = {
    "policies/meals.md": "---\ntitle: 助餐办法\nissuers: [min]\npublished_on: 2023-07-20\nexpires_on: 2027-12-31\n---\n"
    "第一条　一。\n\n第二条　二。\n\n第三条　三。\n",
    "policies/change.md": policy(
        "关于修改《助餐办法》的决定",
        published_on="2025-09-10",
        effective_on="2025-10-01",
        amends="[{target: meals, articles: [第一条, 第三条]}]",
    ),
}


def explained(make_site: MakeSite, more: Mapping[str, str] | None = None, **fields: str) -> Outdated:
    known = {"interprets": "[meals]", "published_on": "2023-07-25"} | fields
    lines = "".join(f"{name}: {value}\n" for name, value in known.items() if value)
    text = f"---\ntitle: 解读\n{lines}---\n第三条规定了价格。\n"
    site = make_site({**DOCUMENTS, "interpretations/i.md": text, **(more or {})}, date(2025, 8, 1))
    return cast("InterpretationView", pages_of(site)["/interpretations/i/"].view).outdated


def said(newer: tuple[Newer, ...], day: date) -> list[str]:
    """What a reader reads of the changes on a day."""
    return [
        f"《{item.policy.record.title}》{'、'.join(place.text for place in item.change.places)}"
        f"{one.between}《{item.change.by.record.title}》{one.after}"
        for item in newer
        for one in item.change.sentences
        if item.change.by
        if Window.on(day, one.window.since, one.window.until).open
    ]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2025, 9, 30), "《助餐办法》第三条、第一条将于2025年10月1日被《关于修改《助餐办法》的决定》修改。"),
        (date(2025, 10, 1), "《助餐办法》第三条、第一条已于2025年10月1日被《关于修改《助餐办法》的决定》修改。"),
        (date(2025, 10, 2), "《助餐办法》第三条、第一条已于2025年10月1日被《关于修改《助餐办法》的决定》修改。"),
    ],
)
def test_the_articles_that_both_speak_of_come_first(make_site: MakeSite, day: date, words: str) -> None:
    found = explained(make_site)
    assert said(found.newer, day) == [words]
    assert [place.text for place in found.newer[0].both] == ["第三条"]
    assert found.newer[0].change.places[0].url == "/policies/meals/#tiao-3"
    assert found.day == date(2023, 7, 25)


@pytest.mark.parametrize(
    ("fields", "number"),
    [
        ({"published_on": "2025-10-01"}, 0),
        ({"published_on": "2025-11-01"}, 0),
        ({"published_on": "2025-09-30"}, 1),
        ({"published_on": ""}, 1),
        ({"interprets": "[meals, change]", "published_on": "2025-09-12"}, 0),
    ],
)
def test_what_is_later_or_explains_the_change_says_nothing(
    make_site: MakeSite, fields: dict[str, str], number: int
) -> None:
    assert len(explained(make_site, None, **fields).newer) == number


def test_a_longer_term_and_a_partial_repeal_are_changes_until_the_document_ends(make_site: MakeSite) -> None:
    more = {
        "policies/more.md": policy("延期", published_on="2025-12-01", extends="[{target: meals, until: 2028-12-31}]"),
        "policies/part.md": policy("停用", published_on="2026-01-05", repeals="[{target: meals, articles: [第二条]}]"),
        "policies/end.md": policy("新助餐办法", published_on="2026-06-01", repeals="[meals]"),
    }
    found = explained(make_site, more)
    assert said(found.newer, date(2026, 3, 1))[1:] == [
        "《助餐办法》的有效期自2025年12月1日起由《延期》延至2028年12月31日。",
        "《助餐办法》第二条已于2026年1月5日被《停用》废止。",
    ]
    assert said(found.newer, date(2026, 6, 1)) == []
    (ended,) = found.ended
    assert (ended.window.since, ended.alone) == (date(2026, 6, 1), True)


def test_of_several_documents_the_one_that_ended_is_named(make_site: MakeSite) -> None:
    more = {"policies/gone.md": policy("旧办法", expires_on="2025-01-31")}
    (ended, other) = explained(make_site, more, interprets="[gone, meals]").ended
    assert (ended.policy.record.id, ended.alone, ended.window.open) == ("gone", False, True)
    assert (other.policy.record.id, other.window.open) == ("meals", False)


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (date(2025, 9, 30), ("将有改动", "所涉文件即将改动")),
        (date(2025, 10, 1), ("已有改动", "所涉文件在本文之后有了改动")),
        (date(2027, 12, 31), ("已有改动", "所涉文件在本文之后有了改动")),
        (date(2028, 1, 1), ("失效", "本文所涉的文件已不再有效")),
    ],
)
@pytest.mark.parametrize("kind", ["interpretations", "questions", "services"])
def test_one_line_follows_the_reader(make_site: MakeSite, kind: str, day: date, line: tuple[str, str]) -> None:
    fields = {
        "interpretations": "interprets: [meals]\npublished_on: 2023-07-25",
        "questions": "about: [meals]\nissuers: [min]\nanswered_on: 2023-07-25",
        "services": "based_on: [meals]\nissuers: [min]\nupdated_on: 2023-07-25\ncounters: [{address: 一楼}]",
    }[kind]
    site = make_site({**DOCUMENTS, f"{kind}/i.md": f"---\ntitle: 说明\n{fields}\n---\n第三条。\n"}, date(2025, 8, 1))
    lines = pages_of(site)[f"/{kind}/i/"].view.following  # type: ignore[attr-defined]
    shown = [one for one in lines if Window.on(day, one.window.since, one.window.until).open]
    assert [(one.label, one.brief) for one in shown] == [line]


def test_what_is_as_it_was_has_no_line(make_site: MakeSite) -> None:
    text = "---\ntitle: 解读\ninterprets: [a]\npublished_on: 2024-02-01\n---\n说明。\n"
    site = make_site({"policies/a.md": policy("某办法"), "interpretations/i.md": text})
    assert pages_of(site)["/interpretations/i/"].view.following == ()  # type: ignore[attr-defined]
