"""What each article of a document says from which day on, by the documents that amend it and say so in one of the usual forms.

Of a text that nobody amends in part there is nothing to know here, and nothing is read for it. A consolidated text that an
editor gives is better than what is made here.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from disclosure.library.library import UNNAMED, Library, RelationName, ReverseLink
from disclosure.library.unnamed import still_speaks
from disclosure.library.versions import Wording, wording_on, wordings
from disclosure.model.choices import Status
from disclosure.model.documents import Policy
from disclosure.model.validity import status_on
from disclosure.text.amended import Event, amend, cut_up
from disclosure.text.amendments import Instruction, instructions
from disclosure.text.articles import Segment, targets
from disclosure.text.clause_anchors import anchors_in, with_anchors
from disclosure.text.page_blocks import page_blocks
from disclosure.text.prose import Passage, Prose
from disclosure.text.provisions import provisions

CHANGING: tuple[RelationName, ...] = ("repeals", "declares_invalid", "amends")
"""What changes the words of a document that stays."""

ProseOf = Callable[[str], Prose]
"""The converted body of the document with an id."""


@dataclass(frozen=True, slots=True)
class Amending:
    """One document's changes in another, from a day on: what its text says, and the articles that its relation names.

    `said` is what the text says; of `orders`, which are carried out, those it says nothing of are unclear.
    """

    relation: RelationName
    link: ReverseLink
    day: date
    said: tuple[Instruction, ...]
    orders: tuple[Instruction, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """From a day on an article is so; `by` is what makes it so."""

    by: Amending
    event: Event


@dataclass(frozen=True, slots=True)
class Article:
    """One segment of a text with all its turns, in the order of their days. `was`: as it was written; None: a new one."""

    key: str
    was: Segment | None
    turns: tuple[Turn, ...]

    def on(self, day: date) -> Segment | None:
        """As it stands on a day; None where it is not there yet or any more."""
        past = [turn.event.segment for turn in self.turns if turn.by.day <= day]
        held = past[-1] if past else self.was
        return None if held is None or held.deleted else held


@dataclass(frozen=True, slots=True)
class History:
    """A text through its amendments: all its segments, those that were inserted or deleted too, in their places."""

    articles: tuple[Article, ...]
    astray: tuple[tuple[Amending, Instruction], ...]

    @property
    def changes(self) -> bool:
        """Whether any article has other words on some day."""
        return any(turn.event.what != "unclear" for article in self.articles for turn in article.turns)


NOTHING = History((), ())


def speaks(library: Library, link: ReverseLink, day: date) -> bool:
    """Whether a document still spoke on the day on which it changes another: one that was repealed before changes nothing."""
    return still_speaks(library.timelines.get(link.source, ()), day)


def day_of(library: Library, link: ReverseLink) -> date | None:
    """From when a link holds: on a day of its own, otherwise from when the document that says it is in force."""
    if link.relation.on is not None or link.source == UNNAMED:
        return link.relation.on
    return library.of(Policy)[link.source].record.in_force_from


def history(library: Library, prose_of: ProseOf, key: str, on: date) -> History:
    """What each article of a policy says from which day on; `NOTHING` where nobody changes it in part.

    It begins with the text that an editor gave for the day, and ends where the next such text holds.
    """
    return history_of(library, prose_of, key, wording_on(library, key, on))


def history_of(
    library: Library, prose_of: ProseOf, key: str, shown: Wording, within: frozenset[str] = frozenset()
) -> History:
    """What each article of one of the texts of a policy says, from its first day to the last.

    `within` are the policies for whose words these are needed: one that amends itself in a circle is read as it was written.
    """
    found = amendings(library, prose_of, key, shown, within)
    if not found:
        return NOTHING
    text = cut_up(page_blocks(prose_of(shown.key).html))
    written = {segment.key: segment for segment in text}
    turns: defaultdict[str, list[Turn]] = defaultdict(list)
    astray: list[tuple[Amending, Instruction]] = []
    for one in found:
        outcome = amend(text, one.orders)
        text = outcome.segments
        astray.extend((one, order) for order in outcome.astray)
        for name, event in outcome.events.items():
            turns[name].append(Turn(one, event))
    articles = (Article(one.key, written.get(one.key), tuple(turns[one.key])) for one in text)
    return History(tuple(articles), tuple(astray))


def amendings(
    library: Library, prose_of: ProseOf, key: str, text: Wording, within: frozenset[str] = frozenset()
) -> tuple[Amending, ...]:
    """All changes of parts of a policy that one of its texts does not have yet, in the order of their days."""
    found = []
    for name in CHANGING:
        for link in library.changes_to(name, key):
            day = day_of(library, link)
            if day is None or not (link.relation.articles or name == "amends"):
                continue
            new = (text.since is None or day > text.since) and (text.until is None or day < text.until)
            if new and speaks(library, link, day) and _stands(library, key, day):
                unnamed = link.source == UNNAMED
                said = () if unnamed else told(library, prose_of, link.source, key, day, within)
                found.append(Amending(name, link, day, said, _orders(said, name, link)))
    return tuple(sorted(found, key=lambda one: (one.day, CHANGING.index(one.relation), one.link.source)))


def _stands(library: Library, key: str, day: date) -> bool:
    """Whether there is something to change: what had ended before is changed no more."""
    turns = library.timelines.get(key, ())
    ended = (Status.REPEALED, Status.EXPIRED, Status.DECLARED_INVALID)
    return not turns or status_on(turns, day - timedelta(days=1)) not in ended


def _orders(said: tuple[Instruction, ...], name: RelationName, link: ReverseLink) -> tuple[Instruction, ...]:
    named = [one.words for article in link.relation.articles for one in provisions(article)]
    if name != "amends":
        return tuple(
            next(
                (one for one in said if one.action == "delete" and _covers(one, place)),
                Instruction("delete", place, ""),
            )
            for place in named
        )
    missing = (place for place in named if not any(_covers(one, place) for one in said))
    return (*said, *(Instruction("unclear", place, "") for place in missing))


def _covers(order: Instruction, place: str) -> bool:
    """Whether an instruction is about the article of a place."""
    wanted = {one.article for one in targets(place)}
    about = {one.article for text in (order.place, order.after) if text for one in targets(text)}
    return order.action == "everywhere" or bool(wanted & about)


def told(
    library: Library, prose_of: ProseOf, source: str, key: str, day: date, within: frozenset[str] = frozenset()
) -> tuple[Instruction, ...]:
    """What the text of one document, as it is on a day, says to be changed in another.

    Where others have changed that text and nobody can tell its words, nobody can tell what it changes.
    """
    shown = wording_on(library, source, day)
    prose = prose_of(shown.key)
    page, sure = prose.html, True
    if source not in within and concerned(library, source):
        articles = history_of(library, prose_of, source, shown, within | {key, source}).articles
        if held := [segment for article in articles if (segment := article.on(day))]:
            page, sure = "\n".join(one.page for one in held), all(one.sure for one in held)
    if not re.search("修改|改为|增加|增设|删[去除]|废止|调整", page):
        return ()
    record = library.of(Policy)[source].record
    titles = {}
    for relation in (*record.amends, *record.repeals, *record.declares_invalid):
        name = relation.target or relation.title or ""
        entry = library.documents.get(name)
        titles[name] = entry.record.title if entry else name
    only = len({relation.target or relation.title for relation in record.amends}) <= 1
    read = instructions(page_blocks(page))
    said = (one for one in read if _meant(one.document, titles, only=only) == key or (only and not one.document))
    return tuple(one if sure else replace(one, action="unclear") for one in said)


def _meant(name: str, titles: dict[str, str], *, only: bool) -> str | None:
    """Which of some documents a name means, if it can mean but one."""
    wanted = _bare(name)
    if not wanted:
        return next(iter(titles)) if only and len(titles) == 1 else None
    fits = [key for key, title in titles.items() if wanted in _bare(title) or _bare(title) in wanted]
    exact = [key for key in fits if _bare(_inner(titles[key])) == wanted or _bare(titles[key]) == wanted]
    chosen = exact or fits
    return chosen[0] if len(chosen) == 1 else None


def _inner(title: str) -> str:
    found = re.search("《(.*)》", title)
    return found[1] if found else title


def _bare(text: str) -> str:
    return re.sub(r"\W", "", unicodedata.normalize("NFKC", text))


def concerned(library: Library, key: str) -> tuple[ReverseLink, ...]:
    """The links that may change words of a document, without looking at any text."""
    links = ((name, link) for name in CHANGING for link in library.changes_to(name, key))
    return tuple(link for name, link in links if name == "amends" or link.relation.articles)


def places_made(library: Library, prose_of: ProseOf, key: str) -> dict[str, str]:
    """The places that amendments make in a policy, on whatever day: their anchors, each with how its article is cited."""
    if not concerned(library, key):
        return {}
    found = (history_of(library, prose_of, key, text) for text in wordings(library, key))
    segments = (turn.event.segment for one in found for article in one.articles for turn in article.turns)
    return {
        anchor: segment.words
        for segment in segments
        if not segment.deleted
        for anchor in (segment.key, *anchors_in(with_anchors(segment).page))
    }


def words_on(library: Library, prose_of: ProseOf, key: str, on: date) -> tuple[str, tuple[Passage, ...]] | None:
    """The text of a policy that holds on a day, a block a line, and the passages in it; None where it is as it was written."""
    found = history(library, prose_of, key, on) if concerned(library, key) else NOTHING
    if not found.changes:
        return None
    labels = {passage.id: passage.label for passage in prose_of(wording_on(library, key, on).key).passages}
    lines: list[str] = []
    passages: list[Passage] = []
    start = 0
    for article in found.articles:
        segment = article.on(on)
        if segment is None:
            continue
        if segment.changed:
            passages.append(Passage(article.key, segment.words, start))
        for anchor, line in segment.lines:
            if anchor in labels and not segment.changed:
                passages.append(Passage(anchor, labels[anchor], start))
            if line:
                lines.append(line)
                start += len(line) + 1
    return "\n".join(lines), tuple(passages)
