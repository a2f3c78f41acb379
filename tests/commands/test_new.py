"""`build.py new`: everything that is known is filled in, nothing is overwritten, and what is written builds."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from disclosure.base.problems import UsageError
from disclosure.commands.cli import main
from disclosure.commands.new import New, write_new
from disclosure.pipeline.build import examine, read
from tests.district import DATA, MakeSite, make_site
from tests.library.test_reports import AGENCIES, DOCUMENTS, RULES

__all__ = ["make_site"]

FILES = {**DATA, **DOCUMENTS, "data/agencies.yaml": AGENCIES, "data/rules.yaml": RULES}
FIGURES = "unit: min\nyear: 2024\nreceived: [3, 0, 0, 0, 0, 0, 3]\ncarried_out: [3, 0, 0, 0, 0, 0, 3]\n"
REPORT, TABLE = "content/reports/2025/nianbao-2025-min.md", "content/data/requests/min-2025.yaml"


def test_a_report_has_what_is_known_and_builds_once_it_is_no_draft(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site({**FILES, "data/requests/min-2024.yaml": FIGURES})
    assert write_new("report", site, tmp_path, New(("min",), 2025), "zh") == 2
    report, table = ((tmp_path / path).read_text(encoding="utf-8") for path in (REPORT, TABLE))
    assert "draft: true" in report
    assert "  regulation: [0, 0, 0]\n  normative: [0, 0, 2]\n" in report
    assert "carried_in: [3, 0, 0, 0, 0, 0, 3]  # 二、上年结转政府信息公开申请数量\n" in table
    codes = {problem.code for problem in examine(tmp_path, date(2026, 1, 5))}
    assert "figures-sum" not in codes
    published_on = report.replace("draft: true", "published_on: 2026-01-05")
    (tmp_path / REPORT).write_text(published_on, encoding="utf-8")
    left = [problem.code for problem in examine(tmp_path, date(2026, 1, 5))]
    assert (left.count("placeholder-left"), left.count("figures-untouched")) == (4, 1)  # and none of them twice
    assert "report-section-empty" not in left
    (tmp_path / REPORT).write_text(re.sub(r"<!-- 请补充.*-->", "无。", published_on), encoding="utf-8")
    (tmp_path / TABLE).write_text(table.replace("# note: 全年", "note: 全年"), encoding="utf-8")
    published, warnings = read(tmp_path, date(2026, 1, 5))
    assert "nianbao-2025-min" in published.library.documents
    told = [problem for problem in warnings if problem.code.startswith(("report", "figures"))]
    assert [(one.code, one.values["unit"]) for one in told] == [("report-missing", "区政府")]


def test_of_a_year_that_is_not_over_a_report_asks_to_be_made_again(make_site: MakeSite, tmp_path: Path) -> None:
    for on, asks in ((date(2025, 12, 31), True), (date(2026, 1, 1), False)):
        write_new("report", make_site(FILES, on=on), tmp_path, New(("min",), 2025), "zh")
        assert ("2025年还没有结束，各项件数只算到2025-12-31" in (tmp_path / REPORT).read_text("utf-8")) is asks


def test_what_several_issue_is_counted_of_the_first(make_site: MakeSite, tmp_path: Path) -> None:
    told = (
        "---\ntitle: 解读\ninterprets: [new]\npublished_on: 2025-03-01\nform: text\nissuers: [edu, min]\n---\n解读。\n"
    )
    site = make_site({**FILES, "interpretations/i.md": told})
    write_new("report", site, tmp_path, New(("min", "edu"), 2025), "zh")
    mine, theirs = ((tmp_path / REPORT.replace("-min", f"-{unit}")).read_text("utf-8") for unit in ("min", "edu"))
    assert "政策解读" not in mine
    assert "发布政策解读1篇" in theirs


def test_nothing_is_overwritten_and_all_that_owe_one_get_one(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(FILES)
    mine = "---\ntitle: 我的\nyear: 2025\nissuers: [min]\ndraft: true\n---\n正在写。\n"
    (tmp_path / "content/reports").mkdir()
    (tmp_path / "content/reports/mine.md").write_text(mine, encoding="utf-8")
    assert write_new("report", site, tmp_path, New((), 2025), "zh") == 3  # two tables, and the report of the government
    assert not (tmp_path / REPORT).exists()
    before = {path: path.read_bytes() for path in (tmp_path / "content").rglob("*") if path.is_file()}
    assert write_new("report", read(tmp_path, site.on)[0], tmp_path, New((), 2025), "zh") == 0
    assert before == {path: path.read_bytes() for path in (tmp_path / "content").rglob("*") if path.is_file()}


def test_what_cannot_be_made_is_told(make_site: MakeSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = make_site(FILES)
    for name, units in (("gazette", ()), (None, ()), ("report", ("mim",))):
        with pytest.raises(UsageError):
            write_new(name, site, tmp_path, New(units, 2025), "zh")
    with pytest.raises(UsageError) as told:  # nobody can report of a year that lies ahead
        write_new("report", site, tmp_path, New(("min",), site.on.year + 1), "zh")
    assert str(site.on.year + 1) in told.value.problems[0].values["detail"]
    assert not [*tmp_path.glob("content/**/*-2*.*")]
    assert main(["build", "--year", "2025"]) == 2
    assert "--year" in capsys.readouterr().err
