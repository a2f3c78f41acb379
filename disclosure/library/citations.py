"""Whether the articles that one document names of another are there."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

from disclosure.base.nearest import Nearest
from disclosure.base.problems import Problem
from disclosure.model.documents import Authored
from disclosure.model.records import Entry, FieldPath
from disclosure.model.relations import records_of_links
from disclosure.text.prose import Passage
from disclosure.text.provisions import anchor_of, by_anchor, provisions

Text = Callable[[str], tuple[str, Sequence[Passage]]]
"""The text of the document with an id, and the passages in it."""

Made = Callable[[str], Mapping[str, str]]
"""The places that amendments make in the document with an id: their anchors, each with how it is cited."""


def missing_articles(
    speaking: Iterable[Entry[Authored]], shown: Container[str], text_of: Text, made_in: Made
) -> Iterator[Problem]:
    """Articles that documents name and that the text of the target does not have.

    A target without a text of its own is not asked, and what amendments make of one only where its own does not do.
    """
    wanted: dict[str, list[tuple[Entry[Authored], FieldPath, str]]] = {}
    for entry in speaking:
        for name, index, link in records_of_links(entry.record):
            if (target := link.read("target")) in shown:
                named = enumerate(link.read("articles", ()))
                wanted.setdefault(target, []).extend((entry, (name, index, "articles", n), one) for n, one in named)
    for target, found in wanted.items():
        text, passages = text_of(target) if found else ("", ())
        if text:
            labels = by_anchor((passage.id, passage.label) for passage in passages)
            nearest = Nearest(labels.values())
            for entry, path, article in found:
                for one in provisions(article):
                    if anchor_of(one, labels) is None and anchor_of(one, made_in(target)) is None:
                        near = nearest.to(one.words)
                        values = {"article": one.words, "id": target} | ({"near": near} if near else {})
                        yield Problem(entry.place(*path), "article-missing", values)
