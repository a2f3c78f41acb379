"""The files of the search index: the same from the same records, whatever their order, and complete."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import shutil
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

from disclosure.search.index import build_index
from disclosure.search.pagefind import SearchFailed
from disclosure.search.record import PIECE, ZONES, SearchRecord, pieces, promised, row
from disclosure.search.shards import shards_of
from disclosure.search.suggest import suggestions
from disclosure.text.normalise import tokens
from tests.search_examples import EXAMPLES, WAYS, record

LONG = record("long", "长文", "\n".join(f"第{n}条 这是第{n}项规定，共有若干字。" for n in range(1, 500)))


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def build(folder: Path, records: tuple[SearchRecord, ...] = EXAMPLES) -> dict[str, str]:
    build_index(records, folder / "index", folder / "none")
    return digests(folder / "index")


def test_the_same_records_give_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    assert build(tmp_path / "one") == build(tmp_path / "two", EXAMPLES[::-1])


@pytest.fixture
def two_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples are few enough for one shard."""
    monkeypatch.setattr("disclosure.search.shards.NEWEST", 0)


@pytest.mark.usefixtures("two_shards")
def test_one_changed_document_makes_one_shard_anew(tmp_path: Path) -> None:
    changed = dataclasses.replace(EXAMPLES[0], text=EXAMPLES[0].text.replace("。", "！"))
    records = (changed, *EXAMPLES[1:])
    build(tmp_path / "before")
    told: list[tuple[int, int]] = []
    index, before = tmp_path / "after/index", tmp_path / "before/index"
    report = build_index(records, index, before, tell=lambda done, of: told.append((done, of)))
    assert (report.shards, report.made) == (2, 1)
    assert told[-1] == (5, 5)
    assert set(told[:-1]) <= {(0, 5)}
    assert digests(tmp_path / "after/index") == build(tmp_path / "clean", records)


@pytest.mark.parametrize("damage", ["a shard", "a file", "the manifest"])
def test_a_damaged_index_is_not_built_upon(tmp_path: Path, damage: str) -> None:
    clean = build(tmp_path / "before")
    previous = tmp_path / "before/index"
    if damage == "a shard":
        shutil.rmtree(previous / "0000-00")
    elif damage == "a file":
        next(previous.glob("0000-00/text/*")).unlink()
    else:
        (previous / "manifest.json").write_text('{"shards": [', encoding="utf-8")
    build_index(EXAMPLES, tmp_path / "after", previous)
    assert digests(tmp_path / "after") == clean


def test_a_changed_mark_changes_the_names_of_its_files_alone(tmp_path: Path) -> None:
    changed = dataclasses.replace(EXAMPLES[0], text=EXAMPLES[0].text.replace("。", "！"))
    before = build(tmp_path / "before")
    after = build(tmp_path / "after", (changed, *EXAMPLES[1:]))
    texts = [{name for name in files if "/text/" in name} for files in (before, after)]
    assert len(texts[0] - texts[1]) == len(texts[1] - texts[0]) == 1
    assert all(before[name] == after[name] for name in before.keys() & after.keys() if name != "manifest.json")


def test_the_newest_months_stand_apart_and_shards_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("disclosure.search.shards.LARGEST", 450)
    monkeypatch.setattr("disclosure.search.shards.NEWEST", 350)
    monkeypatch.setattr("disclosure.search.shards.ZONES", {"text": 50})
    days = ["2019-01-05", "2019-04-01", "2021-12-31", "2023-02-01", "2023-07-01", "2023-12-01"]
    records = [record(f"d{n}", "标题", "正文" * 50, published_on=day) for n, day in enumerate(days)]
    explained = record(
        "e", "解读", "正文", kind="interpretation", published_on="2023-11-30", policy_url=("/policies/d0/",)
    )
    undated = record("u", "指南", "正文", kind="page", published_on=None)

    def members(*records: SearchRecord) -> dict[str, list[str]]:
        return {
            shard.name: [member.record.url[10:-1] for member in shard.promises]
            for shard in shards_of(map(promised, records))
        }

    assert members(explained, undated, *records) == {
        "0000-00": ["u", "d0", "e", "d1"],
        "2021-12": ["d2", "d3"],
        "2023-07": ["d4", "d5"],
    }
    assert members(*records[:3], dataclasses.replace(records[3], text="正文" * 400)) == {
        "2019-01": ["d0", "d1", "d2"],
        "2023-02": ["d3"],
    }


def test_years_that_one_search_does_not_reach_are_apart_by_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("disclosure.search.shards.AT_ONCE", 450)
    monkeypatch.setattr("disclosure.search.shards.NEWEST", 0)
    days = [f"{year}-0{month}-05" for year in (2018, 2020, 2024) for month in (1, 8)]
    records = [
        record(f"d{n}", "标题", "正文" * 50, published_on=day, facets={"library": (("规定", "其他")[n % 2],)})
        for n, day in enumerate(days)
    ]
    members = [[p.record.url[10:-1] for p in shard.promises] for shard in shards_of(map(promised, records))]
    assert sorted(members) == [["d0"], ["d1"], ["d2", "d3", "d4"], ["d5"]]


