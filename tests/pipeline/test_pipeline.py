"""The whole program on the sample district, and on a small project of its own."""

import gzip
import json
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from disclosure.base.fingerprint import NEXT_CHANGE
from disclosure.base.problems import ContentError, UsageError, UserError
from disclosure.frontmatter.load import load
from disclosure.library.addresses import document_url, folder_url
from disclosure.library.bodies import shown_documents
from disclosure.model.kinds import KINDS
from disclosure.model.validity import status_on
from disclosure.pages.policy import policy_page
from disclosure.pipeline.analyse import analyse, read_config
from disclosure.pipeline.build import build, examine, read
from disclosure.pipeline.make import RenderContext
from disclosure.pipeline.run import Report, Request
from disclosure.rules.former_addresses import reserved
from disclosure.site.page import Site
from tests.conftest import DEMO_DAY

ROOT = Path(__file__).parents[2]
HIDDEN = ("内部事项示例", "草稿示例", "qh-2025-neibu-shixiang", "qh-2026-waibai-caogao")


def _tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _small_project(root: Path, documents: dict[str, str]) -> Path:
    """A project with our templates and one agency; `documents` are paths below content/ with their text."""
    shutil.copytree(ROOT / "templates", root / "templates")
    shutil.copy(ROOT / "config.yaml", root / "config.yaml")
    texts = {
        "data/agencies.yaml": "agencies:\n  - {id: a, name: 测试局, short: 测局, level: department}\n",
        **documents,
    }
    for path, text in texts.items():
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_text(text, encoding="utf-8")
    return root


def _policy(title: str, fields: str = "", body: str = "第一条 正文。") -> str:
    return f"---\ntitle: {title}\nissuers:\n  - a\npublished_on: 2024-01-02\n{fields}---\n{body}\n"


def _build(root: Path, on: date = DEMO_DAY) -> Report:
    return build(Request(root, root / "site", on))


def test_hidden_documents_are_nowhere(demo_site: Path) -> None:
    """Neither their words nor their ids, in any file, packed or not, and in no file's name."""
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "content").rglob("*.md"))
    assert all(word in sources for word in HIDDEN if not word.startswith("qh-"))
    for path, data in _tree(demo_site).items():
        plain = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
        for word in HIDDEN:
            assert word.encode() not in plain, path
            assert word not in path


def test_internal_fields_and_remarks_are_not_published(tmp_path: Path) -> None:
    secret = "review: {unit: a, on: 2024-01-01, result: 主动公开, basis: 保密办甲, note: 同意公开乙}\n# 备注丙\n"
    root = _small_project(tmp_path, {"policies/a.md": _policy("甲", secret, "正文。\n\n<!-- 备注丁 -->\n\n又一段。")})
    _build(root)
    for path, data in _tree(root / "site").items():
        plain = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8", errors="replace")
        for word in ("保密办甲", "同意公开乙", "备注丙", "备注丁"):
            assert word not in plain, path


@pytest.mark.prove  # that a process remembers nothing shows in test_incremental
@pytest.mark.parametrize("jobs", [1, 3])
def test_any_process_and_any_number_of_them_give_the_same_bytes(demo_site: Path, tmp_path: Path, jobs: int) -> None:
    build(Request(ROOT, tmp_path / "again", DEMO_DAY, jobs))
    again, first = _tree(tmp_path / "again"), _tree(demo_site)
    assert sorted(again) == sorted(first)
    assert [path for path in first if first[path] != again[path]] == []


def test_several_processes_give_the_same_bytes(tmp_path: Path) -> None:
    root = _small_project(tmp_path, {f"policies/p{n}.md": _policy(f"甲{n}") for n in range(40)})
    build(Request(root, tmp_path / "one", DEMO_DAY, 1))
    build(Request(root, tmp_path / "three", DEMO_DAY, 3))
    assert _tree(tmp_path / "one") == _tree(tmp_path / "three")


def test_the_whole_command_says_what_it_did(demo_said: str) -> None:
    assert re.search(r"共 \d+ 篇，生成网页 \d+ 个，用时 [\d.]+ 秒", demo_said)
    assert "content/policies/2025/qh-2025-neibu-shixiang.md: 不予公开（" in demo_said
    assert "qh-2026-waibai-caogao.md: 草稿，未发布" in demo_said
    assert "下次有内容自行变化：2026-" in demo_said
    assert "http://127.0.0.1:8000/" in demo_said


