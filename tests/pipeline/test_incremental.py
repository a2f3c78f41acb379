"""A build that remembers the last one gives what a build from nothing gives, byte for byte."""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from disclosure.base.fingerprint import fingerprint_of, unchanged
from disclosure.base.outcome import Outcome
from disclosure.base.problems import ContentError, Problem
from disclosure.pipeline.build import build
from disclosure.pipeline.run import Report, Request
from disclosure.search.former import FORMER
from disclosure.site import commit
from disclosure.site.publish import building
from tests.conftest import settle
from tests.district import DATA

ROOT = Path(__file__).parents[2]
FIRST = date(2026, 3, 1)


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


_LATER = re.compile(r"data/(archives|clauses)/|data/catalogue\.sqlite|data/dcat\.|(en/)?data/index\.html")


def seen_at_once(folder: Path) -> dict[str, bytes]:
    """The files of a site but for those that a saved text leaves until a build follows."""
    return {path: data for path, data in tree(folder).items() if not _LATER.match(path)}


def problems_of(root: Path, site: str, on: date) -> tuple[Problem, ...]:
    """Build a site of the project; what kept it from being published."""
    return _run(root, site, on, None)[1]


def _run(
    root: Path, site: str, on: date, last: Report | None, changed: frozenset[str] | None = None
) -> tuple[Report | None, tuple[Problem, ...]]:
    try:
        return build(Request(root, root / site, on, search=False, changed=changed), last), ()
    except ContentError as error:
        return None, tuple(error.problems)


# ------------------------------------------------------------------------------------------------- any edits


