"""A small part of `make search-quality`, over the sample district: what the queries ask for is found, and stands first."""

from __future__ import annotations

import shutil
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks import search_quality
from benchmarks.search_quality import (
    Measure,
    measure,
    open_page,
    queries_of,
    served,
    truth_of,
    urls_by_document,
    write_scripts,
)
from disclosure.search.source import search_records
from disclosure.site.page import Site

ROOT = Path(__file__).parents[2]
QUERIES = ROOT / "tests/data/search-queries.tsv"


@pytest.fixture(scope="module")
def measures(
    browser: Browser, demo: Site, demo_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sequence[Measure]]:
    documents = list(search_records(demo))
    site = tmp_path_factory.mktemp("quality")
    shutil.copytree(demo_site / "search-index", site / "search-index")
    write_scripts(site)
    urls = urls_by_document(site / "search-index")
    with served(site) as base, pytest.MonkeyPatch.context() as patched:
        patched.setattr(search_quality, "COLD", 1)  # no time is measured here
        page = open_page(browser, base)
        queries = queries_of(QUERIES, truth_of(documents))
        assert [key for key, _, _, true in queries if not true] == []
        yield [measure(browser, base, page, true, (kind, words), urls) for _, kind, words, true in queries]


def test_everything_is_found(measures: Sequence[Measure]) -> None:
    assert [found for found in measures if found.recall < 1] == []


def test_what_was_meant_stands_first(measures: Sequence[Measure]) -> None:
    assert statistics.fmean(found.precision for found in measures) >= 0.97
    assert [found for found in measures if found.type in ("docno", "pinyin", "phrase") and found.reciprocal < 1] == []


def test_a_first_query_is_light(measures: Sequence[Measure]) -> None:
    assert max(found.cold_size for found in measures) <= 250
