"""A document that another unit published again is one document: everything leads to it, and nothing counts the copy."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from disclosure.base.problems import ContentError
from disclosure.exports.redirects import former_addresses
from disclosure.library.coverage import cells
from disclosure.model.choices import CoverageState
from disclosure.model.documents import Policy
from disclosure.pipeline.build import build, read
from disclosure.pipeline.run import Request
from tests.district import DATA, policy, write_project
from tests.pipeline.test_incremental import differences, tree

DAY = date(2026, 3, 1)
COPY = policy("转发水库办法", issuers="[edu]", published_on="2024-03-05", copy_of="water", aliases="[/old/copy/]")
DOCUMENTS = {
    "policies/water.md": policy("水库办法", catalogue_items="[relief-01]"),
    "policies/copy.md": COPY.replace("---\n第一条", "attachments: [{title: 表, file: files/a.csv}]\n---\n第一条"),
    "policies/files/a.csv": "甲,乙\n",
    "policies/later.md": policy(
        "修改水库办法的决定", amends="[copy]", based_on="[water, copy]", published_on="2025-01-02"
    ),
    "policies/other.md": policy("河道办法").replace("正文", "见[水库办法](copy.md#tiao-1)"),
    "interpretations/i.md": "---\ntitle: 解读\ninterprets: [copy]\npublished_on: 2024-03-06\n---\n说明。\n",
}


def project(root: Path, files: Mapping[str, str] = DOCUMENTS) -> Path:
    write_project(root, {**DATA, **files})
    return root


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small district with a copy, built."""
    root = project(tmp_path_factory.mktemp("copies"))
    build(Request(root, root / "site", DAY, search=False))
    return root


def test_what_names_the_copy_means_the_document(built: Path) -> None:
    site, _ = read(built, DAY)
    library = site.library
    assert "copy" not in library.documents
    assert library.sources("amended_by", "water") == ("later",)
    assert library.sources("basis_of", "water") == ("later",)  # once
    assert library.sources("interpretations", "water") == ("i",)
    assert library.of(Policy)["later"].record.amends[0].target == "water"
    other = (built / "site/policies/other/index.html").read_text(encoding="utf-8")
    assert 'href="/policies/water/#tiao-1"' in other


def test_its_addresses_go_on(built: Path) -> None:
    site = built / "site"
    for address in ("policies/copy", "old/copy"):
        page = (site / address / "index.html").read_text(encoding="utf-8")
        assert '<link rel="canonical" href="/policies/water/">' in page
        assert 'content="noindex"' in page
    assert (site / "policies/copy/files/a.csv").read_text(encoding="utf-8") == "甲,乙\n"
    rules = {one.folder: one.to for one in former_addresses(read(built, DAY)[0])}
    assert rules == {
        "/policies/copy/": "/policies/water/",
        "/old/copy/": "/policies/water/",
        "/policies/copy/copy.json": "/policies/water/water.json",
        "/policies/copy/copy.md": "/policies/water/water.md",
        "/policies/copy/copy.docx": "/policies/water/water.docx",
    }
    assert 'location = "/policies/copy/copy.md" { return 301' in (site / "data/servers/nginx.conf").read_text()


def test_nothing_else_knows_of_it(built: Path) -> None:
    """Neither its name nor its address stands anywhere but where it leads on, and where it is said who published it."""
    site = built / "site"
    servers = {"_redirects", ".htaccess", "data/servers/nginx.conf", "data/servers/Caddyfile"}
    knowing = {
        path
        for path, data in tree(site).items()
        if b"policies/copy" in data or "转发水库办法".encode() in data or (b'"copy"' in data and path.endswith("json"))
    }
    assert knowing - servers == {"policies/water/water.json", "policies/copy/index.html"}
    page = (site / "policies/water/index.html").read_text(encoding="utf-8")
    assert "同时发布这份文件的：测试区教育局（2024年3月5日）" in re.sub(r"<[^>]+>|\u2060", "", page)
    said = json.loads((site / "policies/water/water.json").read_bytes())["copies"]
    assert [(one["id"], one["issuers"], one["published_on"]) for one in said] == [("copy", ["edu"], "2024-03-05")]
    count = re.search(r"共 *(\d+)", (site / "library/index.html").read_text(encoding="utf-8"))
    assert count is None or count[1] == "3"