def test_an_error_publishes_nothing(tmp_path: Path) -> None:
    root = _small_project(tmp_path, {"policies/a.md": _policy("甲")})
    _build(root)
    before = _tree(root / "site")
    (root / "content/policies/a.md").write_text(_policy("乙", "tags:\n  - none\n"), encoding="utf-8")
    with pytest.raises(ContentError):
        _build(root)
    assert _tree(root / "site") == before


def test_every_problem_of_every_file_at_once(tmp_path: Path) -> None:
    root = _small_project(
        tmp_path,
        {
            "policies/a.md": _policy("甲", "colour: red\nexpires_on: 2024-13-01\n"),
            "policies/b.md": "没有字段区\n",
            "policies/c.md": _policy("丙", "tags:\n  - none\n", "见[丁](d.md)。"),
            "policies/e.md": _policy("戊", "aliases:\n  - /policies/c/\n"),
            "data/tags.yaml": "tags:\n  - {id: X}\n",
        },
    )
    with pytest.raises(ContentError) as caught:
        _build(root)
    assert {problem.code for problem in caught.value.problems} == {
        "unknown-key",
        "day-impossible",
        "no-front-matter",
        "dangling-reference",
        "broken-link",
        "alias-taken",
        "bad-id",
        "missing-field",
    }


def test_a_withheld_repeal_ends_its_target_unnamed(tmp_path: Path) -> None:
    hidden = "disclosure: withheld\nbasis: 依据\nrepeals:\n  - a\neffective_on: 2025-01-01\n"
    root = _small_project(tmp_path, {"policies/a.md": _policy("甲"), "policies/b.md": _policy("乙", hidden)})
    report = _build(root)
    assert [item.path for item in report.withheld] == ["content/policies/b.md"]
    record = json.loads((root / "site/policies/a/a.json").read_text(encoding="utf-8"))
    assert record["timeline"][-1] == {"on": "2025-01-01", "status": "repealed", "cause": "repeals", "by": None}
    assert not (root / "site/policies/b").exists()


def test_a_document_without_a_letter_is_published(tmp_path: Path) -> None:
    root = _small_project(
        tmp_path, {"policies/a.md": "---\ntitle: ——\n---\n", "policies/b.md": "---\ntitle: 𠮷\n---\n"}
    )
    assert _build(root).documents == 2


def test_what_is_repealed_before_it_takes_effect_is_never_announced(tmp_path: Path) -> None:
    documents = {
        "policies/a.md": _policy("甲办法", "effective_on: 2027-03-01\n"),
        "policies/b.md": _policy("乙办法", "effective_on: 2027-01-15\nrepeals:\n  - a\n"),
    }
    root = _small_project(tmp_path, documents)
    _build(root)
    page = re.sub(r"<[^<>]*>", "", (root / "site/policies/a/index.html").read_text(encoding="utf-8"))
    assert "将于2027年1月15日终止，不会施行" in page
    assert "2027年1月15日起施行" not in page
    home = (root / "site/index.html").read_text(encoding="utf-8")
    soon = home.partition('<div class="soon">')[2].partition("即将到期")[0]
    assert "乙办法" in soon
    assert "甲办法" not in soon


def test_translations_are_linked_both_ways(tmp_path: Path) -> None:
    english = _policy("Measures", "language: en\ntranslation_of: a\n", "Article 1.")
    root = _small_project(tmp_path, {"policies/a.md": _policy("甲"), "policies/a-en.md": english})
    _build(root)
    for one, other in (("a", "a-en"), ("a-en", "a")):
        assert f'href="/policies/{other}/"' in (root / f"site/policies/{one}/index.html").read_text(encoding="utf-8")


