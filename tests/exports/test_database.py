"""The database: whole, the same for the same content, right on any day; and the queries that docs/exports.md gives."""

from __future__ import annotations

import re
import signal
import sqlite3
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from disclosure.exports.database import write_database
from disclosure.model.validity import status_on
from disclosure.site.page import Site
from tests.district import MakeSite, policy

ROOT = Path(__file__).parents[2]
ON = date(2026, 6, 1)
MARK = "内部秘密"
DOCUMENTS = {
    "policies/a.md": policy(
        "某办法", expires_on="2027-05-31", tags="[old]", audiences="[aged]", catalogue_items="[relief-01]"
    ),
    "policies/change.md": policy(
        "关于修改某办法的决定",
        amends="[{target: a, articles: [第一条]}]",
        published_on="2026-01-01",
        effective_on="2026-03-01",
    ),
    "policies/over.md": policy(
        "旧办法", expires_on="2025-12-31", based_on="[{title: 上级办法, url: https://up.example/}]"
    ),
    "policies/new.md": policy(
        "新办法", succeeds="[over]", extends="[{target: a, until: 2028-05-31}]", published_on="2026-01-01"
    ),
    "interpretations/i.md": "---\ntitle: 解读\ninterprets: [a]\npublished_on: 2024-02-01\n---\n说明。\n",
    "policies/hidden.md": policy(MARK, disclosure="withheld", basis="依据", repeals="[new]"),
    "policies/draft.md": policy(f"{MARK}草稿", draft="true", amends="[a]"),
}


def asked(path: Path, query: str, **values: Any) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query, values).fetchall()


def written(site: Site, path: Path) -> Path:
    write_database(site, path)
    return path


def test_it_is_whole_and_says_what_documents_say(make_site: MakeSite, tmp_path: Path) -> None:
    path = written(make_site(DOCUMENTS, on=ON), tmp_path / "a.sqlite")
    assert asked(path, "PRAGMA foreign_key_check") == []
    assert asked(path, "PRAGMA integrity_check") == [("ok",)]
    assert asked(path, 'SELECT source, relation, called, target, title, "on", until FROM relations ORDER BY id') == [
        ("change", "amends", "amended_by", "a", None, "2026-03-01", None),
        ("new", "extends", "extended_by", "a", None, "2026-01-01", "2028-05-31"),
        ("new", "succeeds", "succeeded_by", "over", None, "2026-01-01", None),
        ("over", "based_on", "basis_of", None, "上级办法", None, None),
        ("i", "interprets", "interpretations", "a", None, None, None),
    ]
    assert asked(path, "SELECT article FROM relation_articles") == [("第一条",)]
    assert asked(path, "SELECT document, successor FROM successors") == [("over", "new")]
    assert asked(path, "SELECT item, document FROM catalogue_documents") == [("relief-01", "a")]
    assert MARK.encode() not in path.read_bytes()


def test_on_every_day_one_status_holds_and_it_is_the_right_one(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(DOCUMENTS, on=ON)
    path = written(site, tmp_path / "a.sqlite")
    query = "SELECT status FROM validity WHERE document = :key AND :day BETWEEN first_day AND last_day"
    for key, turns in site.library.timelines.items():
        days = {date(1990, 1, 1), ON, date(2090, 1, 1)}
        days |= {turn.on + timedelta(days=add) for turn in turns if turn.on for add in (-1, 0, 1)}
        for day in sorted(days):
            assert asked(path, query, key=key, day=str(day)) == [(status_on(turns, day).value,)], (key, day)


def test_the_same_content_is_the_same_file(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(DOCUMENTS, on=ON)
    assert written(site, tmp_path / "a.sqlite").read_bytes() == written(site, tmp_path / "b.sqlite").read_bytes()


def test_the_queries_of_the_documentation_find_something(demo_site: Path) -> None:
    path = demo_site / "data/catalogue.sqlite"
    text = (ROOT / "docs/exports.md").read_text(encoding="utf-8")
    queries = re.findall(r"```sql\n(.*?)```", text, re.DOTALL)
    assert len(queries) > 5
    day = "2026-11-01"
    (some,) = asked(
        path,
        "SELECT agency, audience FROM document_agencies JOIN document_audiences USING (document) "
        "JOIN validity USING (document) WHERE status = 'in_force' AND :day BETWEEN first_day AND last_day LIMIT 1",
        day=day,
    )
    (target,) = asked(path, "SELECT target FROM relations WHERE relation = 'amends' AND target IS NOT NULL LIMIT 1")
    (title,) = asked(path, "SELECT title FROM documents WHERE kind = 'policy' LIMIT 1")
    values = {"day": day, "year": "2024", "document": target[0], "words": f'"{title[0][:6]}"'}
    for query in queries:
        assert asked(path, query, **values, agency=some[0], audience=some[1]), query


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of files")
def test_a_full_disk_is_told_as_such(make_site: MakeSite, tmp_path: Path) -> None:
    import resource  # noqa: PLC0415

    site, before = make_site({"policies/a.md": policy("甲")}), resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, before[1]))
    try:
        with pytest.raises(OSError, match="disk") as refused:
            write_database(site, tmp_path / "full.sqlite")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert refused.value.filename == str(tmp_path / "full.sqlite")
