"""Where things stand on the site: every address that is made from an id, in one place.

Addresses are site paths such as `/policies/qh-2024-3/`; the base path of the site is added when a page is rendered.
"""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Collection, Container, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from urllib.parse import quote, unquote

from disclosure.base.fingerprint import NEXT_CHANGE
from disclosure.base.nearest import Nearest
from disclosure.model.documents import Authored, Document, Policy, Service, Version
from disclosure.model.kinds import KINDS, kind_for, kind_of
from disclosure.model.records import Entry
from disclosure.text.dialect import service_link

LISTS = (
    *("library", "normative", "status", "agencies", "themes", "tags", "audiences", "years", "genres", "catalogue"),
    *("disclosure", "find", "follow", "search", "sitemap", "en", "zh-Hans", "participation", "decisions/year"),
    *("courses", "coverage", "assessment", "verify", "embed", "events/series", "plans/units"),
)
"""Folders under which lists stand. Which lists there are depends on the documents; the folders do not."""

FEEDS = ("feed.xml", "feed.json", "feed", "calendar.ics")
"""The feeds of the whole site, the folder of their archives, and the calendar; the same stand below every list that can be followed."""

OTHER_LISTS = "lists"
"""What the part of the map is called that has all pages which belong to no kind of document."""

SITEMAP = "sitemap.xml"
"""The map of the site for search engines: an index of its parts."""

FILES = (
    *("static", "data", "search-index", "index.html", "404.html", "robots.txt", "_headers", NEXT_CHANGE),
    *(SITEMAP, *(f"sitemap-{section}.xml" for section in (*KINDS, OTHER_LISTS))),
    *("_redirects", ".htaccess", "favicon.ico", "apple-touch-icon.png", "opensearch.xml", "llms.txt", *FEEDS),
)
"""Files of the site that are not pages, and their folders."""


def document_url(record: Authored) -> str:
    """The page of a document, or of a version of one."""
    if isinstance(record, Version):
        return f"/{kind_for(Policy).folder}/{record.id.replace('@', '/')}/"
    return f"/{kind_of(record).folder}/{record.id}/"


def item_url(field: str, item: str) -> str:
    """The place of an item of the standard catalogue."""
    return f"/catalogue/{field}/#{item}"


def coverage_url(agency: str) -> str:
    """The page of what a unit must publish by the standard catalogue."""
    return f"/coverage/units/{agency}/"


def folder_url(address: str) -> str:
    """A former address as it is served: a folder with a page in it, even where it was a file such as `/old/1.html`."""
    return f"/{address.strip('/')}/"


def text_url(policy: str, key: str) -> str:
    """One of the texts of a policy, by the key of its body: its first one, or a version."""
    return f"/{kind_for(Policy).folder}/{policy}/{'original' if key == policy else key.partition('@')[2]}/"


def comparison_url(policy: str, key: str) -> str:
    """A version of a policy beside the text before it."""
    return f"{text_url(policy, key)}compare/"


def beside_url(policy: str, former: str) -> str:
    """A policy beside the one whose place it took."""
    return f"/{kind_for(Policy).folder}/{policy}/compare/{former}/"


def catalogue_url(field: str) -> str:
    """The page of a field of the catalogue."""
    return f"/catalogue/{field}/"


def download_url(record: Authored, suffix: str) -> str:
    """A whole-document download beside its page, such as `/policies/x/x.md`."""
    return f"{document_url(record)}{record.id}.{suffix}"


def asset_file(record: Authored, asset: str) -> str:
    """Where on the site a file that belongs to a document stands, relative to its root; only its name is kept."""
    return f"{document_url(record)}files/{posixpath.basename(asset)}".lstrip("/")


def asset_url(record: Authored, asset: str) -> str:
    """The address of such a file, by its path in the source tree."""
    return "/" + asset_file(record, asset).translate(_ENCODED)


_ENCODED = {
    ord(sign): quote(sign, safe="")
    for sign in map(chr, range(128))
    if not (sign.isalnum() or sign in "/-._~!$()*,:;=@+")
}
"""Signs that mean something else in an address or around it, such as `#`, `%` and `'`; Chinese stays readable."""


