"""Marks in a text that an editor has written down as amended: which of its articles were changed by whom, and which will be.

What changed an article before the first day of the text is in its words already; what does so later is told as coming, or as
done where an old text is read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from disclosure.library.library import RelationName
from disclosure.library.listings import PolicyRow, Window
from disclosure.library.versions import Wording
from disclosure.model.documents import Policy
from disclosure.pages._changes import Sentence, passages_of
from disclosure.pages._parts import long_day
from disclosure.site.page import Site
from disclosure.text.prose import Prose
from disclosure.text.provisions import anchor_of, provisions

_CHANGING: tuple[RelationName, ...] = ("repeals", "declares_invalid", "amends")
_HOLE = "\n"
"""Stands in a sentence where the page puts a link."""


@dataclass(frozen=True, slots=True)
class TextMark:
    """One sentence of a change, at the place of the text that it concerns; the template that shows it is `m.mark`."""

    sentence: Sentence
    kind: str
    by: PolicyRow
    note: str | None
    clause: str = ""
    unclear: bool = False


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A stretch of a text's HTML, and the marks that follow it; `inside`: within a paragraph, not between two."""

    html: str
    marks: tuple[TextMark, ...] = ()
    inside: bool = False
    article: None = None


def marked_text(site: Site, policy: str, text: Wording, prose: Prose) -> tuple[TextPiece, ...]:
    """One of the texts of a policy with its marks."""
    passages = passages_of(prose)
    marks: defaultdict[str, list[TextMark]] = defaultdict(list)
    for name in _CHANGING:
        for link in site.library.links_to(name, policy):
            speaker = site.listings.of(Policy)[link.source]
            day = link.relation.on or speaker.record.in_force_from
            for one in (one for article in link.relation.articles for one in provisions(article)):
                anchor = anchor_of(one, passages)
                if anchor is not None and day is not None:
                    what = site.strings(f"change.this.{one.unit}" if one.unit else "change.this.place")
                    for sentence in _sentences(site, name, day, text, what):
                        mark = TextMark(sentence, name, speaker, link.relation.note)
                        marks[anchor].extend([mark] if mark not in marks[anchor] else [])
    return tuple(_pieces(prose.html, marks))


def _sentences(site: Site, name: RelationName, day: date, text: Wording, what: str) -> Iterator[Sentence]:
    """What a change is to this text: in it already, or before and after its day."""

    def sentence(key: str, window: Window) -> Sentence:
        words = site.strings(key, on=long_day(site.strings, day), until="", to=what, what=what, by=_HOLE)
        before, _, after = words.partition(_HOLE)
        return Sentence(window, "", before, after)

    if text.since is not None and day <= text.since:
        yield sentence("versions.mark", Window.on(site.on, None, None))
    else:
        yield sentence(f"change.{name}_coming", Window.on(site.on, None, day))
        yield sentence(f"change.{name}_done", Window.on(site.on, day, None))


_ATTRIBUTE = r'(?: [\w-]+(?:="[^"]*")?)*'


def _pieces(html: str, marks: Mapping[str, Sequence[TextMark]]) -> Iterator[TextPiece]:
    """The HTML cut where marks belong: at the start of a paragraph or an item, behind a heading."""
    cuts = []
    for anchor, found in marks.items():
        tag = re.search(rf'<(\w+){_ATTRIBUTE}? id="{re.escape(anchor)}"{_ATTRIBUTE}>', html)
        if tag:
            heading = re.fullmatch("h[1-6]", tag[1])
            at = html.index(f"</{tag[1]}>", tag.end()) + len(tag[1]) + 3 if heading else tag.end()
            cuts.append((at, tuple(found), not heading))
    start = 0
    for at, found, inside in sorted(cuts, key=lambda cut: cut[0]):
        yield TextPiece(html[start:at], found, inside)
        start = at
    yield TextPiece(html[start:])
