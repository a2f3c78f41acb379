"""Marks in a text that an editor has written down as amended: which of its articles were changed by whom, and which will be.

What changed an article before the first day of the text is in its words already; what does so later is told as coming, or as
done where an old text is read. The words of amending documents are not looked at: where an editor gives the text, it counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from disclosure.library.listings import Window
from disclosure.library.versions import Wording
from disclosure.pages._changes import Sentence, links_of, passages_of, sentences, this
from disclosure.pages._marked import Mark, Piece, pieces_of
from disclosure.pages._parts import long_day
from disclosure.site.page import Site
from disclosure.text.prose import Prose
from disclosure.text.provisions import anchor_of, provisions


def marked_text(site: Site, policy: str, text: Wording, prose: Prose) -> tuple[Piece, ...]:
    """One of the texts of a policy with its marks."""
    passages = passages_of(prose)
    marks: defaultdict[str, list[Mark]] = defaultdict(list)
    for name, link, speaker, day in links_of(site, site.listings, policy):
        for one in (one for article in link.relation.articles for one in provisions(article)):
            if (anchor := anchor_of(one, passages)) is not None:
                what = this(site, one)
                told: Iterable[Sentence] = sentences(site, name, link.relation, day, what)
                if name != "extends" and day is not None and text.since is not None and day <= text.since:
                    told = (_in_it(site, day, what),)
                found = (Mark(sentence, name, speaker, link.relation.note) for sentence in told)
                marks[anchor].extend(mark for mark in found if mark not in marks[anchor])
    return tuple(pieces_of(prose.html, marks))


_HOLE = "\n"
"""Stands in a sentence where the page puts a link."""


def _in_it(site: Site, day: date, what: str) -> Sentence:
    """That a change is in the words already."""
    words = site.strings("versions.mark", on=long_day(site.strings, day), what=what, by=_HOLE)
    before, _, after = words.partition(_HOLE)
    return Sentence(Window.on(site.on, None, None), "", before, after)
