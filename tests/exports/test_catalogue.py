"""The catalogue as tables: what is exported is imported as the very same records, and the workbook looks as districts' do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from disclosure.commands.import_catalogue import planned
from disclosure.exports.catalogue import catalogue, catalogue_tables, coverage_data
from disclosure.exports.office import workbook
from disclosure.frontmatter.catalogue_table import read_catalogue
from disclosure.frontmatter.grids import read_grids
from disclosure.library.library import CatalogueRow
from disclosure.model.records import Entry
from disclosure.model.vocabulary import CatalogueField, CatalogueItem
from disclosure.pipeline.build import read
from disclosure.site.page import Deferred, Output, Site
from tests.district import ROOT, MakeSite, make_site, policy

__all__ = ["make_site"]

HARD = """id: hard
order: 1
name: 社会救助
basis: 依据
items:
  - {id: hard-01, level_1: 甲, level_2: 乙, level_3: 丙, content: [1.一；, 2.二], basis: [《法》、《条例》, 《办法》],
     deadline: [{text: 结束后5个工作日内，公开, method: proactive}, {text: 批准后10日内, method: on_request, when: 公示；后}],
     method: [{method: proactive, when: 公示期间}, {method: on_request, when: 公示结束后}], publisher: [min],
     other_publishers: [委托的机构、代理], channels: [村、居公示栏, ■网站], audience: 全社会；村民, tiers: [township, village],
     written: [{column: channels, text: ■网站 □公报}, {column: group, text: √村民}]}
  - {id: hard-02, level_1: 甲, level_2: 丁, number: '7', deadline: [{text: 公示7个工作日, counted: working_days, number: 7}]}
  - {id: hard-03, level_2: 戊, audience: 特定群体, method: on_request, deadline: [及时, 按年公开]}
  - {id: hard-04, level_1: 己, basis: [+法], content: ["-负数"], audience: VIP客户}
