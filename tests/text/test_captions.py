"""Captions: what a browser would show of them, what a reader reads, and what is told of a broken file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.text.captions import MOST, Cue, paragraphs, read_captions

FILE = """WEBVTT - 加装电梯
Language: zh-Hans

NOTE 校对：甲

STYLE
::cue { color: white }

REGION
id:fred

1
00:00:01.000 --> 00:00:02.500 align:start line:90%
<v 李老师>先<b>商量</b>加不加，
装哪种。

00:02.500 --> 00:04.000
再表决 &amp; 签<00:03.000>协议

01:00:00.000 --> 01:00:01.000
<v.loud 王工>Apply on line
at the counter.
"""


def test_what_is_shown_and_when() -> None:
    found = read_captions(FILE)
    assert found.problems == ()
    assert found.remarks == 1
    assert found.cues == (
        Cue(1000, 2500, "先商量加不加，装哪种。", "李老师"),
        Cue(2500, 4000, "再表决 & 签协议", None),
        Cue(3_600_000, 3_601_000, "Apply on line at the counter.", "王工"),
    )


def test_what_is_said_is_read_by_who_speaks_and_by_pauses() -> None:
    assert paragraphs(read_captions(FILE).cues) == (
        "李老师：先商量加不加，装哪种。再表决 & 签协议",
        "王工：Apply on line at the counter.",
    )
    said = (Cue(0, 900, "先商量", None), Cue(900, 1800, "再表决", None), Cue(3800, 4000, "后施工", None))
    assert paragraphs(said) == ("先商量 再表决", "后施工")
    english = (Cue(0, 900, "Agree first.", None), Cue(900, 1800, "Then vote.", None))
    assert paragraphs(english) == ("Agree first. Then vote.",)


@pytest.mark.parametrize(
    ("cue", "told"),
    [
        ("00:00:01,000 --> 00:00:02.000", [("captions-time", 3, 1)]),
        ("  0:01.000 --> 00:02.000", [("captions-time", 3, 3)]),
        ("00:01.000 --> ", [("captions-time", 3, 15)]),
        ("00:01.000 -->  00:61.000", [("captions-time", 3, 16)]),
        ("00:02.000 --> 00:01.999", [("captions-backwards", 3, 1)]),
        ("00:01.000 --> 00:02.000", []),
        ("100:00:01.000 --> 100:00:02.000 position:10%", []),
        ("00:01.000-->00:02.000", []),
        ("甲\n乙\n00:01.000 --> 00:02.000", [("captions-lost", 3, 1)]),
        ("甲\n00:01.000 --> 00:02.000", []),
    ],
)
def test_times(cue: str, told: list[tuple[str, int, int]]) -> None:
    problems = read_captions(f"WEBVTT\n\n{cue}\n甲\n").problems
    assert [(one.code, one.place.line, one.place.column) for one in problems] == told


def test_a_file_without_cues_is_empty() -> None:
    assert [one.code for one in read_captions("WEBVTT\n\nNOTE 待补\n").problems] == ["captions-empty"]


@pytest.mark.parametrize("first", ["", "1", "WEBVTT加装", "webvtt"])
def test_a_browser_reads_no_further_than_a_wrong_first_line(first: str) -> None:
    found = read_captions(f"{first}\n\n00:01.000 --> 00:02.000\n甲\n")
    assert [one.code for one in found.problems] == ["captions-header"]
    assert found.cues == ()


def test_not_every_one_of_a_thousand_wrong_times_is_told() -> None:
    assert len(read_captions("WEBVTT\n\n" + "00:01,000 --> 00:02,000\n甲\n\n" * 1000).problems) == MOST


@given(st.text(alphabet="WEBVT\n 甲<>-:.0123456789NOTE&;v/b", max_size=200))
def test_nothing_breaks_it(text: str) -> None:
    for written in (text, f"WEBVTT\n\n{text}"):
        found = read_captions(written)
        lines = written.split("\n")
        assert all(1 <= one.place.line <= len(lines) for one in found.problems)
        paragraphs(found.cues)
