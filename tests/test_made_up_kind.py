"""A kind of document that nobody knows: what its record, one module with its pages, one template and its words are enough for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import pytest

from disclosure.base.messages import say
from disclosure.base.problems import ContentError
from disclosure.library.listings import Row
from disclosure.model.documents import Document
from disclosure.model.fields import AgencyRef, Day, Filled, PolicyRef, Text, declare
from disclosure.model.kinds import KINDS, Kind
from disclosure.model.records import Record
from disclosure.pages._parts import Link, Pager, home_link, paginate
from disclosure.pipeline.build import build, read
from disclosure.pipeline.run import Request
from disclosure.search.source import search_records
from disclosure.site.page import Article, Deferred, Page, Site, page_kind
from disclosure.text.prose import Prose
from tests.pages.test_meta_tags import tags_of, wrong
from tests.pipeline.test_incremental import Project, differences, tree
from tools.authoring import filled

DAY = date(2026, 3, 1)
AUTHORING = Path(__file__).parents[1] / "docs/authoring.zh-CN.md"

# -------------------------------------------------------------------------------- a record, and its row in KINDS


class Step(Record):
    """One step of a reminder."""

    words: tuple[Text, ...] = declare("要点", "要点", "Points")


class Reminder(Document):
    """办事提醒: made up for this test."""

    about: Annotated[tuple[PolicyRef, ...], Filled] = declare(
        "所涉文件", "所提醒的文件编号", "Documents that it reminds of", reverse="reminders"
    )
    issuers: tuple[AgencyRef, ...] = declare("发布单位", "机关编号", "Agencies that publish it", ())
    published_on: Day | None = declare("发布日期", "首次公开之日", "Day of first publication", None)
    steps: tuple[Step, ...] = declare("步骤", "怎样办", "What to do", ())


REMINDERS = Kind(
    folder="reminders",
    name="reminder",
    record=Reminder,
    zh="办事提醒",
    en="reminder",
    days=("published_on",),
    about="about",
    facets=("agency", "year"),
)

# ------------------------------------------------------------------------------------------- a module of pages


@dataclass(frozen=True, slots=True)
class ReminderView:
    """Of one reminder, or of a list of them."""

    trail: tuple[Link, ...]
    row: Row[Reminder] | None = None
    prose: Prose | None = None
    pager: Pager[Row[Reminder]] | None = None


def reminder_pages(site: Site) -> Iterator[Page | Deferred]:
    for pager in paginate("/reminders/", tuple(site.listings.of(Reminder).values()), 2):
        title = site.strings("reminder.title")
        yield Page(pager.here, "pages/reminder.html", title, ReminderView((home_link(site),), pager=pager))
    yield from (Deferred(reminder_page, key) for key in site.library.of(Reminder))


def reminder_page(site: Site, key: str) -> Iterator[Page]:
    row = site.listings.of(Reminder)[key]
    view = ReminderView((home_link(site), Link(site.strings("reminder.title"), "/reminders/")), row, site.prose[key])
    article = Article(row.record.title, row.record.published_on, "测试区")
    yield Page(row.url, "pages/reminder.html", row.record.title, view, article=article)


# --------------------------------------------------------------------------------------- a template, and words

TEMPLATE = """{% extends "base.html" %}
{% import "parts/macros.html" as m %}
{% block main %}
<div class="wrap">
  <h1>{{ page.title }}</h1>
  {% if view.row %}
  {{- m.document_rows(view.row.about) }}
  {{- m.body(view.prose, view.row.record.language) }}
  {% else %}
  {{- m.document_rows(view.pager.rows) }}
  {{- m.pager(view.pager) }}
  {% endif %}
