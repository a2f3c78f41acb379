"""What servers are told of former addresses: where documents moved to (301), and what was taken down (410).

Every such address has a page that says the same without any server's help (`pages/moved`, `pages/gone`); these files add
the status, which search engines and other programs go by. Which server reads which: docs/operations.md. An address is
served with and without `/` at its end. Servers compare what a path means, so files for them have it as it reads, Chinese
included; `_redirects` compares what is sent, so there it is percent-encoded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from disclosure.library.addresses import document_url, download_url, folder_url
from disclosure.library.republished import former_addresses as leading_on
from disclosure.model.documents import Document
from disclosure.model.kinds import kind_of
from disclosure.site.page import Deferred, Output, Page, Site, export

MOVED, GONE = 301, 410


@dataclass(frozen=True, slots=True)
class Former:
    """A former address, with the path of the site, and where it leads; None: nowhere any more. A folder ends in `/`."""

    folder: str
    to: str | None

    @property
    def both(self) -> tuple[str, ...]:
        """As it may be asked for."""
        return (self.folder.rstrip("/"), self.folder) if self.folder.endswith("/") else (self.folder,)


@export("redirects")
def redirects(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Output]:
    """One file for each kind of server; none where nothing ever moved or was taken down."""
    found = tuple(former_addresses(site))
    if found:
        for path, lines in FORMATS.items():
            yield Output(path, "".join(f"{line}\n" for line in lines(found)).encode())


def former_addresses(site: Site) -> Iterator[Former]:
    """All of them: aliases in the order of their documents, copies, then what was taken down."""
    base_path = site.config.site.base_path
    for address, key in leading_on(site.library):
        to = document_url(site.library.documents[key].record)
        yield Former(base_path + folder_url(address)[1:], base_path + to[1:])
    for entry in site.library.copies.values():
        yield from (Former(base_path + one[1:], base_path + to[1:]) for one, to in _downloads(site, entry.record))
    for tombstone in site.library.vocabulary.tombstones.values():
        yield Former(base_path + folder_url(tombstone.record.address)[1:], None)


def _downloads(site: Site, copy: Document) -> Iterator[tuple[str, str]]:
    """Where the downloads of a copy stood, each with that of the document itself; no page stands there."""
    original = site.library.documents[copy.copy_of or ""].record
    formats = ("md", *site.config.formats) if kind_of(copy).downloads else ()
    for suffix in ("json", *formats):
        yield download_url(copy, suffix), download_url(original, suffix)


def _nginx(found: Iterable[Former]) -> Iterator[str]:
    yield "# include in server { … }"
    for one in found:
        for path in one.both:
            if one.to is None:
                yield f'location = "{path}" {{ error_page {GONE} "{one.folder}index.html"; return {GONE}; }}'
            else:
                yield f'location = "{path}" {{ return {MOVED} "{one.to}"; }}'


def _apache(found: Iterable[Former]) -> Iterator[str]:
    for one in found:
        pattern = f"^{re.escape(one.folder.rstrip('/'))}/?$"
        if one.to is None:
            yield f'<If "%{{REQUEST_URI}} =~ m#{pattern}#">'
            yield f'ErrorDocument {GONE} "{one.folder}index.html"'
            yield "</If>"
            yield f'RedirectMatch {GONE} "{pattern}"'
        else:
            yield f'RedirectMatch {MOVED} "{pattern}" "{one.to}"'


def _caddy(found: Sequence[Former]) -> Iterator[str]:
    yield "# import in the site's block, after root"
    for one in found:
        if one.to is not None:
            yield from (f'redir "{path}" "{one.to}" {MOVED}' for path in one.both)
    if gone := [one for one in found if one.to is None]:
        yield "@gone path " + " ".join(f'"{one.folder}"' for one in gone)
        yield from ("file_server @gone {", f"\tstatus {GONE}", "}")


def _redirects(found: Iterable[Former]) -> Iterator[str]:
    for one in found:
        for path in map(quote, one.both):
            if one.to is None:
                yield f"{path} {quote(one.folder)}index.html {GONE}!"
            else:
                yield f"{path} {quote(one.to)} {MOVED}"


FORMATS: dict[str, Callable[[Sequence[Former]], Iterator[str]]] = {
    "data/servers/nginx.conf": _nginx,
    "data/servers/Caddyfile": _caddy,
    ".htaccess": _apache,
    "_redirects": _redirects,
}
"""How each file is written, by its path in the site."""
