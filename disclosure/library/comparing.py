"""Which texts stand beside each other on a page, and which rows of it an interpretation means (新旧政策差异).

Compared are a version of a policy and the text before it, and documents that are new texts of one matter: one says that it
succeeds the other, or repeals it as a whole and bears a name that is alike. A notice that clears away twenty documents is
compared with none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, pairwise

from disclosure.library.addresses import beside_url, comparison_url
from disclosure.library.library import Library
from disclosure.library.versions import wording_on, wordings
from disclosure.model.choices import Disclosure
from disclosure.model.documents import Interpretation, Policy
from disclosure.text.comparison import row_of
from disclosure.text.prose import Passage
from disclosure.text.provisions import anchor_of, by_anchor, provisions
from disclosure.text.titles import named, only_changes, only_ends

ALIKE = 0.4
"""The least part of two names, as pairs of letters, that is the same where one document repeals the other."""

FORMER = "原"
"""Before an article that is meant as the former text numbers it: 原第八条."""

Passages = Callable[[str], Sequence[Passage]]
"""The places in the text with a key that can be linked to."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two texts beside each other: the keys of their bodies, the policy whose text the old one is, and the page."""

    old: str
    new: str
    former: str
    url: str


def former_of(library: Library, key: str) -> tuple[str, ...]:
    """The policies with which one is compared, in the order in which it names them."""
    policies = library.of(Policy)
    new = policies[key].record
    relations = (*((True, one) for one in new.succeeds), *((False, one) for one in new.repeals))
    targets = ((said, one.target) for said, one in relations if one.target in policies and not one.articles)
    found = (key for said, key in targets if key and _comparable(new, policies[key].record, said=said))
    return tuple(dict.fromkeys(found))


def beside(library: Library, key: str, former: str) -> Compared:
    """The text with which a policy began beside the last one of another, whose place it took."""
    first = library.of(Policy)[key].record.in_force_from or date.max
    last = wording_on(library, former, max(first, date.min + timedelta(days=1)) - timedelta(days=1))
    return Compared(last.key, wordings(library, key)[0].key, former, beside_url(key, former))


def comparisons_of(library: Library, key: str) -> Iterator[Compared]:
    """The pages that show what a policy changes: beside those whose place it took, and the texts that it gave others."""
    yield from (beside(library, key, former) for former in former_of(library, key))
    policy = library.of(Policy)[key].record
    said = (relation.target for relation in chain(policy.amends, policy.repeals, policy.declares_invalid))
    for former in dict.fromkeys(target for target in said if target is not None and target in library.versions_of):
        for old, new in pairwise(wordings(library, former)):
            if new.by == key:
                yield Compared(old.key, new.key, former, comparison_url(former, new.key))


def meant_by(library: Library, record: Interpretation) -> tuple[Compared, ...]:
    """The pages that show what an interpretation tells the differences of: it means one, and says which where there are more."""
    policies = library.of(Policy)
    pages = [page for key in record.interprets if key in policies for page in comparisons_of(library, key)]
    wanted = record.read("differs_from")
    return tuple(dict.fromkeys(page for page in pages if wanted in (None, page.former)))


def rows_meant(article: str, page: Compared, passages: Passages) -> Iterator[tuple[str, str]]:
    """The rows of a page that a citation means, in words and as anchors, whether or not the page has them: 第八条, 原第八条."""
    former = article.startswith(FORMER)
    labels = _labels(passages(page.old if former else page.new))
    for one in provisions(article):
        anchor = anchor_of(one, labels) or next(iter(one.anchors), one.words)
        yield (f"{FORMER}{one.words}", former_anchor(row_of(anchor))) if former else (one.words, row_of(anchor))


def former_anchor(anchor: str) -> str:
    """The anchor of a row by the number that its clause had in the former text."""
    return f"yuan-{anchor}"


def _labels(passages: Sequence[Passage]) -> Mapping[str, str]:
    return by_anchor((passage.id, passage.label) for passage in passages)


def _comparable(new: Policy, old: Policy, *, said: bool) -> bool:
    open_to_all = all(one.disclosure is Disclosure.PROACTIVE and one.translation_of is None for one in (new, old))
    a_text = not only_ends(new.title) and not only_changes(new.title)
    return new.id != old.id and open_to_all and a_text and new.language == old.language and (said or _alike(new, old))


def _alike(new: Policy, old: Policy) -> bool:
    one, other = ({a + b for a, b in pairwise(named(policy.title).name)} for policy in (new, old))
    return 2 * len(one & other) >= ALIKE * (len(one) + len(other))
