"""The gazette: each issue has the words of its day, each document says in which it stands, and nothing withheld is in any."""

from __future__ import annotations

import json
from datetime import date

import pytest

from disclosure.base.problems import ContentError
from disclosure.exports.certificates import certificate
from disclosure.exports.gazette import gazette
from disclosure.pages.gazette import IssuesView, IssueView
from disclosure.pages.interpretation import InterpretationView
from disclosure.pages.policy import PolicyView
from disclosure.search.source import search_records
from disclosure.site.page import Output
from tests.district import MakeSite, make_site, pages_of, policy

__all__ = ["make_site"]

OLD = policy("旧办法", effective_on="2024-02-01").replace("第一条　正文。", "第一条　每人80元。\n\n第二条　完。")
AMENDING = policy("修改决定", published_on="2025-03-01", amends="[{target: a, articles: [第一条]}]").replace(
    "第一条　正文。", "一、将第一条修改为：“每人100元。”"
)
EXPLAINED = "---\ntitle: 解读\ninterprets: [a]\npublished_on: 2024-01-03\n---\n说明。\n"
APPOINTED = "{title: 任免通知, document_number: 测府任〔2025〕1号, on: 2024-12-30, text: [任命周某某为区民政局副局长；, 免去职务。]}"


def issue(number: int, *parts: str, year: int = 2025, day: str = "2025-02-01", **fields: str) -> str:
    known = {"year": str(year), "number": str(number), "published_on": day, **fields}
    lines = "".join(f"{name}: {value}\n" for name, value in known.items())
    return f"---\ntitle: 测试区人民政府公报{year}年第{number}号\n{lines}contents: [{', '.join(parts)}]\n---\n"


def part(section: str, *items: str, title: str = "") -> str:
    named = f"title: {title}, " if title else ""
    return f"{{section: {section}, {named}items: [{', '.join(items)}]}}"


DISTRICT = {
    "policies/a.md": OLD,
    "policies/b.md": AMENDING,
    "interpretations/i.md": EXPLAINED,
    "gazette/g1.md": issue(
        1, part("政府文件", "a"), part("政策解读", "i"), part("人事任免", APPOINTED), total_number="7"
    ),
    "gazette/g2.md": issue(2, part("部门文件", "b", title="委办局文件"), day="2025-05-01", total_number="8"),
}


def issue_view(make_site: MakeSite, day: date, key: str = "g1") -> IssueView:
    view = pages_of(make_site(DISTRICT, on=day))[f"/gazette/{key}/"].view
    assert isinstance(view, IssueView)
    return view


def test_an_issue_has_the_words_of_its_day(make_site: MakeSite) -> None:
    """Those that the site answers for until the amendment; from then on the page says that they are others now."""
    for day, coming, differing in ((date(2025, 2, 28), True, False), (date(2025, 3, 1), False, True)):
        view = issue_view(make_site, day)
        first, *_ = (item for part in view.parts for item in part.items)
        texts = certificate(make_site(DISTRICT, on=day), "a")["texts"]
        assert [text["since"] for text in texts] == [None, "2025-03-01"]
        assert first.words
        assert first.words.sha256 == texts[0]["sha256"] != texts[1]["sha256"]
        assert first.later == date(2025, 3, 1)
        assert first.coming
        assert first.differing
        assert (first.coming.open, first.differing.open) == (coming, differing)
    (amending,) = issue_view(make_site, day, "g2").parts
    assert amending.title == "委办局文件"
    assert amending.items[0].later is None


def test_numbers_go_on_through_an_issue_and_its_neighbours_are_named(make_site: MakeSite) -> None:
    view = issue_view(make_site, date(2026, 1, 1))
    assert [item.number for part in view.parts for item in part.items] == [1, 2, 3]
    assert [part.title for part in view.parts] == ["政府文件", "政策解读", "人事任免"]
    assert view.before is None
    assert view.after
    assert view.after.url == "/gazette/g2/"


def test_all_issues_stand_by_year_the_latest_first(make_site: MakeSite) -> None:
    later = issue(1, part("其他", "{title: 启事, text: [甲]}"), year=2026, day="2026-01-10", total_number="9")
    site = make_site(DISTRICT | {"gazette/g3.md": later}, on=date(2026, 2, 1))
    view = pages_of(site)["/gazette/"].view
    assert isinstance(view, IssuesView)
    assert [(year, [one.row.record.id for one in some]) for year, some in view.years] == [
        (2026, ["g3"]),
        (2025, ["g2", "g1"]),
    ]
    table, csv = (file.data.decode() for file in gazette(site, ()) if isinstance(file, Output))
    told = json.loads(table)["issues"]
    assert [(one["year"], one["number"], one["total_number"]) for one in told] == [
        (2026, 1, 9),
        (2025, 2, 8),
        (2025, 1, 7),
    ]
    assert [one["id"] for one in told[2]["contents"]] == ["a", "i", None]
    assert len(csv.splitlines()) == 1 + sum(len(one["contents"]) for one in told)


