"""What a site that is about to be replaced holds and the new one would not.

A folder that was not checked out, a wrong root, a word that withholds everything: each gives a site that is right in itself
and lacks what people look for. What stands is read from the site's own map, the index and its parts, which is there when
the cache of the last build is not. A document that moved and leads on from its former address has not vanished, nor has
one that is said to have been taken down.
"""

from __future__ import annotations

import re
from pathlib import Path

from disclosure.base.problems import Place, Problem
from disclosure.frontmatter.load import CONTENT
from disclosure.library.addresses import document_url, folder_url
from disclosure.library.bodies import shown_documents
from disclosure.library.library import Library
from disclosure.library.republished import former_addresses
from disclosure.model.documents import Document
from disclosure.model.kinds import KINDS

FEW = 5
"""Fewer documents may vanish at once without a word: a small site drops one now and then."""


def nothing_to_publish(library: Library) -> tuple[Problem, ...]:
    """A problem where no document at all would be published."""
    if library.documents or library.broken:
        return ()
    withheld = str(len(library.withheld))
    return (Problem(Place(CONTENT), "no-documents", {"withheld": withheld} if library.withheld else {}),)


def vanished(site: Path, library: Library, percent: int) -> tuple[Problem, ...]:
    """A problem where many documents that stand in the site would vanish, an error where they are more than `percent` of all."""
    try:
        listed = "".join(path.read_text(encoding="utf-8") for path in sorted(site.glob("sitemap*.xml")))
    except (OSError, ValueError):
        return ()  # nobody can tell what stands there
    stand = set(re.findall(rf"<loc>[^<]*(/(?:{'|'.join(KINDS)})/[a-z0-9-]+/)</loc>", listed))
    records = [entry.record for entry in shown_documents(library).values() if isinstance(entry.record, Document)]
    here = {document_url(record) for record in records}
    here.update(folder_url(address) for address, _ in former_addresses(library))
    here.update(folder_url(alias) for record in records for alias in record.aliases)
    here.update(folder_url(entry.record.address) for entry in library.vocabulary.tombstones.values())
    gone = sorted(stand - here)
    if len(gone) < FEW:
        return ()
    code = "documents-vanish" if 100 * len(gone) <= percent * len(stand) else "too-many-vanish"
    values = {"count": str(len(gone)), "before": str(len(stand)), "some": "、".join(gone[:3]), "limit": str(percent)}
    return (Problem(Place(CONTENT), code, values),)