</div>
{% endblock %}
"""
WORDS = {
    "reminder.zh-Hans.yaml": "title: 办事提醒\n",
    "relation.zh-Hans.yaml": "reminders: 相关提醒\n",
    "search.kind.zh-Hans.yaml": "reminder: 办事提醒\n",
}


def reminder(title: str, **fields: str) -> str:
    lines = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\ntitle: {title}\n{lines}---\n请在期限之前申请。\n\n第一条　不收费。\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A small project with three documents of the kind; two of them belong to the policy p1."""
    monkeypatch.setitem(KINDS, REMINDERS.folder, REMINDERS)
    monkeypatch.setitem(page_kind._functions, "reminder", reminder_pages)
    project = Project(tmp_path)
    project.write("reminders/r1.md", reminder("开学前办好", about="[p1]", issuers="[edu]", published_on="2026-02-01"))
    project.write("reminders/r2.md", reminder("年底前申报", about="[p1, p2]", published_on="2026-02-03"))
    project.write("reminders/r3.md", reminder("不要错过", about="[p3]", published_on="2026-02-02"))
    (tmp_path / "templates/pages/reminder.html").write_text(TEMPLATE, encoding="utf-8")
    for name, text in WORDS.items():
        (tmp_path / "templates/strings" / name).write_text(text, encoding="utf-8")
    return project


def published(project: Project, *, search: bool = False) -> dict[str, str]:
    build(Request(project.root, project.root / "site", DAY, search=search))
    return {path: data.decode() for path, data in tree(project.root / "site").items() if path.endswith(_TEXT)}


_TEXT = (".html", ".json", ".md", ".xml")


def test_it_has_pages_a_list_downloads_and_a_place_in_the_site_map(project: Project) -> None:
    site = published(project, search=True)
    assert "请在期限之前申请" in site["reminders/r1/index.html"]
    assert 'id="tiao-1"' in site["reminders/r1/index.html"]
    first, second = site["reminders/index.html"], site["reminders/page/2/index.html"]
    assert [key for key in ("r1", "r2", "r3") if f'href="/reminders/{key}/"' in first] == ["r2", "r3"]
    assert 'href="/reminders/r1/"' in second
    assert 'href="/reminders/page/2/"' in first
    assert "/reminders/r1/</loc>" in site["sitemap-reminders.xml"]
    assert "/reminders/</loc>" in site["sitemap-reminders.xml"]
    record = json.loads(site["reminders/r2/r2.json"])
    assert (record["title"], record["about"]) == ("年底前申报", ["p1", "p2"])
    assert "不收费" in record["text"]
    assert site["reminders/r2/r2.md"].startswith('---\nid: "r2"\ntitle: "年底前申报"\n')
    assert json.dumps("办事提醒") in site["search/index.html"]


def test_its_pages_have_the_required_meta_tags(project: Project) -> None:
    site = published(project)
    for path, part in (("index.html", "column"), ("page/2/index.html", "column"), ("r1/index.html", "article")):
        tags = tags_of(site[f"reminders/{path}"])
        assert wrong(tags, part) == []
        assert {"ColumnName", "ArticleTitle"} & tags.keys() == {"ColumnName" if part == "column" else "ArticleTitle"}


def test_what_it_belongs_to_shows_it(project: Project) -> None:
    site = published(project)
    page = site["policies/p1/index.html"]
    assert "相关提醒" in page
    assert page.index("年底前申报") < page.index("开学前办好")  # newest first
    assert "相关提醒" not in site["policies/p4/index.html"]
    assert json.loads(site["policies/p1/p1.json"])["reminders"] == ["r2", "r1"]


def test_one_that_repeats_another_leads_to_it(project: Project) -> None:
    project.write("reminders/r4.md", reminder("开学前办好", about="[p1]", issuers="[min]", copy_of="r1"))
    project.write("policies/p8.md", "---\ntitle: 文\n---\n见[提醒](../reminders/r4.md#tiao-1)。\n")
    site = published(project)
    assert 'href="/reminders/r1/#tiao-1"' in site["policies/p8/index.html"]
    assert '<link rel="canonical" href="/reminders/r1/">' in site["reminders/r4/index.html"]
    assert "同时发布这份文件的" in site["reminders/r1/index.html"]
    assert json.loads(site["policies/p1/p1.json"])["reminders"] == ["r2", "r1"]
    assert "reminders/r4" not in site["sitemap-reminders.xml"] + site["reminders/index.html"]


