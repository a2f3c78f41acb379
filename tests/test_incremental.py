"""A build that remembers the last one gives what a build from nothing gives, byte for byte."""

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from disclosure.memory import NOTHING, Memory
from disclosure.pipeline import build
from disclosure.problems import ContentError, Problem
from tests.pages.conftest import DATA

ROOT = Path(__file__).parents[1]
FIRST = date(2026, 3, 1)


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def problems_of(root: Path, site: str, on: date) -> tuple[Problem, ...]:
    """Build a site of the project; what kept it from being published."""
    return _run(root, site, on, None)[1]


def _run(root: Path, site: str, on: date, memory: Memory | None) -> tuple[Memory | None, tuple[Problem, ...]]:
    try:
        report = build(root, root / site, on, search=False, memory=memory)
    except ContentError as error:
        return memory, tuple(error.problems)
    return report.memory, ()


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

    def explain(self, number: int, text: str) -> None:
        key = f"p{number}"
        if key in self.policies:
            self.write(f"interpretations/i{number}.md", f"---\ntitle: 解读{text}\ninterprets: [{key}]\n---\n{text}。\n")

    def template(self, words: str) -> None:
        path = self.root / "templates/pages/404.html"
        path.write_text(path.read_text(encoding="utf-8").replace("</h1>", f"{words}</h1>", 1), encoding="utf-8")

    def style(self, words: str) -> None:
        with (self.root / "templates/static/site.css").open("a", encoding="utf-8") as file:
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


Edit = Callable[[Project], None]
numbers = st.integers(0, 7)
words = st.sampled_from(["甲", "乙丙", "<b>&", "暂行办法"])


def _of(name: str, *arguments: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[str, tuple[object, ...]]]:
    return st.tuples(st.just(name), st.tuples(*arguments))


FIELDS = {
    "title": ["新标题", "别的标题"],
    "tags": ["[old]", "[]"],
    "issuers": ["[min]", "[]"],
    "repeals": ["[p1]", "[{target: p2, on: 2026-07-01}]", "[]"],
    "amends": ["[p3]", "[{title: 站外文件}]"],
    "based_on": ["[p4, p5]", "[]"],
    "expires_on": ["2026-12-31", "2027-03-05"],
    "effective_on": ["2026-08-01", "2026-09-01"],
    "aliases": ["[/old/a/]", "[]"],
    "disclosure": ["on_request", "proactive"],
    "draft": ["true", "false"],
    "body": ["第一条 新。\n\n第二条 见[办法](p1.md#tiao-1)。", "一、甲\n\n二、乙", "第二条 只有第二条。"],
    "folder": ["", "2026/"],
}
edits = st.one_of(
    _of("add", numbers),
    _of("remove", numbers),
    *(_of("change", numbers, st.just(name), st.sampled_from(values)) for name, values in FIELDS.items()),
    _of("explain", numbers, words),
    _of("template", words),
    _of("style", words),
    _of("setting", st.sampled_from([5, 30])),
    _of("vocabulary", words),
    _of("lose", numbers),
    _of("advance", st.sampled_from([1, 40])),
)


@settings(max_examples=6, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(st.booleans(), st.lists(st.lists(edits, min_size=1, max_size=3), min_size=2, max_size=5))
def test_incremental_equals_clean(
    tmp_path_factory: pytest.TempPathFactory, resident: bool, rounds: list[list[tuple[str, tuple[object, ...]]]]
) -> None:
    """Whatever is edited, in whatever order; builds that fail in between leave the site and do no harm."""
    project = Project(tmp_path_factory.mktemp("project"))
    root = project.root
    memory = _run(root, "site", project.on, NOTHING if resident else None)[0]
    for batch in rounds:
        for name, arguments in batch:
            getattr(project, name)(*arguments)
        before = tree(root / "site")
        wrong = problems_of(root, "clean", project.on)
        memory, found = _run(root, "site", project.on, memory if resident else None)
        assert found == wrong
        after = before if wrong else tree(root / "clean")
        assert differences(tree(root / "site"), after) == []
        shutil.rmtree(root / "clean", ignore_errors=True)
        (root / ".clean.memory").unlink(missing_ok=True)
