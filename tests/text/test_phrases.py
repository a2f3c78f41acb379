"""Where lines of headings may end: never inside a word, and never before what belongs to the words before it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.text.phrases import phrases

MARKED = [
    "云岚市|青禾区|人民政府|关于|印发|《青禾区|养老|服务|补贴|实施办法》的|通知",
    "青禾区|生活|垃圾|定时|定点|分类|投放|管理|办法",
    "青禾区|中小微|企业|贷款|贴息|实施细则|（试行）",
    "2026年|青禾区|政务|公开|工作|要点",
    "修改|《青禾区|养犬|管理|实施细则》等2件|行政|规范性|文件的|决定",
    "青禾区|存量|违法|建筑|治理|三年|行动|方案|（2019—2021年）",
    "反不正当竞争|若干|规定",
]


@pytest.mark.parametrize("marked", MARKED)
def test_lines_end_between_words(marked: str) -> None:
    """Fewer places would do too: what counts is that none is inside a word."""
    ends, found = set(), phrases(marked.replace("|", ""))
    at = 0
    for piece in marked.split("|"):
        at += len(piece)
        ends.add(at)
    at = 0
    for piece in found:
        at += len(piece)
        assert at in ends, found


@given(st.text(max_size=60) | st.text("青禾区养老服务办法的和《》（）“”、，2026年—— ", max_size=60))
def test_phrases_are_the_text(text: str) -> None:
    assert "".join(phrases(text)) == text
    assert all(phrases(text))


@given(st.text("青禾区养老服务办法《》（）“”、，：2026 ", min_size=9, max_size=40))
def test_no_line_begins_with_what_closes(text: str) -> None:
    assert not [piece for piece in phrases(text)[1:] if piece[0] in "》）”、，："]
