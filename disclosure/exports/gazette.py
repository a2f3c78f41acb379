"""The gazette as data: what each issue holds, and what of a document tells that it stands in one."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from disclosure.exports.takeaway import harmless
from disclosure.library.addresses import document_url
from disclosure.library.gazette import issues_with
from disclosure.model.documents import Document
from disclosure.model.gazette import GazetteIssue
from disclosure.model.kinds import kind_of
from disclosure.pages._gazetted import issue_name
from disclosure.pages.gazette import heading, parts_of
from disclosure.site.page import Deferred, Output, Page, Site, export

FOLDER = "data/gazette"


@export("gazette")
def gazette(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Output]:
    """The contents of all issues as JSON and as CSV, the latest issue first, where there are some; docs/exports.md tells the fields."""
    issues = [row.record for row in site.listings.of(GazetteIssue).values()]
    if not issues:
        return
    told = [_issue(site, issue) for issue in issues]
    whole = json.dumps({"version": "1.0", "issues": told}, ensure_ascii=False, indent=1) + "\n"
    yield Output(f"{FOLDER}/issues.json", whole.encode())
    file, say = io.StringIO(), site.strings
    write = csv.writer(file, lineterminator="\r\n").writerow
    write(say("gazette.columns").split("|"))
    for issue in told:
        for one in issue["contents"]:
            cells = (
                *(str(issue[name] or "") for name in ("year", "number", "total_number", "published_on")),
                *(str(one[name] or "") for name in ("section", "place", "title", "document_number", "on", "url")),
            )
            write([harmless(cell) for cell in cells])
    yield Output(f"{FOLDER}/issues.csv", b"\xef\xbb\xbf" + file.getvalue().encode())


def _issue(site: Site, issue: GazetteIssue) -> dict[str, Any]:
    return {
        "id": issue.id,
        "title": issue.title,
        "url": site.config.site.address + document_url(issue).lstrip("/"),
        "year": issue.year,
        "number": issue.number,
        "total_number": issue.total_number,
        "published_on": str(issue.published_on),
        "contents": list(_contents(site, issue)),
    }


def _contents(site: Site, issue: GazetteIssue) -> Iterator[dict[str, Any]]:
    place = 0
    for part in issue.contents:
        for item in part.items:
            place += 1
            row = site.listings.rows.get(item.target or "")
            day = row.day if row else item.on
            yield {
                "place": place,
                "section": heading(site, part),
                "id": item.target,
                "kind": kind_of(row.record).name if row else None,
                "title": row.record.title if row else item.title,
                "document_number": row.record.read("document_number") if row else item.document_number,
                "on": day and str(day),
                "url": site.config.site.address + row.url.lstrip("/") if row else None,
            }


def printed_texts(site: Site, issue: GazetteIssue) -> list[dict[str, Any]]:
    """What an issue answers for: of each document its digest as printed, and since when the text is another; of texts of its own, these."""
    address = site.config.site.address
    found: list[dict[str, Any]] = []
    for part in parts_of(site, issue):
        for item in part.items:
            one: dict[str, Any] = {"place": item.number, "section": part.title}
            if item.row is None:
                one |= {"title": item.own.title, "text": "\n".join(item.own.text)}
            else:
                one |= {"id": item.row.record.id, "title": item.row.record.title}
                one |= {"text_url": address + (item.url or item.row.url).lstrip("/")}
                one |= {"sha256": item.words.sha256 if item.words else None}
                one |= {"differs_since": item.later and str(item.later)}
            found.append(one)
    return found


def issues_of(site: Site, record: Document) -> list[dict[str, Any]]:
    """The issues in which a document stands, for its own data."""
    address = site.config.site.address
    return [
        {
            "id": one.id,
            "name": issue_name(site, one),
            "on": str(one.published_on),
            "url": address + document_url(one)[1:],
        }
        for one in issues_with(site.library, record.id)
    ]
