"""How many documents are withheld on what article (政府信息公开条例, Art. 14 to 16): all that is kept of them for readers.

An author writes the basis in free words, which may tell what the document is about: only the number of the article is
taken from them, and only where it is one of that regulation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from disclosure.model.choices import WithheldGround
from disclosure.model.documents import Document, Policy

_ARTICLE = re.compile(r"第\s*(十四|十五|十六|1[456])\s*条")
_REGULATION = re.compile(
    r"\s*(?:依据|根据|按照|依照)?\s*(?:《?(?:中华人民共和国)?(?:政府信息公开)?条例》?\s*(?:[（(][^）)]*[）)])?)?\s*\Z"
)
"""What may stand before an article of that regulation; before one of any other law stands its name."""
_GROUNDS = {
    **dict.fromkeys(("十四", "14"), WithheldGround.SECRET),
    **dict.fromkeys(("十五", "15"), WithheldGround.RIGHTS),
    **dict.fromkeys(("十六", "16"), WithheldGround.INTERNAL),
}


def ground(basis: str) -> WithheldGround:
    """The article that a basis names, if it is one, and of that regulation."""
    named = re.findall(r"第[^第条]{1,6}条", basis)
    article = _ARTICLE.search(basis)
    if len(named) != 1 or article is None or not _REGULATION.fullmatch(basis[: article.start()]):
        return WithheldGround.OTHER
    return _GROUNDS[article[1]]


def numbers_by_ground(hidden: Iterable[Document]) -> Mapping[WithheldGround, int]:
    """How many of those that are hidden are withheld, and on what article; drafts, translations and copies do not count."""
    counted = Counter(
        ground(record.basis or "")
        for record in hidden
        if isinstance(record, Policy) and not record.draft and record.translation_of is None and record.copy_of is None
    )
    return {one: counted[one] for one in WithheldGround}