def test_only_what_browsers_need_is_published(tmp_path: Path) -> None:
    names = build(tmp_path)
    kinds = {Path(name).suffix for name in names}
    assert kinds == {".json", ".pf_index"}


def test_the_table_tells_dates_groups_and_facets(tmp_path: Path) -> None:
    build(tmp_path)
    manifest = json.loads((tmp_path / "index/manifest.json").read_bytes())
    shards = [[promise.record for promise in shard.promises] for shard in shards_of(map(promised, EXAMPLES))]
    for entry, shard in zip(manifest["shards"], shards, strict=True):
        table: dict[str, Any] = json.loads((tmp_path / "index" / entry["name"] / entry["table"]).read_bytes())
        kinds = [table["kind"]["values"][number] for number in table["kind"]["rows"]]
        assert kinds == [example.kind for example in shard]
        years = [[number] if isinstance(number, int) else number for number in table["facets"]["year"]["rows"]]
        values = table["facets"]["year"]["values"]
        assert [tuple(values[number] for number in row) for row in years] == [
            tuple(example.facets.get("year", ())) for example in shard
        ]
        urls = [example.url for example in shard]
        policies = [urls[row] if row >= 0 else None for row in table["group"]]
        assert policies == [next(iter(example.policy_url), None) for example in shard]
        days = [date(1970, 1, 1) + timedelta(step) for step in accumulate(table["day"])]
        assert [str(day) for day in days] == [example.published_on or "1970-01-01" for example in shard]


def test_a_failing_program_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "pagefind"
    broken.write_text("#!/bin/sh\necho out of memory >&2\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setattr("pagefind_bin.get_executable", lambda: broken)
    with pytest.raises(SearchFailed, match="out of memory"):
        build_index(EXAMPLES, tmp_path / "index", tmp_path / "none")


def test_indexing_can_be_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At once, though the indexer would go on for long; nothing is left running."""
    slow = tmp_path / "pagefind"
    slow.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/new\nmv {tmp_path}/new {tmp_path}/number\nexec sleep 600\n")
    slow.chmod(0o755)
    monkeypatch.setattr("pagefind_bin.get_executable", lambda: slow)

    def give_up(_done: int, _of: int) -> None:
        if (tmp_path / "number").exists():
            raise InterruptedError

    with pytest.raises(InterruptedError):
        build_index(EXAMPLES, tmp_path / "index", tmp_path / "none", tell=give_up)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "number").read_text()), 0)


def test_every_field_begins_in_its_zone() -> None:
    example = EXAMPLES[0]
    found, text, tail = row(example)
    assert list(found[: len(tokens(example.title))]) == tokens(example.title)
    start = ZONES["text"]
    assert list(found[start : start + text]) == tokens(example.text)
    assert len(found) == start + text + tail
    assert example.summary
    assert " ".join(tokens(example.summary)) in " ".join(found[start + text :])


def test_a_field_too_long_for_its_zone_is_found_all_the_same() -> None:
    title = "很长的标题" * 60
    whole, _, tail = row(dataclasses.replace(EXAMPLES[0], title=title))
    assert " ".join(tokens(title)) in " ".join(whole[-tail:])


def test_where_only_facts_differ_nothing_is_indexed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path / "before")
    ended = dataclasses.replace(EXAMPLES[0], timeline=":in_force,2027-01-01:expired")
    records = (ended, *EXAMPLES[1:])
    clean = build(tmp_path / "clean", records)
    monkeypatch.setattr("pagefind_bin.get_executable", lambda: tmp_path / "nothing")
    build_index(records, tmp_path / "after", tmp_path / "before/index")
    assert digests(tmp_path / "after") == clean


def test_pieces_hold_the_whole_text_and_know_their_first_token() -> None:
    text = LONG.text
    whole = tokens(text)
    end = 0
    for number, piece in enumerate(pieces(LONG)):
        stretch = str(piece["text"])
        assert stretch in text
        first = int(str(piece["first"]))
        own = tokens(stretch)
        assert whole[first : first + len(own) - 2] == own[:-2]
        assert first <= number * PIECE <= end < first + len(own) if number else first == 0
        end = first + len(own)
    assert end == len(whole)


def test_a_piece_names_the_passage_that_is_open_at_its_start() -> None:
    for piece in pieces(LONG):
        passages = piece["passages"]
        assert isinstance(passages, list)
        text = str(piece["text"])
        assert passages[0][2] == 0
        assert [
            label for _, label, start in passages[1:] if not text[start:].startswith(label[: len(text) - start])
        ] == []


def test_a_text_of_two_documents_leads_to_neither() -> None:
    twin = dataclasses.replace(EXAMPLES[0], url="/policies/twin/", number=None)
    found = suggestions((*EXAMPLES, twin), WAYS)
    every = dict(text for bucket in found.buckets for text in bucket)
    assert every[EXAMPLES[0].title] == ""
    assert every[str(EXAMPLES[0].number)] == EXAMPLES[0].url
    assert found.names[: len(WAYS)] == WAYS
    assert sorted(way.name for way in found.names) == sorted({way.name for way in found.names})
