"""What real laws say of themselves: 违反本条例第三十条第二款第（三）项规定的 names a clause and an item that its text must have.

An oracle that knows nothing of how a text is read: who drafted the law counted its clauses.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import corpus
from disclosure.text.numbering import number
from disclosure.text.structure import Part, recognise
from tests.text.test_anchors import blocks

N = "[一二三四五六七八九十百零]+"
SELF = re.compile(rf"本(?:条例|办法|法|规定|细则|决定)(第{N}条)(?:第({N})款)?(?:第[（(]?({N})[）)]?项)?")
PLACE = re.compile(rf"(第{N}条)(?:第({N})款)?(?:第[（(]({N})[）)]项)?")

Named = tuple[str, int, int]
"""An article, the number of its clause or 0, the number of its item or 0."""


def places(parts: Sequence[Part]) -> Iterator[Named]:
    for part in parts:
        found = PLACE.match(part.label) if part.id.startswith("tiao-") else None
        if found:
            yield found[1], number(found[2] or "一"), number(found[3]) if found[3] else 0


def test_clauses_and_items_that_a_law_names_are_in_it(shared_corpus: Path) -> None:
    named, missing = 0, []
    for one in corpus.read(shared_corpus, Counter()):
        if "本" not in one.body or not SELF.search(one.body):
            continue
        known = set(places(recognise(blocks(one.body))))
        articles, anywhere = {article for article, _, _ in known}, {(article, item) for article, _, item in known}
        for found in SELF.finditer(one.body):
            article, clause, item = found[1], number(found[2] or "零"), number(found[3] or "零")
            if article in articles and (clause or item):
                named += 1
                there = (article, clause, item) in known if clause else (article, item) in anywhere
                missing += [] if there else [f"{one.id} {found[0]}"]
    assert named > 3000
    assert len(missing) <= KNOWN, missing


KNOWN = 12
"""Laws that name what they do not have, or have unnumbered items: slips of theirs, each looked at."""