def test_documents_on_request_have_no_text(tmp_path: Path) -> None:
    fields = "disclosure: 依申请公开\nbasis: 依据甲\nattachments:\n  - {title: 表, file: files/t.csv}\n"
    root = _small_project(
        tmp_path, {"policies/a.md": _policy("甲", fields, "只有申请人才能看的话。"), "policies/files/t.csv": "秘密\n"}
    )
    _build(root)
    tree = _tree(root / "site")
    assert "policies/a/index.html" in tree
    assert not any(path.endswith((".md", ".csv")) for path in tree if path.startswith("policies/a/"))
    for path, data in tree.items():
        plain = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8", errors="replace")
        assert "只有申请人才能看的话" not in plain, path


def test_former_addresses_lead_on(tmp_path: Path) -> None:
    root = _small_project(tmp_path, {"policies/a.md": _policy("甲", "aliases:\n  - /old/1.html\n  - /old/二/\n")})
    _build(root)
    for path in ("old/1.html/index.html", "old/二/index.html"):
        assert '<a href="/policies/a/"' in (root / "site" / path).read_text(encoding="utf-8")


def test_no_file_of_the_site_stands_where_a_former_address_can(demo_site: Path) -> None:
    library = analyse(load(ROOT, read_config(ROOT).limits), read_config(ROOT), DEMO_DAY).library
    documents = (*shown_documents(library).values(), *library.copies.values())
    former = tuple(alias.rstrip("/") + "/" for entry in documents for alias in entry.record.read("aliases", ()))
    gone = tuple(folder_url(entry.record.address) for entry in library.vocabulary.tombstones.values())
    kept = (*reserved(), *(document_url(entry.record) for entry in documents), *former, *gone)
    lists = {f"{folder}/index.html" for folder in KINDS}
    assert [path for path in _tree(demo_site) if not f"/{path}/".startswith(kept) and path not in lists] == []