def asset_path(entry: Entry[Authored], file: str) -> str:
    """The path in the source tree of a file that a document names relative to itself."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(entry.path), file))


def asset_meant(entry: Entry[Authored], href: str, assets: Container[str]) -> str | None:
    """The path in the source tree of the file that a link of a document means, if it is there."""
    return next((path for path, _ in _meant(entry, href) if path in assets), None)


def _meant(entry: Entry[Authored], href: str) -> Iterator[tuple[str, str]]:
    """What a relative link may mean, as paths in the source tree with what follows from `#` on.

    A name may hold `#` and `%` itself, and an editor may have written `图%201.png` for `图 1.png`.
    """
    target, mark, fragment = href.partition("#")
    ways = {target: mark + fragment, unquote(target): mark + fragment}
    if mark:
        ways = {href: "", **ways}
    return ((asset_path(entry, way), after) for way, after in ways.items())


def site_file(address: str) -> tuple[str, str]:
    """The file that an address of the site such as `/tags/x/?q=1#甲` means, relative to its root, and the anchor in it.

    "" is no anchor; every page has a top.
    """
    before, _, fragment = address.partition("#")
    path = unquote(before.partition("?")[0]).removeprefix("/")
    fragment = unquote(fragment)
    return f"{path}index.html" if not path or path.endswith(
        "/"
    ) else path, "" if fragment.lower() == "top" else fragment


def sitemap_part(section: str, number: int = 1) -> str:
    """A part of the map: of the pages below the folder of a kind, or of all other lists."""
    return f"sitemap-{section}.xml" if number == 1 else f"sitemap-{section}-{number}.xml"


def list_folders() -> tuple[str, ...]:
    """Folders under which nothing but lists stands, those of the kinds included."""
    return (*LISTS, *(f"{kind.folder}/{name}" for kind in KINDS.values() if kind.listed for name in ("page", *FEEDS)))


def list_urls() -> tuple[str, ...]:
    """The lists of whole kinds: documents stand below them."""
    return tuple(f"/{kind.folder}/" for kind in KINDS.values() if kind.listed)


_MARK = service_link("")


class LinkTable:
    """Resolves what authors write in links, relative to their own file, to addresses of the site."""

    def __init__(
        self,
        shown: Mapping[str, Entry[Authored]],
        assets: Collection[str],
        copies: Mapping[str, Entry[Document]] = MappingProxyType({}),
    ) -> None:
        """By `copies` the documents are meant that they repeat."""
        self._pages = {entry.path: document_url(entry.record) for entry in shown.values()}
        services = (key for key, entry in shown.items() if isinstance(entry.record, Service))
        self._services = {service_link(key): document_url(shown[key].record) for key in services}
        for key, entry in copies.items():
            if (original := shown.get(entry.record.copy_of or "")) is not None:
                self._pages[entry.path] = document_url(original.record)
                if isinstance(original.record, Service):
                    self._services[service_link(key)] = document_url(original.record)
        self._assets = assets

    def resolve(self, entry: Entry[Authored], href: str) -> str | None:
        """The address for `../2023/x.md#tiao-5` or `files/form.pdf`; None where nothing published stands there.

        An address of the site such as `/tags/x/` stays as it is: what stands there is known once all is planned.
        """
        if href.startswith("/"):
            return href
        if href.startswith(_MARK):
            return self._services.get(href)
        for path, after in _meant(entry, href):
            if path in self._pages:
                return self._pages[path] + after
            if path in self._assets:
                return asset_url(entry.record, path) + after
        return None

    def near(self, entry: Entry[Authored], href: str) -> str | None:
        """What would be found by the name, if capitals made no difference, as on the author's own machine."""
        if href.startswith("/"):
            return None
        if href.startswith(_MARK):
            known = [key.removeprefix(_MARK) for key in self._services]
            return Nearest(known).to(href.removeprefix(_MARK))
        written = (way.replace("\\", "/") for way in (href, unquote(href)))
        ways = (folded(path) for way in written for path, _ in _meant(entry, way))
        found = next((self._by_folded[way] for way in ways if way in self._by_folded), None)
        return posixpath.relpath(found, posixpath.dirname(entry.path)) if found else None

    @cached_property
    def _by_folded(self) -> dict[str, str]:
        return {folded(path): path for path in sorted((*self._pages, *self._assets))}


def folded(path: str) -> str:
    """What is the same of two paths that are one file on Windows or macOS."""
    return unicodedata.normalize("NFC", path).casefold()