def test_search_finds_it_beneath_what_it_belongs_to(project: Project) -> None:
    site, _ = read(project.root, DAY)
    found = {record.url: record for record in search_records(site)}["/reminders/r1/"]
    assert (found.kind, found.published_on, found.policy_url) == ("reminder", "2026-02-01", ("/policies/p1/",))
    assert found.facets == {"library": ("办事提醒",), "agency": ("区教育局",), "year": ("2026",)}
    assert "不收费" in found.text


def test_its_front_matter_is_checked(project: Project) -> None:
    project.write("reminders/r4.md", reminder("写错了", about="[p9]", published_on="2026-13-01", colour="red"))
    project.write("reminders/r5.md", reminder("没有所涉文件"))
    project.write("reminders/r6.md", reminder("又一个", about="[p1]", id="r1"))
    with pytest.raises(ContentError) as caught:
        read(project.root, DAY)
    told = [(problem.place.path.rpartition("/")[2], problem.code) for problem in caught.value.problems]
    assert sorted(one for one in told if one[0].startswith("r")) == [
        ("r4.md", "dangling-reference"),
        ("r4.md", "day-impossible"),
        ("r4.md", "unknown-key"),
        ("r5.md", "missing-field"),
        ("r6.md", "duplicate-id"),
    ]
    words = [say(problem, "zh") for problem in caught.value.problems if problem.code == "missing-field"]
    assert "about（所涉文件）" in words[0]


def test_numbers_in_its_fields_are_told(project: Project) -> None:
    """Whatever its fields are: no rule knows their names."""
    for key, words in (("r4", "[甲, 号码①①⓪①⓪⑤①⑨④⑨①②③①⓪⓪②X]"), ("r5", "['110105', '19491231', 002X]")):
        project.write(f"reminders/{key}.md", reminder("提醒", about="[p1]", steps=f"[{{words: {words}}}]"))
    with pytest.raises(ContentError) as caught:
        read(project.root, DAY)
    found = (problem for problem in caught.value.problems if problem.code == "identity-number")
    told = [(problem.code, problem.place.path[-5:], problem.place.line) for problem in found]
    assert told == [("identity-number", "r4.md", 4), ("identity-number", "r5.md", 4)]


def test_drafts_of_it_stay_hidden(project: Project) -> None:
    project.write("reminders/r1.md", reminder("机密的提醒", about="[p1]", draft="true"))
    assert not any("机密的提醒" in text for text in published(project).values())


def test_what_refers_to_it_is_checked(project: Project) -> None:
    """Links in texts lead to it, and what does not exist is told."""
    project.write(
        "policies/p8.md", "---\ntitle: 文\n---\n见[提醒](../reminders/r1.md#tiao-1)和[提醒](../reminders/r9.md)。\n"
    )
    with pytest.raises(ContentError) as caught:
        read(project.root, DAY)
    told = [(problem.code, problem.values.get("href")) for problem in caught.value.problems]
    assert ("broken-link", "../reminders/r9.md") in told
    assert ("broken-link", "../reminders/r1.md#tiao-1") not in told


def test_an_incremental_build_equals_a_clean_one(project: Project) -> None:
    published(project)
    edits = (
        ("r1", reminder("改了的题目", about="[p1]", published_on="2026-02-04")),
        ("r2", reminder("年底前申报", about="[p3]", published_on="2026-02-03")),
        ("r4", reminder("新的", about="[p1]")),
        ("r3", None),
    )
    for key, text in edits:
        if text is None:
            (project.root / f"content/reminders/{key}.md").unlink()
        else:
            project.write(f"reminders/{key}.md", text)
        report = build(Request(project.root, project.root / "site", DAY, search=False))
        assert 0 < len(report.made) < len(report.kept.paths) / 4
        build(Request(project.root, project.root / f"clean-{key}", DAY, search=False))
        assert differences(tree(project.root / "site"), tree(project.root / f"clean-{key}")) == []
    assert "新的" in (project.root / "site/policies/p1/index.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("project")
def test_the_authoring_guide_has_its_rows() -> None:
    guide = filled(AUTHORING.read_text(encoding="utf-8"))
    assert "| `content/reminders/` | 办事提醒 |" in guide
    assert "| `about` | 所涉文件 | 列表：编号 | **必填**，所提醒的文件编号 |" in guide
