"""Files about the whole site: when it changes next, and what servers and crawlers are told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disclosure.base.fingerprint import NEXT_CHANGE
from disclosure.exports.json_text import indented
from disclosure.exports.push import FOLDER as PUSH
from disclosure.exports.records import FOLDER as RECORDS
from disclosure.library.addresses import document_url
from disclosure.library.changes import next_changes
from disclosure.pages.finding import EMBED
from disclosure.site.page import CONTENT_SECURITY_POLICY, Deferred, Output, Page, Site, export

EMBED_SCRIPT = "static/embed-1.js"
SHARED = "  Access-Control-Allow-Origin: *"
"""Pages of other sites may read it."""


@export("next-change")
def next_change(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Output]:
    """The next day on which anything on the site changes by itself, with the documents that do."""
    day, policies = next_changes(site.library, site.on)
    base_path = site.config.site.base_path
    changes = [
        {"id": entry.record.id, "url": base_path + document_url(entry.record)[1:], "title": entry.record.title}
        for entry in policies
    ]
    data = {"built_for": str(site.on), "next_change": day and str(day), "documents": changes}
    yield Output(NEXT_CHANGE, indented(data))


@export("headers")
def headers(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Output]:
    """Response headers in the format that static hosts read; docs/operations.md says how to send them."""
    base_path = site.config.site.base_path
    lines = [
        f"{base_path}*",
        f"  Content-Security-Policy: {CONTENT_SECURITY_POLICY}; frame-ancestors 'self'",
        "  X-Content-Type-Options: nosniff",
        "  Referrer-Policy: strict-origin-when-cross-origin",
        f"{base_path}static/*",
        "  Cache-Control: no-cache",
        *(line for path in (f"{PUSH}/*", f"{RECORDS}/*", EMBED_SCRIPT) for line in (f"{base_path}{path}", SHARED)),
        f"{base_path}{EMBED[1:]}*",
        "  ! Content-Security-Policy",  # some hosts join what several rules say, and then nobody could frame it
        f"  Content-Security-Policy: {CONTENT_SECURITY_POLICY}; frame-ancestors *",
    ]
    yield Output("_headers", ("\n".join(lines) + "\n").encode())