"""


@cache
def sample() -> Site:
    return read(ROOT, date(2026, 11, 28))[0]


def tables(site: Site) -> Mapping[str, bytes]:
    return {one.path: one.data for one in catalogue_tables(site, "")}


def back(site: Site, path: str, data: bytes, folder: Path) -> tuple[list[CatalogueField], list[str]]:
    """The fields as a site that has no item of them would take them in, and what was doubtful."""
    file = folder / Path(path).name
    file.write_bytes(data)
    found = read_catalogue(read_grids(file), [entry.record for entry in site.library.vocabulary.agencies.values()])
    assert not found.errors
    empty = {
        key: Entry(entry.record.model_copy(update={"items": ()}), entry.path, {})
        for key, entry in site.library.vocabulary.catalogue.items()
    }
    changes, _ = planned(with_catalogue(site, empty), found, file)
    return [one.after for one in changes], [problem.code for problem in found.doubts]


def with_catalogue(site: Site, fields: Mapping[str, Entry[CatalogueField]]) -> Site:
    library = replace(site.library, vocabulary=replace(site.library.vocabulary, catalogue=fields))
    rows = {item.id: CatalogueRow(entry.record, item, ()) for entry in fields.values() for item in entry.record.items}
    return replace(site, library=replace(library, catalogue_rows=rows))


def same(found: list[CatalogueField], expected: list[CatalogueField]) -> None:
    """Item by item: what differs in hundreds of them at once takes minutes to tell."""
    for one, other in zip(found, expected, strict=True):
        for item, wanted in zip(one.items, other.items, strict=True):
            assert item.model_dump(exclude_defaults=True) == wanted.model_dump(exclude_defaults=True)
        assert one == other


def in_order(fields: Mapping[str, Entry[CatalogueField]]) -> list[CatalogueField]:
    return [entry.record for entry in fields.values()]


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_the_sample_catalogue_comes_back_as_it_went(suffix: str, tmp_path: Path) -> None:
    site = sample()
    path = f"data/catalogue/catalogue.{suffix}"
    fields, doubts = back(site, path, tables(site)[path], tmp_path)
    same(fields, [field for field in in_order(site.library.vocabulary.catalogue) if field.items])
    assert doubts == []


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_what_is_hard_to_say_in_a_table_comes_back_too(suffix: str, make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site({"data/catalogue/01.yaml": HARD, "policies/a.md": policy("文件")})
    path = f"data/catalogue/catalogue.{suffix}"
    fields, _ = back(site, path, tables(site)[path], tmp_path)
    same(fields, in_order(site.library.vocabulary.catalogue))


WORDS = (
    st.text("甲乙丙、；，/（）《》1.- ", min_size=1, max_size=6)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text and not set(text) <= set("、；，/（）《》.- "))
)
ITEMS = st.fixed_dictionaries(
    {"level_1": WORDS},
    optional={
        "level_2": WORDS,
        "content": st.lists(WORDS, max_size=3, unique=True).map(tuple),
        "basis": st.lists(WORDS, max_size=3, unique=True).map(tuple),
        "channels": st.lists(WORDS, max_size=3, unique=True).map(tuple),
        "other_publishers": st.lists(WORDS, max_size=2, unique=True).map(tuple),
        "deadline": st.lists(WORDS, max_size=3, unique=True).map(tuple),
        "method": st.sampled_from([(), ("proactive",), ("on_request",), ("proactive", "on_request")]),
        "tiers": st.sampled_from([(), ("county",), ("county", "township"), ("city", "village")]),
        "audience": st.sampled_from(["全社会", "特定群体", "老人", "全社会；老人"]),
    },
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(items=st.lists(ITEMS, min_size=1, max_size=5), suffix=st.sampled_from(["xlsx", "csv"]))
def test_any_item_comes_back(
    items: list[dict[str, object]], suffix: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp()
    site = sample()
    records = tuple(CatalogueItem.model_validate({"id": f"x-{n:02}", **one}) for n, one in enumerate(items, start=1))
    field = CatalogueField(id="x", order=1, name="甲", basis="乙", verified=False, items=records)
    path = f"data/catalogue/catalogue.{suffix}"
    made = with_catalogue(site, {"x": Entry(field, "x.yaml", {})})
    fields, _ = back(made, path, tables(made)[path], folder)
    same(fields, [field])


def test_the_workbook_has_merged_heads_panes_and_links(make_site: MakeSite) -> None:
    site = make_site({"data/catalogue/01.yaml": HARD, "policies/a.md": policy("文件", catalogue_items="[hard-02]")})
    book = load_workbook(io.BytesIO(tables(site)["data/catalogue/catalogue.xlsx"]))
    sheet = book["社会救助"]
    assert sheet["A1"].value == "社会救助领域基层政务公开标准目录"
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert {"A1:T1", "A2:A3", "B2:D2", "B4:B6", "A4:A5"} <= merged
    assert sheet.freeze_panes == "E4"
    assert sheet.print_title_rows == "$1:$3"
    (link,) = [cell.hyperlink.target for row in sheet.rows for cell in row if cell.hyperlink]
    assert str(link).endswith("/policies/a/")


def test_the_same_catalogue_gives_the_same_bytes(make_site: MakeSite) -> None:
    site = make_site({"policies/a.md": policy("文件")})
    first, again = tables(site), tables(site)
    assert first == again
    with zipfile.ZipFile(io.BytesIO(first["data/catalogue/catalogue.xlsx"])) as package:
        assert {member.date_time[0] for member in package.infolist()} == {1980}


def test_only_a_site_with_a_catalogue_has_tables(make_site: MakeSite) -> None:
    site = make_site({"policies/a.md": policy("文件")})
    made = [Deferred(catalogue_tables, "catalogue:tables"), Deferred(coverage_data, "catalogue:coverage")]
    assert list(catalogue(site, ())) == made
    assert not list(catalogue(with_catalogue(site, {}), ()))
    assert all(isinstance(one, Output) for one in catalogue_tables(site, ""))


def test_a_workbook_that_finds_no_room_is_told_as_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    class SerialisationError(Exception):
        """As lxml's is called."""

    def refuse(*_: object) -> None:
        message = "IO_EFBIG"
        raise SerialisationError(message)

    monkeypatch.setattr("openpyxl.Workbook.save", refuse)
    with pytest.raises(OSError, match="IO_EFBIG"):
        workbook.written((), datetime(2026, 1, 1, tzinfo=UTC), "表")