def test_each_unit_has_published_what_it_is_to_publish(tmp_path: Path) -> None:
    """The unit that published the document again has done so on its own day, for the items that it names."""
    catalogue = DATA["data/catalogue/01.yaml"].replace("publisher: [min]", "publisher: [min, edu]")
    again = policy(
        "水库办法", issuers="[edu]", published_on="2024-03-05", copy_of="water", catalogue_items="[relief-02]"
    )
    files = {
        "policies/water.md": DOCUMENTS["policies/water.md"],
        "policies/copy.md": again.replace("[relief-02]", "[relief-01, relief-02]"),
        "data/catalogue/01.yaml": catalogue,
    }
    library = read(project(tmp_path, files), DAY)[0].library
    found = {(cell.item, cell.unit): cell for cell in cells(library)}
    told = {
        key: [(one.document, str(one.on)) for one in cell.documents] for key, cell in found.items() if cell.documents
    }
    assert told == {
        ("relief-01", "min"): [("water", "2024-01-02")],
        ("relief-01", "edu"): [("water", "2024-03-05")],
        ("relief-02", "min"): [("water", "2024-01-02")],
        ("relief-02", "edu"): [("water", "2024-03-05")],
    }
    assert found["relief-01", "edu"].state(DAY) is CoverageState.PUBLISHED


@pytest.mark.parametrize(
    ("original", "copy", "code"),
    [
        ("disclosure: withheld\nbasis: 依据\n", "", "refers-to-withheld"),
        ("draft: true\n", "", "refers-to-draft"),
        (None, "", "dangling-reference"),
        ("", "language: en\n", "copy-says-other"),
    ],
)
def test_a_copy_is_of_what_is_published(tmp_path: Path, original: str | None, copy: str, code: str) -> None:
    files = {"policies/copy.md": COPY.replace("copy_of", f"{copy}copy_of"), "policies/other.md": policy("河道办法")}
    if original is not None:
        files["policies/water.md"] = policy("水库办法").replace("---\n第", f"{original}---\n第")
    with pytest.raises(ContentError) as caught:
        read(project(tmp_path, files), DAY)
    assert [one.code for one in caught.value.problems] == [code]


def test_a_copy_has_no_texts_of_its_own(tmp_path: Path) -> None:
    files = {key: text for key, text in DOCUMENTS.items() if "/i.md" not in key}
    files["policies/copy@2025-02-01.md"] = "---\nby: later\n---\n第一条　改了的。\n"
    with pytest.raises(ContentError) as caught:
        read(project(tmp_path, files), DAY)
    assert [(one.code, one.values["near"]) for one in caught.value.problems] == [("version-of-nothing", "water")]


@pytest.mark.parametrize("hidden", ["draft: true\n", "disclosure: withheld\nbasis: 依据\n"])
def test_a_copy_that_is_hidden_is_nowhere(tmp_path: Path, hidden: str) -> None:
    root = project(
        tmp_path,
        {
            **{key: DOCUMENTS[key] for key in ("policies/water.md",)},
            "policies/copy.md": COPY.replace("copy_of", f"{hidden}copy_of"),
        },
    )
    build(Request(root, root / "site", DAY, search=False))
    assert not any("copy" in path for path in tree(root / "site") if path.startswith(("policies/", "old/")))


def test_files_of_what_is_open_on_request_do_not_leave(tmp_path: Path) -> None:
    files = {**DOCUMENTS, "policies/water.md": policy("水库办法", disclosure="on_request", basis="依据")}
    root = project(
        tmp_path,
        {
            key: text
            for key, text in files.items()
            if key.startswith(("policies/water", "policies/copy", "policies/files"))
        },
    )
    build(Request(root, root / "site", DAY, search=False))
    assert not (root / "site/policies/copy/files").exists()


@pytest.mark.parametrize("resident", [False, True])
def test_an_incremental_build_equals_a_clean_one(tmp_path: Path, resident: bool) -> None:
    """A document becomes a copy, says otherwise, and is a document again."""
    root = project(tmp_path)
    alone = DOCUMENTS["policies/copy.md"].replace("copy_of: water\n", "")
    last = build(Request(root, root / "site", DAY, search=False))
    steps = (
        ("copy", DOCUMENTS["policies/copy.md"].replace("[edu]", "[gov]")),
        ("later", DOCUMENTS["policies/later.md"].replace("正文", "改了")),
        ("copy", DOCUMENTS["policies/copy.md"].replace("正文", "又改")),
        ("copy", alone),
        ("copy", DOCUMENTS["policies/copy.md"]),
    )
    for number, (key, text) in enumerate(steps):
        (root / f"content/policies/{key}.md").write_text(text, encoding="utf-8")
        changed = frozenset({f"content/policies/{key}.md"}) if resident else None
        last = build(Request(root, root / "site", DAY, search=False, changed=changed), last if resident else None)
        if last.behind or last.kept.cache.behind:
            last = build(Request(root, root / "site", DAY, search=False), last)
        clean = build(Request(root, root / f"clean{number}", DAY, search=False))
        assert differences(tree(root / "site"), tree(root / f"clean{number}")) == [], number
        assert last.warnings == clean.warnings, number