@pytest.mark.parametrize(
    ("name", "words", "place"),
    [
        ("pages/home.html", "{% if %}", "templates/pages/home.html:1:1"),
        ("pages/home.html", "\n{{ nothing.here }}", "templates/pages/home.html:2:1"),
        ("pages/home.html", "\n\n{{ view.nothing }}", "templates/pages/home.html:3:1"),
        ("pages/home.html", "{% macro one(a) %}{{ a }}{% endmacro %}\n{{ one() }}", "templates/pages/home.html:1:1"),
        ("pages/home.html", "{{ t('no.such.words') }}", "templates/strings/zh-Hans.yaml"),
        ("pages/home.html", None, "templates/pages/home.html"),
    ],
)
def test_a_broken_template_is_named(tmp_path: Path, name: str, words: str | None, place: str) -> None:
    root = _small_project(tmp_path, {"policies/a.md": _policy("甲")})
    (root / "templates" / name).unlink()
    if words is not None:
        (root / "templates" / name).write_text(words, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        _build(root)
    assert [(problem.code, str(problem.place)) for problem in caught.value.problems] == [("template", place)]
    assert not (root / "site").exists()


def test_missing_templates_are_told_by_every_command(tmp_path: Path) -> None:
    root = _small_project(tmp_path, {"policies/a.md": _policy("甲")})
    shutil.rmtree(root / "templates")
    for command in (lambda: _build(root), lambda: read(root, DEMO_DAY)):
        with pytest.raises(UsageError) as caught:
            command()
        assert [str(problem.place) for problem in caught.value.problems] == ["templates/strings/zh-Hans.yaml"]


def test_the_next_change_is_a_day_on_which_something_changes(demo_site: Path, demo: Site) -> None:
    """No document has another status until that day, and on it those that are named have other words on their pages."""
    coming = json.loads((demo_site / NEXT_CHANGE).read_text(encoding="utf-8"))
    day = date.fromisoformat(coming["next_change"])
    assert day > DEMO_DAY
    timelines, eve = demo.library.timelines, day - timedelta(days=1)
    assert all(status_on(turns, eve) is status_on(turns, DEMO_DAY) for turns in timelines.values())
    then, _ = read(ROOT, day)
    render = RenderContext.of(ROOT, then, {}).render

    def badges(text: str) -> list[str]:
        return re.findall(r'class="badge[^"]*badge-(\w+)', text)

    differing = [
        page.url
        for found in coming["documents"]
        for page in policy_page(then, found["id"])
        if badges(render(page)) != badges((demo_site / page.path).read_text(encoding="utf-8"))
    ]
    assert differing


def test_policies_come_as_markdown_that_we_can_read_again(demo_site: Path, tmp_path: Path) -> None:
    downloads = sorted((demo_site / "policies").rglob("*.md"))
    assert len(downloads) > 50
    shutil.copytree(ROOT / "content/data", tmp_path / "content/data")
    shutil.copy(ROOT / "config.yaml", tmp_path / "config.yaml")
    for path in downloads:
        (tmp_path / "content/policies").mkdir(parents=True, exist_ok=True)
        shutil.copy(path, tmp_path / "content/policies" / path.name)
    try:
        problems = examine(tmp_path, DEMO_DAY)
    except UserError as error:
        problems = error.problems
    assert {problem.code for problem in problems} <= {
        # what the downloads leave behind: attachments, documents on request, places relative to the source tree
        "attachment-missing",
        "broken-link",
        "dangling-reference",
        "interpretation-missing",
        "service-unknown",  # only policies are read again here
        "tags-unused",  # by these alone
        "columns-empty",  # as some are in the sample itself
        "translation-older",  # as it is of the sample itself
        "report-missing",  # nor are reports copied
        "review-missing",  # what is internal is in nothing that can be downloaded
    }


_EVERY = ("prefer.js", "site.js", "validity.js", "reading.js", "copying.js", "check-codes.js", "moved.js", "lost.js")
_SEARCH = ("search*.js", "suggest.js", "dom.js", "fetching.js")
_FIND = ("find.js",)
_VERIFY = ("citation.js", "verify.js")
_EMBED = ("embed-1.js",)
_MATRIX = ("matrix.js",)


def _compressed(site: Path, names: tuple[str, ...]) -> int:
    files = [path for name in names for path in (site / "static").glob(name)]
    return sum(len(gzip.compress(path.read_bytes())) for path in files)


def test_scripts_are_small_and_published_without_comments(demo_site: Path) -> None:
    scripts = [path.read_bytes() for path in (demo_site / "static").glob("*.js")]
    assert not any(re.search(rb"^\s*(//|/?\*)|\s// ", script, re.MULTILINE) for script in scripts)
    strings = [string for script in scripts for string in re.findall(rb"`[^`]*`", script)]
    assert strings
    assert not any(b"\n" in string for string in strings)  # they would lose their indentation
    every, search = _compressed(demo_site, _EVERY), _compressed(demo_site, _SEARCH)
    assert every <= 8 * 1024  # of what every page, or nearly every one, loads
    assert every + search <= 28 * 1024
    assert _compressed(demo_site, _FIND) <= 1024
    assert _compressed(demo_site, _VERIFY) <= 3 * 1024
    assert _compressed(demo_site, _MATRIX) <= 512
    assert len(scripts) == sum(
        len(list((demo_site / "static").glob(name)))
        for name in (*_EVERY, *_SEARCH, *_FIND, *_VERIFY, *_EMBED, *_MATRIX)
    )


def test_headers_and_pages_carry_the_policy(demo_site: Path) -> None:
    headers = (demo_site / "_headers").read_text(encoding="utf-8")
    assert "default-src 'self'" in headers
    for path, data in _tree(demo_site).items():
        if path.endswith(".html"):
            text = data.decode()
            assert "Content-Security-Policy" in text, path
            assert not re.search(r"<script(?![^>]*\b(src|type=\"application/(ld\+)?json\"))", text), path
            assert not re.search(r"\s(style|on[a-z]+)=", re.sub(r">[^<]*<", "><", text)), path


def test_what_is_kept_of_texts_for_a_while_is_never_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They lie in what is to be published: where they cannot be removed, nothing is."""
    root = _small_project(tmp_path, {"policies/a.md": _policy("甲")})
    remove = shutil.rmtree

    def refuse(path: Path, **options: bool) -> None:
        if Path(path).name == ".texts" and not options.get("ignore_errors"):
            raise PermissionError(13, "in use", str(path))
        if Path(path).name != ".texts":
            remove(path, ignore_errors=options.get("ignore_errors", False))

    monkeypatch.setattr(shutil, "rmtree", refuse)
    with pytest.raises(PermissionError):
        _build(root)
    assert not (root / "site").exists()