class Project:
    """A small project with edits that may be made to it; documents are made from a few fields, so that any is valid."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.on = FIRST
        self.policies: dict[str, dict[str, str]] = {}
        self.interpretations: dict[str, str] = {}
        shutil.copytree(ROOT / "templates", root / "templates")
        for path, text in DATA.items():
            self.write(path, text)
        shutil.copy(ROOT / "config.yaml", root / "config.yaml")
        for number in range(6):
            self.add(number)

    def furnish(self) -> None:
        """Files, and an interpretation with a picture."""
        self.write(
            "interpretations/i0.md",
            "---\ntitle: 解读\ninterprets: [p0]\nmedia:\n  - {title: 图解, file: files/b.svg, alt: 图}\n---\n说明。\n",
        )
        for path in FILES:
            self.file(path, FILE_TEXTS[0])

    def write(self, path: str, text: str) -> None:
        (self.root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / "content" / path).write_text(text, encoding="utf-8")

    def store(self, key: str) -> None:
        fields = dict(self.policies[key])
        body, folder = fields.pop("body"), fields.pop("folder")
        for old in (self.root / "content/policies").rglob(f"{key}.md"):
            old.unlink()
        lines = "".join(f"{name}: {value}\n" for name, value in fields.items())
        self.write(f"policies/{folder}{key}.md", f"---\n{lines}---\n{body}\n")

    def add(self, number: int) -> None:
        key = f"p{number}"
        if key not in self.policies:
            self.policies[key] = {
                "title": f"第{number}号办法",
                "published_on": f"2026-0{number % 6 + 1}-10",
                "category": "normative",
                "expires_on": f"2026-0{number % 6 + 3}-20",
                "body": "第一条 为了方便群众。",
                "folder": "",
            }
            self.store(key)

    def change(self, number: int, field: str, value: str) -> None:
        key = f"p{number}"
        if key in self.policies:
            self.policies[key][field] = value
            self.store(key)

    def remove(self, number: int) -> None:
        if self.policies.pop(f"p{number}", None):
            for path in (self.root / "content/policies").rglob(f"p{number}.md"):
                path.unlink()

    def version(self, number: int, day: str, text: str) -> None:
        """The text of p3 from a day on, as another document has made it; with an empty one there is none from that day."""
        path = f"policies/p3@{day}.md"
        if text:
            self.write(path, f"---\nby: p{number}\n---\n第一条 为了方便{text}群众。\n")
        else:
            (self.root / "content" / path).unlink(missing_ok=True)

    def explain(self, number: int, text: str) -> None:
        key = f"p{number}"
        if key in self.policies:
            self.write(f"interpretations/i{number}.md", f"---\ntitle: 解读{text}\ninterprets: [{key}]\n---\n{text}。\n")

    def offer(self, number: int, text: str) -> None:
        """A service on a document."""
        fields = f"title: 办事{text}\nbased_on: [{{target: p{number}, articles: [第一条]}}]\nissuers: [min]\n"
        self.write(f"services/s{number}.md", f"---\n{fields}url: https://elsewhere.example/\n---\n{text}。\n")

    def gather(self, number: int, asked: str, text: str) -> None:
        """A topic with a chosen document, and with what a query finds."""
        query = f"{{title: 二, query: {{{asked}}}}}"
        sections = f"[{{title: 一{text}, documents: [p{number}]}}, {query}]"
        self.write(f"topics/z{number % 3}.md", f"---\ntitle: 专题{text}\nsections: {sections}\n---\n{text}。\n")

    def ask(self, number: int, about: str, text: str) -> None:
        """A question on a document, or on a service."""
        fields = f"title: 怎么办{text}？\nabout: [{about}{number}]\nanswered_on: 2026-02-01\n"
        self.write(f"questions/q{number}.md", f"---\n{fields}---\n第一条{text}。\n")

    def again(self, number: int, of: str) -> None:
        """A document that only repeats another; of one that is not there, or is a copy itself, it is an error."""
        self.write(f"policies/k{number % 2}.md", f"---\ntitle: 转发\nissuers: [edu]\ncopy_of: {of}\n---\n")

    def plan(self, number: int, evidence: str, day: str) -> None:
        """A work plan with a task that a document carries out; of one that is not there, it is an error."""
        task = f"{{clause: 一, title: 任务, responsible: [min], due_on: {day}, evidence: [{{target: {evidence}, completes: true}}]}}"
        fields = f"title: 要点{number}\nyear: 2026\npublished_on: 2026-02-01\ndocument: p3\ntasks: [{task}]\n"
        self.write(f"plans/w{number % 2}.md", f"---\n{fields}---\n")

    def gazette(self, number: int, held: str, day: str) -> None:
        """An issue of the gazette with two documents and a text of its own; of a document that is not there, it is an error."""
        items = f"[p{number}, {held}, {{title: 启事, text: [甲]}}]"
        fields = f"title: 公报\nyear: 2026\nnumber: 1\npublished_on: {day}\ncontents: [{{section: 政府文件, items: {items}}}]\n"
        self.write("gazette/g.md", f"---\n{fields}---\n")

    def report(self, year: int, held: int, text: str) -> None:
        """An annual report of a unit, and the figures of its year."""
        sections = "".join(f"\n## {number}、部分\n\n{text}。\n" for number in "一二三四五六")
        fields = f"title: 年报{text}\nyear: {year}\nissuers: min\npublished_on: {year + 1}-01-10\n"
        self.write(f"reports/r{year}.md", f"---\n{fields}---\n{sections}")
        self.write(f"data/requests/{year}.yaml", f"unit: min\nyear: {year}\nreview: [{held}, 0, 0, 0, {held}]\n")

    def file(self, path: str, text: str) -> None:
        """A file that belongs to documents is written anew, by itself."""
        self.write(path, SVG.replace("甲", text) if path.endswith(".svg") else text)

    def exchange(self, one: str, other: str) -> None:
        """Two files change places, and each keeps the time at which it was written."""
        first, second = self.root / "content" / one, self.root / "content" / other
        between = first.with_name("between")
        first.rename(between)
        second.rename(first)
        between.rename(second)

    def forge(self, path: str, text: str) -> None:
        """A file gets other content of the same length, and the time that it had."""
        file = self.root / "content" / path
        about, old = file.stat(), file.read_text(encoding="utf-8")
        self.file(path, text)
        assert file.stat().st_size == about.st_size or len(text) != len(old)
        os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns))

    def template(self, words: str) -> None:
        path = self.root / "templates/pages/404.html"
        path.write_text(path.read_text(encoding="utf-8").replace("</h1>", f"{words}</h1>", 1), encoding="utf-8")

    def style(self, words: str) -> None:
        with (self.root / "templates/static/site.css/01-ground.css").open("a", encoding="utf-8") as file:
            file.write(f"/* {words} */\n")

    def setting(self, size: int) -> None:
        path = self.root / "config.yaml"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(f"page_size: {size}\n" if "page_size" in s else s for s in lines), encoding="utf-8")

    def vocabulary(self, words: str) -> None:
        path = self.root / "content/data/themes.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("name: ", f"name: {words}", 1), encoding="utf-8")

    def lose(self, number: int) -> None:
        """A file of the published site is deleted by hand."""
        (self.root / f"site/policies/p{number}/index.html").unlink(missing_ok=True)

    def advance(self, days: int) -> None:
        self.on += timedelta(days=days)


FILES = ("policies/files/a.csv", "policies/files/c.csv", "policies/files/b.svg", "interpretations/files/b.svg")
FILE_TEXTS = ("甲一", "乙二", "丙三四")
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><title>甲</title></svg>'

numbers = st.integers(0, 7)
files, texts = st.sampled_from(FILES), st.sampled_from(FILE_TEXTS)
words = st.sampled_from(["甲", "乙丙", "<b>&", "暂行办法"])


def _of(name: str, *arguments: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[str, tuple[object, ...]]]:
    return st.tuples(st.just(name), st.tuples(*arguments))


LONG = "\n\n".join(f"第{number}条 关于第{number}件事情的规定自公布之日起执行。" for number in "一二三四五六七八九")
"""By which documents are known: two that have it are nearly the same."""

FIELDS = {
    "title": ["新标题", "别的标题", "第3号办法（试行）", "关于废止《第1号办法》的通知"],
    "tags": ["[old]", "[]"],
    "issuers": ["[min]", "[]"],
    "repeals": ["[p1]", "[{target: p2, on: 2026-07-01}]", "[]"],
    "amends": ["[p3]", "[p3]", "[{target: p3, on: 2026-07-01, articles: [第一条]}]", "[{title: 站外文件}]"],
    "succeeds": ["[p1]", "[p5, p3]", "[]"],
    "extends": ["[{target: p2, until: 2027-06-30}]", "[{target: p3, until: 2026-12-31}]", "[]"],
    "based_on": ["[p4, p5]", "[]"],
    "expires_on": ["2026-12-31", "2027-03-05"],
    "effective_on": ["2026-08-01", "2026-09-01"],
    "aliases": ["[/old/a/]", "[]"],
    "disclosure": ["on_request", "proactive"],
    "draft": ["true", "false"],
    "body": [LONG, "第一条 新。\n\n第二条 见[办法](p1.md#tiao-1)。", "一、甲\n\n二、乙", "第二条 只有第二条。"],
    "attachments": ["[{title: 表, file: files/a.csv}]", "[{title: 表, file: files/c.csv}]", "[]"],
    "folder": ["", "2026/"],
}
AMENDING = ["将第一条修改为：“甲。”", "将第一条中的“方便”修改为“保护”。", "删去第一条。", "对第一条作修改。"]
LINKING = ["第一条 见![图](files/b.svg)。", "第一条 见[表](files/c.csv)。"]

edits = st.one_of(
    _of("add", numbers),
    _of("remove", numbers),
    *(_of("change", numbers, st.just(name), st.sampled_from(values)) for name, values in FIELDS.items()),
    _of("change", numbers, st.just("body"), st.sampled_from(LINKING)),
    _of("change", numbers, st.just("body"), st.sampled_from(AMENDING)),
    _of("file", files, texts),
    _of("forge", files, texts),
    _of("exchange", st.just(FILES[0]), st.just(FILES[1])),
    _of("exchange", st.just(FILES[2]), st.just(FILES[3])),
    _of("explain", numbers, words),
    _of("offer", numbers, words),
    _of("ask", numbers, st.sampled_from(["p", "p", "s"]), words),
    _of("gazette", numbers, st.sampled_from(["p3", "p1"]), st.sampled_from(["2026-06-30", "2026-08-10"])),
    _of("plan", numbers, st.sampled_from(["p1", "p2", "p3"]), st.sampled_from(["2026-02-20", "2026-04-15"])),
    _of("again", numbers, st.sampled_from(["p1", "p2", "p3", "k1"])),
    _of("report", st.sampled_from([2025, 2026]), numbers, words),
    _of("gather", numbers, st.sampled_from(["tags: [old]", "agencies: [min], kinds: [policies, services]"]), words),
    _of("version", numbers, st.sampled_from(["2026-07-01", "2026-08-01"]), st.sampled_from(["", "甲", "乙丙"])),
    _of("template", words),
    _of("style", words),
    _of("setting", st.sampled_from([5, 30])),
    _of("vocabulary", words),
    _of("lose", numbers),
    _of("advance", st.sampled_from([1, 40])),
)


ROUNDS = (st.booleans(), st.lists(st.lists(edits, min_size=1, max_size=3), min_size=2, max_size=5))


@settings(max_examples=4, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(*ROUNDS)
def test_incremental_equals_clean(
    tmp_path_factory: pytest.TempPathFactory, resident: bool, rounds: list[list[tuple[str, tuple[object, ...]]]]
) -> None:
    _equals_clean(tmp_path_factory, resident, rounds)


@pytest.mark.prove
@settings(max_examples=40, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(*ROUNDS)
def test_incremental_equals_clean_at_length(
    tmp_path_factory: pytest.TempPathFactory, resident: bool, rounds: list[list[tuple[str, tuple[object, ...]]]]
) -> None:
    _equals_clean(tmp_path_factory, resident, rounds)


def _equals_clean(
    tmp_path_factory: pytest.TempPathFactory, resident: bool, rounds: list[list[tuple[str, tuple[object, ...]]]]
) -> None:
    """Whatever is edited, in whatever order; builds that fail in between leave the site and do no harm."""
    project = Project(tmp_path_factory.mktemp("project"))
    project.furnish()
    root = project.root
    last = _run(root, "site", project.on, None)[0]
    assert last is not None
    seen = _inputs(root)
    for batch in rounds:
        for name, arguments in batch:
            if not (resident and name == "lose"):  # what is kept in the process trusts that nobody else writes there
                getattr(project, name)(*arguments)
        before = tree(root / "site")
        wrong = problems_of(root, "clean", project.on)
        written = differences(seen, _inputs(root))
        report: Report | None = None
        found: tuple[Problem, ...] = ()
        known = last if resident else None
        if resident and all(path.startswith("content/") for path in written):  # as `serve` does
            report, found = _run(root, "site", project.on, known, frozenset(written))
            if report is not None and (report.behind or report.kept.cache.behind):
                known, before, report = report, tree(root / "site"), None
        if report is None and not found:
            report, found = _run(root, "site", project.on, known)
        assert found == wrong
        after = before if wrong else tree(root / "clean")
        assert differences(tree(root / "site"), after) == []
        if report is not None:
            last, seen = report, _inputs(root)
        shutil.rmtree(root / "clean", ignore_errors=True)
        (root / ".clean.cache").unlink(missing_ok=True)


def _inputs(root: Path) -> dict[str, bytes]:
    parts = {
        path: data
        for part in ("content", "templates")
        for path, data in tree(root / part).items()
        for path in [f"{part}/{path}"]
    }
    return {**parts, "config.yaml": (root / "config.yaml").read_bytes()}


@pytest.mark.parametrize("edit", ["file", "forge", "exchange", "replaced"])
@pytest.mark.parametrize("resident", [False, True])
def test_a_changed_file_is_published(tmp_path: Path, edit: str, resident: bool) -> None:
    """A redacted list takes the place of the one that was online, whatever names it and however it was saved."""
    project = Project(tmp_path)
    project.furnish()
    project.change(2, "attachments", "[{title: 表, file: files/a.csv}]")
    project.change(3, "body", "第一条 见[表](files/c.csv)。")
    project.change(4, "body", "第一条 见![图](files/b.svg)。")  # and the interpretation has it among its media
    for path, text in zip(FILES, ("甲一", "乙二", "丙三", "丁四"), strict=True):
        project.file(path, text)
    settle(tmp_path)
    last = build(Request(tmp_path, tmp_path / "site", project.on, search=False))
    before = tree(tmp_path / "site")
    if edit == "exchange":
        project.exchange(FILES[0], FILES[1])
        project.exchange(FILES[2], FILES[3])
    for path in () if edit == "exchange" else FILES:
        if edit == "replaced":  # as editors save that write beside the file first
            draft = f"draft{Path(path).suffix}"
            project.file(draft, "戊五")
            (tmp_path / "content" / draft).replace(tmp_path / "content" / path)
        else:
            getattr(project, edit)(path, "戊五")
    written = frozenset(f"content/{path}" for path in FILES) if resident else None
    report = build(
        Request(tmp_path, tmp_path / "site", project.on, search=False, changed=written), last if resident else None
    )
    assert not report.behind
    after = tree(tmp_path / "site")
    build(Request(tmp_path, tmp_path / "clean", project.on, search=False))
    assert differences(after, tree(tmp_path / "clean")) == []
    published = {"policies/p2/files/a.csv", "policies/p3/files/c.csv", "policies/p4/files/b.svg"}
    assert published | {"interpretations/i0/files/b.svg"} <= {*differences(after, before)}


@pytest.mark.parametrize("resident", [False, True])
def test_what_an_amendment_quotes_is_on_the_page_that_it_amends(tmp_path: Path, resident: bool) -> None:
    """Other words in the quotation make the amended page anew, and an amendment of the amendment does."""
    project = Project(tmp_path)
    for number in (2, 3, 4):
        project.change(number, "expires_on", "2027-12-31")
        project.change(number, "published_on", "2026-01-10")
    project.change(2, "amends", "[{target: p3, articles: [第一条]}]")
    project.change(2, "effective_on", "2026-08-01")
    project.change(4, "effective_on", "2026-07-01")
    project.change(4, "body", "将第一条中的“乙”修改为“戊”。")
    project.change(4, "amends", "[{target: p2, articles: [第一条]}]")
    last = build(Request(tmp_path, tmp_path / "site", project.on, search=False))
    for number, (key, body, shown) in enumerate(
        [
            (2, "第一条 将第一条修改为：“甲乙。”", "甲戊。"),
            (2, "第一条 将第一条修改为：“丁乙。”", "丁戊。"),
            (4, "将第一条中的“乙”修改为“丙”。", "丁丙。"),
            (2, "第一条 将第一条改一改。", ""),
        ]
    ):
        project.change(key, "body", body)
        written = frozenset({f"content/policies/p{key}.md"}) if resident else None
        known = last if resident else None
        last = build(Request(tmp_path, tmp_path / "site", project.on, search=False, changed=written), known)
        if last.behind:
            last = build(Request(tmp_path, tmp_path / "site", project.on, search=False), last)
        warnings = build(Request(tmp_path, tmp_path / f"clean{number}", project.on, search=False)).warnings
        assert differences(tree(tmp_path / "site"), tree(tmp_path / f"clean{number}")) == []
        assert last.warnings == warnings
        assert shown in (tmp_path / "site/policies/p3/index.html").read_text(encoding="utf-8")
        assert any(one.code.startswith("amendment-") for one in warnings) is (not shown)


def test_a_text_alone_is_made_at_once(tmp_path: Path) -> None:
    """Bodies that link to nothing new take no build; everything else does, and both give the same site."""
    project = Project(tmp_path)
    last = build(Request(tmp_path, tmp_path / "site", project.on, search=False))
    for number, (body, quick) in enumerate(
        [
            ("第一条 改过了。", True),
            ("第一条 又改过了。\n\n一、新的一段", True),
            ("第一条 见[办法](p1.md#tiao-1)。", False),
            ("第一条 又见[办法](p1.md#tiao-1)。", True),
        ]
    ):
        project.change(2, "body", body)
        path = "content/policies/p2.md"
        last = _hot(project, last, path, "content/policies/.p2.md.swp")
        assert _looked_at_texts_alone(last) is quick, body
        build(Request(tmp_path, tmp_path / f"clean{number}", project.on, search=False))
        assert differences(seen_at_once(tmp_path / "site"), seen_at_once(tmp_path / f"clean{number}")) == []
    last = build(Request(tmp_path, tmp_path / "site", project.on, search=False), last)
    assert differences(tree(tmp_path / "site"), tree(tmp_path / "clean3")) == []
    project.change(1, "body", "第二条 没有第一条了。")  # to which another text leads
    with pytest.raises(ContentError, match="broken-anchor"):
        _hot(project, last, "content/policies/p1.md")
    project.change(1, "body", "第一条 还在。")
    project.change(4, "body", "<script>")
    with pytest.raises(ContentError, match="html-not-allowed"):
        _hot(project, last, "content/policies/p4.md")
    project.change(4, "body", "正文。")
    project.add(7)
    last = _hot(project, last, "content/policies/p7.md", "content/policies/p1.md", "content/policies/p4.md")
    assert not _looked_at_texts_alone(last)
    assert (tmp_path / "site/policies/p7/index.html").exists()


def test_a_later_text_alone_changes_what_shows_it(tmp_path: Path) -> None:
    """Its own page, that of the policy, and those beside its neighbours."""
    project = Project(tmp_path)
    project.change(4, "amends", "[{target: p3, on: 2026-05-20}]")
    project.change(5, "amends", "[{target: p3, on: 2026-07-20}]")
    path = "content/policies/p3@2026-05-20.md"
    project.write("policies/p3@2026-05-20.md", "---\nby: p4\n---\n第一条 从五月起的文字。\n")
    project.write("policies/p3@2026-07-20.md", "---\nby: p5\n---\n第一条 从七月起的文字。\n")
    last = build(Request(tmp_path, tmp_path / "site", project.on, search=False))
    before = seen_at_once(tmp_path / "site")
    project.write("policies/p3@2026-05-20.md", "---\nby: p4\n---\n第一条 从五月起另写的文字。\n")
    last = _hot(project, last, path)
    build(Request(tmp_path, tmp_path / "clean", project.on, search=False))
    after = seen_at_once(tmp_path / "site")
    assert differences(after, seen_at_once(tmp_path / "clean")) == []
    assert [path for path in differences(before, after) if path.endswith(".html")] == [
        "policies/p3/2026-05-20/compare/index.html",
        "policies/p3/2026-05-20/index.html",
        "policies/p3/2026-07-20/compare/index.html",
        "policies/p3/index.html",
    ]


def _hot(project: Project, last: Report, *written: str) -> Report:
    """A build that is told which documents were written."""
    request = Request(project.root, project.root / "site", project.on, search=False, changed=frozenset(written))
    return build(request, last)


def _looked_at_texts_alone(report: Report) -> bool:
    return not report.phases


def test_an_article_that_another_document_changes_comes_and_goes(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.change(1, "body", "第一条 甲。\n\n第二条 乙。")
    project.change(2, "amends", "[{target: p1, articles: [第二条]}]")
    last = build(Request(tmp_path, tmp_path / "site", project.on, search=False))
    bodies = "第一条 甲。\n\n第二条 改过了。", "第一条 甲。", "第一条 甲。\n\n第二条 又有了。"
    for number, body in enumerate(bodies):
        project.change(1, "body", body)
        last = _hot(project, last, "content/policies/p1.md")
        build(Request(tmp_path, tmp_path / f"clean{number}", project.on, search=False))
        assert differences(seen_at_once(tmp_path / "site"), seen_at_once(tmp_path / f"clean{number}")) == []
        speaker = (tmp_path / "site/policies/p2/index.html").read_text(encoding="utf-8")
        assert ("/policies/p1/#tiao-2" in speaker) is ("第二条" in body)


def test_an_article_that_is_repealed_unseen_comes_and_goes(tmp_path: Path) -> None:
    """By a withheld document, whose pages nobody makes."""
    project = Project(tmp_path)
    project.change(1, "body", "第一条 甲。\n\n第二条 乙。")
    hidden = tmp_path / "content/policies/hidden.md"
    last = build(Request(tmp_path, tmp_path / "site", project.on, search=False))
    for number, article in enumerate(("第二条", "第一条", None)):
        fields = f"repeals: [{{target: p1, articles: [{article}]}}]\n" if article else ""
        text = "---\ntitle: 密\npublished_on: 2024-01-02\ndisclosure: withheld\nbasis: 依据\n"
        hidden.write_text(f"{text}{fields}---\n废止{article}。\n", encoding="utf-8")
        settle(hidden)
        last = _hot(project, last, "content/policies/hidden.md")
        build(Request(tmp_path, tmp_path / f"clean{number}", project.on, search=False))
        assert differences(tree(tmp_path / "site"), tree(tmp_path / f"clean{number}")) == []
        page = (tmp_path / "site/policies/p1/index.html").read_text(encoding="utf-8")
        assert ("一份未公开的文件" in page) is (article is not None)


def test_a_title_is_shown_at_once_and_a_build_follows(tmp_path: Path) -> None:
    """Also where the build fails and the title is taken back: the next one makes the page as it was."""
    project = Project(tmp_path)
    last = build(Request(tmp_path, tmp_path / "site", project.on, search=False))
    first = tree(tmp_path / "site")
    before = project.policies["p3"]["title"]
    project.change(3, "title", "另一个")
    shown = _hot(project, last, "content/policies/p3.md")
    assert shown.behind
    page = (tmp_path / "site/policies/p3/index.html").read_text(encoding="utf-8")
    assert "另一个" in page
    assert before not in page
    assert before in (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert _hot(project, shown, "content/policies/p3.md").behind
    project.change(3, "title", before)
    report = build(Request(tmp_path, tmp_path / "site", project.on, search=False), shown)
    assert differences(tree(tmp_path / "site"), first) == []
    assert not report.kept.cache.behind
    project.change(3, "tags", "[none]")
    with pytest.raises(ContentError, match="dangling-reference"):
        _hot(project, report, "content/policies/p3.md")


# --------------------------------------------------------------------------------------------- what is remembered


def _small(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    build(Request(tmp_path, tmp_path / "site", project.on, search=False))
    return project


def _paths_made(report: Report) -> set[str]:
    return {path for key in report.made for path in report.kept.cache.made[key].paths}


def test_a_changed_body_makes_its_own_page_and_downloads(tmp_path: Path) -> None:
    project = _small(tmp_path)
    project.change(2, "body", "第一条 改过了。")
    report = build(Request(tmp_path, tmp_path / "site", project.on, search=False))
    beside = {f"policies/p2/{name}" for name in ("index.html", "p2.md", "p2.json", "p2.docx")}
    whole = {path for path in _paths_made(report) if _LATER.match(path)}
    assert _paths_made(report) - whole == {*beside, "data/verify/p2.json"}
    assert {path for path in whole if path.endswith((".gz", ".zip"))} == {
        *("data/archives/policies.zip", "data/clauses/policies-1.jsonl.gz")
    }
    reads = {("reads", what) for what in ("library.documents p2", "prose p2", "library.documents", "standing")}
    assert set(report.made.values()) <= reads


def test_a_plan_makes_the_pages_of_what_carries_it_out(tmp_path: Path) -> None:
    """And of what it breaks down; other documents do not depend on it, whichever plans there are."""
    project = _small(tmp_path)
    project.plan(0, "p1", "2026-04-15")
    build(Request(tmp_path, tmp_path / "site", project.on, search=False))
    project.plan(1, "p2", "2026-04-15")
    report = build(Request(tmp_path, tmp_path / "site", project.on, search=False))
    pages = {path.split("/")[1] for path in _paths_made(report) if re.fullmatch(r"policies/p\d/index\.html", path)}
    assert pages == {"p2", "p3"}
    assert "/plans/w1/#task-1" in (tmp_path / "site/policies/p2/index.html").read_text(encoding="utf-8")


def test_parts_of_the_index_that_are_as_they_were_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("disclosure.search.shards.LARGEST", 1)  # a part for each month
    project = Project(tmp_path)
    build(Request(tmp_path, tmp_path / "site", project.on))
    index = tmp_path / "site/search-index"
    files = {path: path.stat().st_ino for path in index.glob("2026-*/**/*") if path.is_file()}
    project.change(2, "body", "第一条 改过了。")
    build(Request(tmp_path, tmp_path / "site", project.on))
    build(Request(tmp_path, tmp_path / "clean", project.on))
    former = {f"search-index/{name}" for name in (FORMER, *json.loads((index / FORMER).read_bytes()))}
    assert set(differences(tree(tmp_path / "site"), tree(tmp_path / "clean"))) == former
    shards = {
        path.relative_to(index).parts[0] for path in files if path.relative_to(tmp_path / "site").as_posix() in former
    }
    assert shards == {"2026-03"}
    assert all(path.stat().st_ino == number for path, number in files.items())


@pytest.mark.parametrize("whole", [False, True], ids=["a patch", "a whole site"])
def test_a_page_that_is_open_over_a_publication_finds_its_index(tmp_path: Path, whole: bool) -> None:
    """The files of the index that is replaced stay, until another takes the place of that."""
    project = Project(tmp_path)
    site, index = tmp_path / "site", tmp_path / "site/search-index"

    def published(number: int) -> dict[str, bytes]:
        """The files of the index, of which nothing else is known by their names, after another edit."""
        project.change(2, "body", f"第一条 改了{number}次。")
        if whole:
            (tmp_path / ".site.cache").unlink(missing_ok=True)
        build(Request(tmp_path, site, FIRST))
        build(Request(tmp_path, tmp_path / f"clean{number}", FIRST))
        return tree(tmp_path / f"clean{number}/search-index")

    first, second, third = (published(number) for number in range(3))
    there = tree(index)
    manifest = there.pop("manifest.json")
    former = json.loads(there.pop(FORMER))
    assert manifest == third["manifest.json"] != second["manifest.json"]
    assert there.items() >= {name: data for name, data in (second | third).items() if name != "manifest.json"}.items()
    assert set(former) == there.keys() - third.keys() == second.keys() - third.keys()
    assert first.keys() - second.keys() - third.keys()
    assert not there.keys() & (first.keys() - second.keys() - third.keys())
    build(Request(tmp_path, site, FIRST))  # nothing has changed, so nothing takes its place
    assert tree(index) == there | {"manifest.json": manifest, FORMER: (index / FORMER).read_bytes()}
    assert not (tmp_path / "clean2/search-index" / FORMER).exists()


def test_a_changed_title_makes_its_lists_and_what_links_to_it(tmp_path: Path) -> None:
    project = _small(tmp_path)
    project.change(3, "based_on", "[p2]")
    build(Request(tmp_path, tmp_path / "site", project.on, search=False))
    project.change(2, "title", "换了名字的办法")
    made = _paths_made(build(Request(tmp_path, tmp_path / "site", project.on, search=False)))
    assert {"policies/p2/index.html", "policies/p3/index.html", "library/index.html", "index.html"} <= made
    assert not {"policies/p4/index.html", "404.html", "catalogue/index.html"} & made


@pytest.mark.parametrize(
    ("path", "text", "way"),
    [
        (
            "consultations/c.md",
            "title: 征集\nconsultation: {opens_on: 2026-01-01, closes_on: 2026-02-28, answer: {phone: 000-66000001}}\n",
            'href="/participation/"',
        ),
        ("topics/z.md", "title: 专题\nsections: [{title: 一, documents: [p1]}]\n", 'href="/topics/"'),
        ("policies/en.md", "title: Rules\nlanguage: en\npublished_on: 2026-01-01\n", 'href="/en/"'),
    ],
)
def test_what_the_header_of_every_page_shows_comes_and_goes(tmp_path: Path, path: str, text: str, way: str) -> None:
    """The column of taking part, the way to topics and that to another language, where there is the first or the last such document."""
    project = _small(tmp_path)
    for there in (True, False):
        if there:
            project.write(path, f"---\n{text}---\n正文。\n")
        else:
            (tmp_path / "content" / path).unlink()
        build(Request(tmp_path, tmp_path / "site", FIRST, search=False))
        build(Request(tmp_path, tmp_path / f"clean{there}", FIRST, search=False))
        assert differences(tree(tmp_path / "site"), tree(tmp_path / f"clean{there}")) == []
        assert (way in (tmp_path / "site/policies/p1/index.html").read_text(encoding="utf-8")) is there


def test_nothing_changed_makes_nothing(tmp_path: Path) -> None:
    _small(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")}
    report = build(Request(tmp_path, tmp_path / "site", FIRST, search=False))
    assert (report.documents, report.made) == (6, {})
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")} == before


def _build_with_fingerprint(root: Path, on: date = FIRST) -> Report:
    settle(root)
    fingerprint = fingerprint_of(root, root / "site", on, search=False)
    report = build(Request(root, root / "site", on, search=False, fingerprint=fingerprint))
    assert unchanged(root / "site", fingerprint_of(root, root / "site", on, search=False)) == Outcome(
        report.documents, report.pages, report.withheld, report.warnings, report.next_change
    )
    return report


def _touch(path: Path) -> None:
    path.write_bytes(path.read_bytes())


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "content/policies/new.md").write_text("", encoding="utf-8"),
        lambda root: (root / "content/policies/p1.md").unlink(),
        lambda root: (root / "content/policies/p1.md").rename(root / "content/policies/p9.md"),
        lambda root: _touch(root / "content/policies/p2.md"),
        lambda root: _touch(root / "templates/base.html"),
        lambda root: _touch(root / "config.yaml"),
        lambda root: (root / "site/index.html").unlink(),
        lambda root: (root / "site/else.html").write_text("", encoding="utf-8"),
        lambda root: _touch(root / "site/next-change.json"),
        lambda root: shutil.rmtree(root / "site"),
        lambda root: (root / ".site.journal").write_text("[]", encoding="utf-8"),
        lambda root: (root / ".site.fingerprint").write_bytes((root / ".site.fingerprint").read_bytes()[:-1]),
        lambda root: (root / ".site.fingerprint").write_bytes(b""),
        lambda root: (root / "content/policies/link.md").symlink_to("p2.md"),
    ],
)
def test_whatever_is_touched_breaks_the_fingerprint(tmp_path: Path, change: Callable[[Path], object]) -> None:
    Project(tmp_path)
    _build_with_fingerprint(tmp_path)
    change(tmp_path)
    settle(tmp_path)
    assert unchanged(tmp_path / "site", fingerprint_of(tmp_path, tmp_path / "site", FIRST, search=False)) is None


def test_a_fingerprint_is_of_one_day_and_one_kind_of_build(tmp_path: Path) -> None:
    Project(tmp_path)
    _build_with_fingerprint(tmp_path)
    site = tmp_path / "site"
    assert unchanged(site, fingerprint_of(tmp_path, site, FIRST + timedelta(days=1), search=False)) is None
    assert unchanged(site, fingerprint_of(tmp_path, site, FIRST, search=True)) is None
    assert unchanged(site, None) is None
    _build_with_fingerprint(tmp_path, FIRST + timedelta(days=1))
    assert unchanged(site, fingerprint_of(tmp_path, site, FIRST, search=False)) is None


def test_what_was_written_just_now_is_not_relied_on(tmp_path: Path) -> None:
    Project(tmp_path)
    assert fingerprint_of(tmp_path, tmp_path / "site", FIRST, search=False) is None


def test_a_site_that_changes_loses_its_fingerprint_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project(tmp_path)
    _build_with_fingerprint(tmp_path)
    project.change(2, "body", "第一条 改过了。")

    def fail(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commit, "_apply", fail)
    with pytest.raises(KeyboardInterrupt):
        build(Request(tmp_path, tmp_path / "site", FIRST, search=False))
    assert not (tmp_path / ".site.fingerprint").exists()


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (lambda data: data[:-1], "damaged"),
        (lambda data: data[:200] + b"x" + data[201:], "damaged"),
        (lambda _: b"", "damaged"),
        (lambda data: data[:20] + b"0" * 64 + data[84:], "other-program"),
        (lambda _: b"something else altogether" * 9, "damaged"),
    ],
)
def test_a_cache_that_cannot_be_trusted_is_dropped(tmp_path: Path, damage: Callable[[bytes], bytes], why: str) -> None:
    project = _small(tmp_path)
    file = tmp_path / ".site.cache"
    file.write_bytes(damage(file.read_bytes()))
    report = build(Request(tmp_path, tmp_path / "site", project.on, search=False))
    assert report.dropped == why
    assert set(report.made.values()) == {("all", "")}


def test_a_changed_style_is_asked_for_by_every_page(tmp_path: Path) -> None:
    project = _small(tmp_path)
    last = build(Request(tmp_path, tmp_path / "site", project.on, search=False))
    project.style(".new { color: red }")
    build(Request(tmp_path, tmp_path / "site", project.on, search=False), last)
    version = hashlib.sha256((tmp_path / "site/static/site.css").read_bytes()).hexdigest()[:10]
    pages = [page.read_text(encoding="utf-8") for page in (tmp_path / "site").rglob("index.html")]
    assert all(f"site.css?v={version}" in page for page in pages if "data-built" in page)


def test_a_cache_of_another_publication_is_dropped(tmp_path: Path) -> None:
    project = _small(tmp_path)
    shutil.copytree(tmp_path / "site", tmp_path / "copy")
    shutil.rmtree(tmp_path / "site")
    (tmp_path / "copy").rename(tmp_path / "site")
    assert build(Request(tmp_path, tmp_path / "site", project.on, search=False)).dropped == "other-site"


def test_a_patch_that_was_broken_off_is_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = _small(tmp_path)
    project.change(2, "title", "中断以后")
    project.remove(5)

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(commit, "_apply", stop)
        with pytest.raises(KeyboardInterrupt):
            build(Request(tmp_path, tmp_path / "site", project.on, search=False))
    assert (tmp_path / ".site.journal").exists()
    with building(tmp_path / "site", tmp_path):
        pass
    done = tree(tmp_path / "site")
    build(Request(tmp_path, tmp_path / "clean", project.on, search=False))
    assert differences(done, tree(tmp_path / "clean")) == []
