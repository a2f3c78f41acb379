"""The line of documents in which one stands is the same on the page of each of them."""

from datetime import date

import pytest

from disclosure.pages._history import LINES, SHOWN, Line
from tests.district import MakeSite, pages_of, policy
from tests.pages.test_documents import view_of

TRIAL = {
    "policies/trial.md": policy("关于印发《某办法（试行）》的通知", published_on="2021-01-02", expires_on="2023-01-01"),
    "policies/longer.md": policy(
        "关于延长《某办法（试行）》有效期的通知",
        published_on="2022-12-01",
        extends="[{target: trial, until: 2024-12-31}]",
    ),
    "policies/change.md": policy(
        "关于修改《某办法（试行）》的决定", published_on="2023-06-01", amends="[{target: trial, articles: [第一条]}]"
    ),
    "policies/new.md": policy("关于印发《某办法》的通知", published_on="2025-01-02", succeeds="[trial]"),
    "policies/newest.md": policy("关于印发《某新办法》的通知", published_on="2026-01-02", repeals="[new]"),
    "policies/alone.md": policy("别的办法"),
}


def told(line: Line) -> list[tuple[str, str, bool]]:
    return [(step.row.record.id, step.act, step.here) for step in (*line.before, *line.steps, *line.after)]


@pytest.mark.parametrize("here", ["trial", "longer", "change", "new", "newest"])
def test_every_document_of_a_line_shows_it_and_says_where_it_is(make_site: MakeSite, here: str) -> None:
    (line,) = view_of(make_site(TRIAL, date(2026, 6, 1)), here).history
    assert told(line) == [
        (key, act, key == here)
        for key, act in (
            ("trial", "施行"),
            ("longer", "延期至2024年12月31日"),
            ("change", "修改第一条"),
            ("new", "新文件施行"),
            ("newest", "新文件施行"),
        )
    ]
    assert line.steps[0].name == "《某办法（试行）》"


def test_a_step_leads_to_what_it_changed_clause_by_clause(make_site: MakeSite) -> None:
    text = "---\nby: change\n---\n第一条　新的正文。\n"
    site = make_site(TRIAL | {"policies/trial@2023-06-01.md": text}, date(2026, 6, 1))
    (line,) = view_of(site, "newest").history
    compared = {step.row.record.id: step.compare.url for step in line.steps if step.compare}
    assert compared == {
        "change": "/policies/trial/2023-06-01/compare/",
        "new": "/policies/new/compare/trial/",  # what repealed that bears another name: it is compared with nothing
    }
    assert set(compared.values()) <= pages_of(site).keys()


def test_a_document_alone_has_no_line(make_site: MakeSite) -> None:
    assert view_of(make_site(TRIAL), "alone").history == ()


@pytest.mark.parametrize(("number", "lines"), [(2, 2), (LINES, LINES), (LINES + 1, 0)])
def test_what_changes_several_has_the_line_of_each_where_they_are_few(
    make_site: MakeSite, number: int, lines: int
) -> None:
    documents = {f"policies/p{n}.md": policy(f"第{n}号办法") for n in range(number)}
    ends = ", ".join(f"p{n}" for n in range(number))
    documents["policies/clearing.md"] = policy(
        "关于公布清理结果的通知", published_on="2025-01-02", declares_invalid=f"[{ends}]"
    )
    site = make_site(documents)
    assert len(view_of(site, "clearing").history) == lines
    (line,) = view_of(site, "p1").history  # and what it ends is not on the line of what else it ends
    assert [key for key, *_ in told(line)] == ["p1", "clearing"]


def test_a_long_line_is_folded_around_the_document(make_site: MakeSite) -> None:
    many = 2 * SHOWN + 4
    documents = {
        f"policies/p{n:02}.md": policy(
            f"办法第{n}版", published_on=f"20{n:02}-01-02", **{"repeals": f"[p{n - 1:02}]"} if n else {}
        )
        for n in range(many)
    }
    site = make_site(documents, date(2026, 6, 1))
    (line,) = view_of(site, "p12").history
    assert len(line.steps) == SHOWN
    assert [len(line.before), len(line.after)] == [7, many - SHOWN - 7]
    assert any(step.here for step in line.steps)
