"""Titles of official documents in running text: in book-title marks, and what they say of what a document does."""

from __future__ import annotations

import re

_MARKS = ("《》", "〈〉")


def quoted(title: str) -> str:
    """A title in 《》. Those within it alternate by depth, 《关于印发〈某某办法〉的通知》 (GB/T 15834, 4.15.3.3)."""
    return f"《{inner(title)}》"


def inner(title: str) -> str:
    """A title as it stands between 《 and 》."""
    depth, signs = 0, []
    for sign in title:
        closes = sign in "》〉"
        depth += 1 if sign in "《〈" else -1 if closes and depth else 0
        marks = _MARKS[(depth + closes) % 2]
        signs.append(marks[1] if closes else marks[0] if sign in "《〈" else sign)
    return "".join(signs)


_ENDS = re.compile(
    r"废止|失效|作废|撤销|(?:停止|终止|不再)(?:执行|实施|施行|使用|适用)|清理(?:结果|情况|目录)"
    r"|(?:文件|规章|政策|制度|规定)的?(?:专项|集中)?清理"
)
_NOTICE = re.compile(
    r"(?:决定|决议|命令|令|通知|公告|通告|通报|批复|函|目录|清单|结果|一览表)(?:（[^（）]*）|\([^()]*\))?\s*$"
)
_BRINGS = re.compile(r"(?:印发|公布|发布|颁布|颁发|制定|修订)(?:新的)?《")


def only_ends(title: str) -> bool:
    """Whether a document of this title ends others and puts nothing in their place: a notice of repeal, a clearing-up.

    关于废止《某某办法》的通知 does; a notice that issues a new text does not, whatever else it says it ends.
    """
    outside = _outside(title)
    return not _BRINGS.search(outside) and bool(_ENDS.search(outside)) and bool(_NOTICE.search(outside))


def _outside(title: str) -> str:
    """A title without the titles that it names: of each is left 《》."""
    depth, signs = 0, []
    for sign in title:
        depth -= sign in "》〉" and depth > 0
        if depth == 0:
            signs.append(sign)
        depth += sign in "《〈"
    return "".join(signs)
