"""Doors for programs: how a browser searches here (OpenSearch), and what a language model should know before it cites (llms.txt)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from disclosure.library.finding import is_offered
from disclosure.model.documents import Question
from disclosure.model.gazette import GazetteIssue
from disclosure.model.kinds import KINDS
from disclosure.model.plans import WorkPlan
from disclosure.pages.assessment import is_assessed
from disclosure.site.page import Deferred, Output, Page, Site, export

SHORT_NAME = 16
"""How many signs OpenSearch 1.1 allows for a name."""


@export("search-description")
def search_description(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Output]:
    """opensearch.xml (OpenSearch 1.1): browsers offer this site's search in their own field."""
    who, address = site.config.site, escape(site.config.site.address)
    space = "http://a9.com/-/spec/opensearch/1.1/"
    xml = f"""<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="{space}">
<ShortName>{escape(who.short_name[:SHORT_NAME])}</ShortName>
<Description>{escape(who.description)}</Description>
<Url type="text/html" template="{address}search/?q={{searchTerms}}"/>
<Image height="16" width="16" type="image/x-icon">{address}favicon.ico</Image>
<Language>{site.config.language}</Language>
<InputEncoding>UTF-8</InputEncoding>
</OpenSearchDescription>
"""
    yield Output("opensearch.xml", xml.encode())


@export("llms")
def llms(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Output]:
    """llms.txt (llmstxt.org): what stands where, and that what holds depends on the day. Only what this site has is named."""
    say, who, address = site.strings, site.config.site, site.config.site.address
    said = [say("machines.day"), say("machines.files", example=f"{address}policies/<id>/<id>.json")]
    if site.config.sample:
        said.insert(0, say("site.sample_banner"))
    lists = [(say("nav.library"), "library/")] + [
        (kind.en if say.language == "en" else kind.zh, f"{kind.folder}/")
        for kind in KINDS.values()
        if kind.listed and site.listings.of(kind.record)
    ]
    data = [(say(f"machines.{name}"), path) for name, path in _data(site)]
    sections = ((say("machines.lists"), lists), (say("machines.data"), data))
    text = f"# {who.name}\n\n> {who.description}\n\n" + "".join(f"- {one}\n" for one in said)
    for title, links in sections:
        text += f"\n## {title}\n\n" + "".join(f"- [{name}]({address}{path})\n" for name, path in links)
    yield Output("llms.txt", text.encode())


def _data(site: Site) -> Iterator[tuple[str, str]]:
    """The files for programs that this site has: what each is called in the words, and where it is."""
    yield "feed", "feed.json"
    yield "calendar", "calendar.ics"
    if is_offered(site.listings):
        yield "push", "data/push/index.json"
    if site.listings.of(Question):
        yield "knowledge", "data/knowledge/questions.json"
    if site.listings.of(GazetteIssue):
        yield "gazette", "data/gazette/issues.json"
    if site.library.vocabulary.catalogue:
        yield "catalogue", "data/catalogue/catalogue.csv"
        yield "coverage", "data/catalogue/coverage.json"
    if is_assessed(site):
        yield "assessment", f"data/assessment/{site.on.year}.json"
    if site.listings.of(WorkPlan):
        yield "plans", "data/plans/tasks.json"
    yield "datasets", "data/"
    yield "sitemap", "sitemap.xml"