def test_a_document_says_in_which_issue_it_stands(make_site: MakeSite) -> None:
    """On its page, in what is copied from it, in its downloads; an interpretation on its page."""
    site = make_site(DISTRICT)
    pages = pages_of(site)
    said = "刊载于《测试区人民政府公报》2025年第1号"
    view = pages["/policies/a/"].view
    assert isinstance(view, PolicyView)
    assert view.gazetted == said
    assert [link.url for one in view.elements if one.label == "刊载" for link in one.values] == ["/gazette/g1/"]
    explained = pages["/interpretations/i/"].view
    assert isinstance(explained, InterpretationView)
    assert [link.url for link in explained.gazetted] == ["/gazette/g1/"]
    files = site.files.of(site, "a")
    assert said in files["md"].decode()
    assert json.loads(files["json"])["gazette"] == [
        {
            "id": "g1",
            "name": "《测试区人民政府公报》2025年第1号",
            "on": "2025-02-01",
            "url": "https://qinghe.example/gazette/g1/",
        }
    ]
    printed = json.loads(site.files.of(site, "g1")["json"])["printed"]
    assert printed[0]["sha256"] == certificate(site, "a")["texts"][0]["sha256"]
    assert (printed[0]["differs_since"], printed[2]["title"]) == ("2025-03-01", "任免通知")


def test_what_an_issue_holds_is_found_by_search(make_site: MakeSite) -> None:
    found = {record.url: record for record in search_records(make_site(DISTRICT))}["/gazette/g1/"]
    assert (found.kind, found.facets["library"]) == ("gazette", ("政府公报",))
    for words in ("旧办法", "任命周某某为区民政局副局长", "测府任〔2025〕1号"):
        assert words in found.text


def test_a_site_without_a_gazette_does_not_speak_of_it(make_site: MakeSite) -> None:
    site = make_site({"policies/a.md": policy("甲")})
    assert not [url for url in pages_of(site) if url.startswith("/gazette/")]
    assert list(gazette(site, ())) == []


def test_what_an_issue_names_must_be_there(make_site: MakeSite) -> None:
    """An id with a slip is told with the one that was meant; so is an issue, or a part of one, that holds nothing."""
    wrong = {
        "gazette/g1.md": issue(1, part("政府文件", "aa")),
        "gazette/g2.md": issue(2),
        "gazette/g3.md": issue(3, part("其他")),
    }
    with pytest.raises(ContentError) as caught:
        make_site({"policies/aab.md": policy("甲"), **wrong})
    told = [(problem.place.path[-5:], problem.code, problem.values.get("near")) for problem in caught.value.problems]
    assert sorted(told) == [
        ("g1.md", "dangling-reference", "aab"),
        ("g2.md", "empty-value", None),
        ("g3.md", "empty-value", None),
    ]


@pytest.mark.parametrize("fields", [{"disclosure": "withheld", "basis": "依据"}, {"draft": "true"}])
def test_what_is_not_published_is_in_no_issue(make_site: MakeSite, fields: dict[str, str]) -> None:
    """It stops the build, and what is said of it is its id; an issue in draft may name it, and is nowhere."""
    with pytest.raises(ContentError) as caught:
        make_site(DISTRICT | {"policies/a.md": policy("内部题", **fields)})
    told = {problem.code for problem in caught.value.problems if "/gazette/" in problem.place.path}
    assert told == {"refers-to-draft" if "draft" in fields else "refers-to-withheld"}
    assert "内部题" not in repr([problem.values for problem in caught.value.problems])
    draft = issue(1, part("政府文件", "a", "b"), draft="true")
    others = {"policies/a.md": policy("内部题", **fields), "policies/b.md": policy("乙")}
    site = make_site(
        {
            **others,
            "gazette/g1.md": draft,
            "gazette/g2.md": issue(2, part("政府文件", "b")),
            "interpretations/i.md": EXPLAINED.replace("[a]", "[b]"),
        }
    )
    view = pages_of(site)["/policies/b/"].view
    assert isinstance(view, PolicyView)
    assert view.gazetted == "刊载于《测试区人民政府公报》2025年第2号"
    assert not [url for url in pages_of(site) if "g1" in url]
