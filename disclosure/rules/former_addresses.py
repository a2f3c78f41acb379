"""The rules on former addresses: what leads on, or says what is gone, must not contradict what is there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from disclosure.base.problems import Problem
from disclosure.library.addresses import FILES, document_url, list_folders, list_urls
from disclosure.library.bodies import shown_documents
from disclosure.library.happenings import happenings
from disclosure.library.library import Library
from disclosure.rules.check import rule


def reserved() -> tuple[str, ...]:
    """Folders of lists, and files of the site that are not pages: whatever stands below belongs to the site.

    Which lists there are depends on documents that may be wrong still, so the folders are kept free as a whole.
    """
    return tuple(f"/{name}/" for name in (*list_folders(), *FILES))


@rule("former-addresses")
def former_addresses(library: Library, _on: date) -> Iterator[Problem]:
    """An alias is not the address of a page or another alias, and lies below nothing of the site or of a document.

    The same holds of what was taken down.
    """
    shown = (*shown_documents(library).values(), *library.copies.values())
    documents = {document_url(entry.record).casefold(): entry.record.read("title", "") for entry in shown}
    above_all = documents | {url: url.rstrip("/") for url in reserved()}
    taken = above_all | {url: url.rstrip("/") for url in list_urls()}

    def other_at(address: str, name: str) -> str | None:
        """What stands at an address or around it; if nothing does, it is taken by `name` from now on."""
        url = address.rstrip("/").casefold() + "/"  # one folder on Windows and macOS
        parts = url.strip("/").split("/")
        above = ("/" + "/".join(parts[:count]) + "/" for count in range(1, len(parts)))
        other = taken.get(url) or next((above_all[folder] for folder in above if folder in above_all), None)
        taken.setdefault(url, name)
        return other

    for entry in shown:
        for index, alias in enumerate(entry.record.read("aliases", ())):
            if (other := other_at(alias, entry.record.read("title", ""))) is not None:
                yield Problem(entry.place("aliases", index), "alias-taken", {"alias": alias, "other": other})
    for tombstone in library.vocabulary.tombstones.values():
        address = tombstone.record.address
        if (other := other_at(address, address)) is not None:
            yield Problem(tombstone.place("address"), "tombstone-taken", {"address": address, "other": other})


@rule("feed-ids")
def feed_ids(library: Library, _on: date) -> Iterator[Problem]:
    """Subscribers are not told that an entry is gone which the feeds still have: most would drop it, some show both."""
    tombstones = [entry for entry in library.vocabulary.tombstones.values() if entry.record.feed_ids]
    if not tombstones or library.broken:
        return  # what cannot be read may be what is told
    told = {one.key for one in happenings(library)}
    for entry in tombstones:
        for index, feed_id in enumerate(entry.record.feed_ids):
            key = feed_id.partition(",")[2].partition(":")[2]
            if key in told:
                yield Problem(entry.place("feed_ids", index), "feed-id-told", {"id": feed_id})
