"""What imports write anew of a file keeps every remark in it, and leaves what is as it was as it was written."""

from __future__ import annotations

import re

import pytest

from disclosure.commands.writing import WrittenList

WRITTEN = """# 文件的备注
head: 1  # 头
tasks:  # 列表的
  # 第一项的
  - clause: 一  # 行尾
    title: "带 # 号的"   # 引号外
    responsible:
      # 里面的
      - {name: 'a # b'}
  - clause: 二

    # 第二项里的

  # 第三项的
  # 又一行
  - clause: 三
    title: 三#不是备注
# 下一个字段的
tags: [a]
"""
BEGINS = (5, 10, 15)


def remarks(text: str) -> list[str]:
    """Every remark of the file above, what looks like one left out."""
    return [one for one in sorted(re.findall(r"# [\u4e00-\u9fff]+", text)) if one != "# 号的"]


def test_what_is_left_as_it_was_is_the_same_text() -> None:
    found = WrittenList.of(WRITTEN, BEGINS)
    assert found
    assert found.rewritten((number, "") for number in range(3)) == WRITTEN
    assert [entry[0].strip() for entry in found.entries] == ["# 第一项的", "- clause: 二", "# 第三项的"]
    assert found.tail[0] == "# 下一个字段的"


@pytest.mark.parametrize("anew", [(0,), (1,), (2,), (0, 1, 2)])
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1)])
def test_no_remark_is_lost(anew: tuple[int, ...], order: tuple[int, ...]) -> None:
    entries: list[tuple[int | None, str]] = [
        (number, f"  - clause: 新{number}\n    title: 新\n" if number in anew else "") for number in order
    ]
    found = WrittenList.of(WRITTEN, BEGINS)
    assert found
    text = found.rewritten([(None, "  - clause: 零\n"), *entries])
    assert remarks(text) == remarks(WRITTEN)
    assert [f"新{number}" for number in order if number in anew] == re.findall("clause: (新.)", text)


def test_entries_stand_where_the_others_of_the_list_stand() -> None:
    """Lists may begin at the margin, as editors write them."""
    text = "---\ntasks:\n- clause: 一\n  title: 甲\n- clause: 二\n---\n正文\n"
    found = WrittenList.of(text, (3, 5))
    assert found
    new = found.rewritten([(0, "  - clause: 三\n    title: 乙\n"), (1, "")])
    assert new == "---\ntasks:\n- clause: 三\n  title: 乙\n- clause: 二\n---\n正文\n"
