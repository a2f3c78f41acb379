"""Citations to places of a text."""

import pytest

from disclosure.text.provisions import MOST, anchor_of, provisions
from disclosure.text.titles import quoted

PASSAGES = {
    "tiao-1": "第一条",
    "tiao-2": "第二条",
    "tiao-2-1-3": "第二条第（三）项",
    "tiao-2-2": "第二条第二款",
    "tiao-2-2-1": "第二条第二款第（一）项",
    "tiao-5-zhi-1": "第五条之一",
    "tiao-14": "第十四条",
    "jieshi": "第十五条",
    "zhang-2": "第二章　补贴",
    "jie-2-1": "第一节　申请",
    "s-2": "第二部分",
    "s-2-3": "第二部分（三）",
    "s-3-2-1": "第3.2.1节",
    "fujian-2": "附件2",
    "fujian-2-tiao-1": "附件2第一条",
    "h-1": "附则",
}


@pytest.mark.parametrize(
    ("citation", "anchors"),
    [
        ("第一条", ["tiao-1"]),
        ("第二条第三项", ["tiao-2-1-3"]),
        ("第二条第一款第（三）项", ["tiao-2-1-3"]),
        ("第二条第一款", ["tiao-2"]),
        ("第二条第二款、第二款第（一）项", ["tiao-2-2", "tiao-2-2-1"]),
        ("第2条第2款", ["tiao-2-2"]),
        ("第 十四 条", ["tiao-14"]),
        ("第五条之一", ["tiao-5-zhi-1"]),
        ("第十五条", ["jieshi"]),
        ("第一条、第二条和第十四条", ["tiao-1", "tiao-2", "tiao-14"]),
        ("第一条至第三条", ["tiao-1", "tiao-2", None]),
        ("第二章", ["zhang-2"]),
        ("第二章第一节", ["jie-2-1"]),
        ("二、（三）", ["s-2-3"]),
        ("第二部分", ["s-2"]),
        ("第二部分第（三）项", ["s-2-3"]),
        ("3.2.1", ["s-3-2-1"]),
        ("附件2", ["fujian-2"]),
        ("附件2第一条", ["fujian-2-tiao-1"]),
        ("附则", ["h-1"]),
        ("第二条中“第一条”", ["tiao-2"]),
        ("第九十九条", [None]),
        ("补则", [None]),
    ],
)
def test_a_citation_finds_its_places(citation: str, anchors: list[str | None]) -> None:
    assert [anchor_of(one, PASSAGES) for one in provisions(citation)] == anchors


def test_a_slip_does_not_become_thousands_of_places() -> None:
    assert len(provisions("第一条至第九千条")) == MOST


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("青禾区养犬管理办法", "《青禾区养犬管理办法》"),
        ("关于印发《办法》的通知", "《关于印发〈办法〉的通知》"),
        ("关于印发〈办法〉的通知", "《关于印发〈办法〉的通知》"),
        ("关于废止《关于印发《办法》的通知》的决定", "《关于废止〈关于印发《办法》的通知〉的决定》"),
        ("《甲》和《乙》的说明", "《〈甲〉和〈乙〉的说明》"),
        ("关于》的", "《关于〉的》"),
    ],
)
def test_titles_within_titles_alternate(title: str, shown: str) -> None:
    assert quoted(title) == shown
