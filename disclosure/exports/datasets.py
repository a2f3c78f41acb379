"""开放数据: which data this site has, for people as a page and for data portals as a catalogue (DCAT-AP 3.0).

What there is is read from the files that stand by then, so nothing is named that is not there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from disclosure.exports import (
    archives,
    assessment,
    catalogue,
    clauses,
    gazette,
    knowledge,
    participation,
    plans,
    push,
    reports,
    withheld,
)
from disclosure.exports.database import FILE as DATABASE
from disclosure.library.translations import Edition
from disclosure.model.choices import ColumnType
from disclosure.model.kinds import KINDS
from disclosure.pages._linked import MEDIA_TYPES, data_catalogue
from disclosure.pages._parts import Link, home_link
from disclosure.site.files import file_in_words
from disclosure.site.page import Deferred, Output, Page, Site, Strings, export, page_kind

DATA = "/data/"
CATALOGUE = "data/dcat"
"""The catalogue, without its suffix."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format of files: its media type (IANA), its name in the list of the European Union, and how it is packed, if it is."""

    media: str
    eu: str
    packed: str | None = None


FORMATS = {
    ".csv": Format(MEDIA_TYPES[".csv"], "CSV"),
    ".gz": Format(MEDIA_TYPES[".jsonl"], "JSON", "application/gzip"),
    ".ics": Format("text/calendar", "ICS"),
    ".json": Format(MEDIA_TYPES[".json"], "JSON"),
    ".jsonl": Format(MEDIA_TYPES[".jsonl"], "JSON"),
    ".sqlite": Format("application/vnd.sqlite3", "SQLITE"),
    ".xlsx": Format(MEDIA_TYPES[".xlsx"], "XLSX"),
    ".xml": Format("application/atom+xml", "ATOM"),
    ".zip": Format("application/zip", "ZIP"),
}


@dataclass(frozen=True, slots=True)
class File:
    """A file of a dataset: its path on the site, what it is called (None: by its format alone), its bytes."""

    path: str
    name: str | None
    size: int

    @property
    def format(self) -> Format:
        """Its format."""
        return FORMATS[PurePosixPath(self.path).suffix]


@dataclass(frozen=True, slots=True)
class Dataset:
    """One dataset: its key in the words (`datasets.set.<name>`), its files, the first of which leads, and a page of it."""

    name: str
    files: tuple[File, ...]
    landing: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A dataset on the page: what it is, its files as links with kind and size, and those that are its parts."""

    name: str
    title: str
    about: str
    files: tuple[tuple[Link, str], ...]
    parts: tuple[tuple[Link, str], ...]
    landing: str | None


@dataclass(frozen=True, slots=True)
class DatasetsView:
    """The page."""

    trail: tuple[Link, ...]
    sets: tuple[Shown, ...]
    described: tuple[tuple[Link, str], ...]


@export("datasets")
def catalogue_files(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Deferred]:
    """The catalogue, once the files that it names stand."""
    yield Deferred(dataset_catalogue, "datasets:catalogue", turn=3)


@page_kind("datasets")
def dataset_pages(site: Site) -> Iterator[Deferred]:
    """The page in every language that the site speaks: here, among the exports, since it is of nothing but their files."""
    yield from (Deferred(dataset_page, f"datasets:{language}", turn=4) for language in _languages(site))


def _languages(site: Site) -> tuple[str, ...]:
    return (site.config.language, *site.languages)


def dataset_page(site: Site, key: str) -> Iterator[Page]:
    """The page in one language."""
    spoken = site.speaking(key.partition(":")[2])
    say, own = spoken.strings, spoken.home == "/"
    several = page_editions(site)
    here = Link(say("datasets.title"), _page_of(spoken))
    shown = tuple(_shown(say, one, own=own) for one in datasets(spoken))
    yield Page(
        url=_page_of(spoken),
        template="pages/datasets.html",
        title=here.text,
        view=DatasetsView(
            (home_link(spoken),),
            shown,
            tuple(
                _link(say, File(path, None, site.standing[path].stat().st_size))
                for suffix in ("jsonld", "ttl")
                if (path := f"{CATALOGUE}.{suffix}") in site.standing
            ),
        ),
        description=say("datasets.lead"),
        column=ColumnType.DATA,
        language=None if own else say.language,
        editions=several if len(several) > 1 else (),
        things=(data_catalogue(spoken, here, say("datasets.lead"), map(_told, shown)),),
    )


def _told(one: Shown) -> tuple[str, str, list[tuple[str, str]]]:
    """A dataset as search engines are told of it."""
    urls = (link.url or "" for link, _ in one.files)
    return one.title, one.about, [(url, FORMATS[PurePosixPath(url).suffix].media) for url in urls]


def page_editions(site: Site) -> tuple[Edition, ...]:
    """The page in each language that the site speaks."""
    return tuple(Edition(one, _page_of(site.speaking(one))) for one in _languages(site))


def _page_of(site: Site) -> str:
    return f"{site.home}{DATA[1:]}"


def _shown(say: Strings, one: Dataset, *, own: bool) -> Shown:
    """A dataset in words; the pages of it are in the site's own language."""
    title, _, about = say(f"datasets.set.{one.name}").partition("|")
    links = tuple(_link(say, file) for file in one.files)
    whole = 1 if one.name == "clauses" else len(links)  # its parts are many
    return Shown(one.name, title, about, links[:whole], links[whole:], one.landing if own else None)


def _link(say: Strings, file: File) -> tuple[Link, str]:
    words = file_in_words(say, file.path, file.size)
    return Link(file.name or PurePosixPath(file.path).name, f"/{file.path}"), words


def datasets(site: Site) -> tuple[Dataset, ...]:
    """The datasets of which there are any files, in the words of the site's language."""
    say = site.strings
    names = {kind.folder: kind.en if say.language == "en" else kind.zh for kind in KINDS.values()}
    folders = {reports.FOLDER, participation.FOLDER, assessment.FOLDER}
    years = sorted(path for path in site.standing if path.rpartition("/")[0] in folders)
    index = say("datasets.index")
    found = (
        _of(site, "database", [(DATABASE, None)]),
        _of(site, "archives", [(f"{archives.FOLDER}/{key}.zip", name) for key, name in names.items()]),
        _of(site, "clauses", [(clauses.INDEX, index), *_parts(site, names)]),
        _of(site, "push", [(f"{push.FOLDER}/index.json", None)], "/find/"),
        _of(
            site,
            "knowledge",
            [(f"{knowledge.FOLDER}/questions.{one}", None) for one in ("json", "jsonl", "csv")],
            "/questions/",
        ),
        _of(
            site, "catalogue", [(f"{catalogue.FOLDER}/catalogue.{one}", None) for one in ("xlsx", "csv")], "/catalogue/"
        ),
        _of(site, "coverage", [(f"{catalogue.FOLDER}/coverage.{one}", None) for one in ("json", "csv")], "/coverage/"),
        _of(site, "withheld", [(f"{withheld.FOLDER}/withheld.{one}", None) for one in ("json", "csv")], "/withheld/"),
        _of(site, "participation", _below(participation.FOLDER, years), "/participation/"),
        _of(site, "reports", _below(reports.FOLDER, years), "/reports/"),
        _of(site, "assessment", _below(assessment.FOLDER, years), "/assessment/"),
        _of(site, "plans", [(f"{plans.FOLDER}/tasks.{one}", None) for one in ("xlsx", "csv", "json")], "/plans/"),
        _of(site, "gazette", [(f"{gazette.FOLDER}/issues.{one}", None) for one in ("json", "csv")], "/gazette/"),
        _of(site, "feeds", [("feed.xml", "Atom"), ("feed.json", "JSON Feed")], "/follow/"),
        _of(site, "calendar", [("calendar.ics", None)], "/follow/"),
    )
    return tuple(one for one in found if one.files)


def _below(folder: str, paths: Iterable[str]) -> Iterator[tuple[str, None]]:
    return ((path, None) for path in paths if path.startswith(f"{folder}/"))


def _of(site: Site, name: str, files: Iterable[tuple[str, str | None]], landing: str | None = None) -> Dataset:
    there = ((path, words, site.standing.get(path)) for path, words in files)
    return Dataset(name, tuple(File(path, words, at.stat().st_size) for path, words, at in there if at), landing)


def _parts(site: Site, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    for folder, number in clauses.parts(site).items():
        for part in range(1, number + 1):
            name = site.strings("datasets.part", name=names[folder], number=part) if number > 1 else names[folder]
            yield clauses.part_file(folder, part), name


# --- the catalogue

EU = "http://publications.europa.eu/resource/authority/"
IANA = "https://www.iana.org/assignments/media-types/"
PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_CODES = {
    "zh-Hans": "ZHO",
    "zh-Hant": "ZHO",
    "en": "ENG",
    "ja": "JPN",
    "ko": "KOR",
    "fr": "FRA",
    "de": "DEU",
    "es": "SPA",
}
_UNKNOWN_LANGUAGE = "MUL"


@dataclass(frozen=True, slots=True)
class Iri:
    """An address as a value."""

    value: str


@dataclass(frozen=True, slots=True)
class Literal:
    """Words in a language, or a value of a type of XML Schema, such as xsd:date."""

    value: str
    language: str | None = None
    datatype: str | None = None


Term = Iri | Literal


@dataclass(frozen=True, slots=True)
class Node:
    """A thing: its address, its class, and what is said of it; names as in `PREFIXES`."""

    iri: str
    kind: str
    said: tuple[tuple[str, Term], ...]


def dataset_catalogue(site: Site, _: str) -> Iterator[Output]:
    """The same catalogue as JSON-LD and as Turtle."""
    nodes = tuple(catalogue_nodes(site))
    yield Output(f"{CATALOGUE}.jsonld", as_json_ld(nodes).encode())
    yield Output(f"{CATALOGUE}.ttl", as_turtle(nodes).encode())


def catalogue_nodes(site: Site) -> Iterator[Node]:
    """The catalogue with its datasets and their files, and every value to which they refer."""
    who, here = site.config.site, f"{site.config.site.address}{CATALOGUE}.ttl"
    day = Literal(str(site.on), datatype="xsd:date")
    sets = datasets(site)
    yield Node(
        f"{here}#catalogue",
        "dcat:Catalog",
        (
            *_in_all(site, "dct:title", "datasets.title", who.name),
            *_in_all(site, "dct:description", "datasets.lead"),
            ("dct:publisher", Iri(f"{here}#publisher")),
            *(("dct:language", Iri(_language(one))) for one in dict.fromkeys(_languages(site))),
            ("foaf:homepage", Iri(who.address)),
            ("dct:modified", day),
            ("dcat:themeTaxonomy", Iri(f"{EU}data-theme")),
            *(("dcat:dataset", Iri(f"{here}#{one.name}")) for one in sets),
        ),
    )
    yield Node(f"{here}#publisher", "foaf:Agent", (("foaf:name", Literal(who.organiser, site.config.language)),))
    contact = [("vcard:fn", Literal(who.organiser, site.config.language))]
    if who.email:
        yield Node(f"{here}#contact", "vcard:Kind", (*contact, ("vcard:hasEmail", Iri(f"mailto:{who.email}"))))
    yield Node(who.address, "foaf:Document", ())
    for one in sets:
        yield from _dataset(site, here, one, day)
    yield from _values(site, sets)


def _dataset(site: Site, here: str, one: Dataset, day: Literal) -> Iterator[Node]:
    address = site.config.site.address
    landing = f"{address}{(one.landing or _page_of(site))[1:]}"
    yield Node(
        f"{here}#{one.name}",
        "dcat:Dataset",
        (
            *_parts_of_words(site, one.name),
            ("dct:identifier", Literal(f"{here}#{one.name}")),
            ("dct:publisher", Iri(f"{here}#publisher")),
            *([("dcat:contactPoint", Iri(f"{here}#contact"))] if site.config.site.email else ()),
            ("dcat:landingPage", Iri(landing)),
            ("dcat:theme", Iri(f"{EU}data-theme/GOVE")),
            ("dct:accessRights", Iri(f"{EU}access-right/PUBLIC")),
            ("dct:accrualPeriodicity", Iri(f"{EU}frequency/IRREG")),
            ("dct:language", Iri(_language(site.config.language))),
            ("dct:modified", day),
            *(("dcat:distribution", Iri(f"{address}{file.path}#file")) for file in one.files),
        ),
    )
    yield Node(landing, "foaf:Document", ())
    for file in one.files:
        yield from _distribution(site, one, file)


def _distribution(site: Site, one: Dataset, file: File) -> Iterator[Node]:
    address = f"{site.config.site.address}{file.path}"
    with site.standing[file.path].open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    title = site.strings(f"datasets.set.{one.name}").partition("|")[0]
    words = f"{title}{site.strings('site.colon')}{file.name or PurePosixPath(file.path).name}"
    packed = file.format.packed
    yield Node(
        f"{address}#file",
        "dcat:Distribution",
        (
            ("dct:title", Literal(words, site.config.language)),
            ("dcat:accessURL", Iri(address)),
            ("dcat:downloadURL", Iri(address)),
            ("dct:format", Iri(f"{EU}file-type/{file.format.eu}")),
            ("dcat:mediaType", Iri(f"{IANA}{file.format.media}")),
            *([("dcat:compressFormat", Iri(f"{IANA}{packed}"))] if packed else ()),
            ("dcat:byteSize", Literal(str(file.size), datatype="xsd:nonNegativeInteger")),
            ("spdx:checksum", Iri(f"{address}#sha256")),
        ),
    )
    yield Node(
        f"{address}#sha256",
        "spdx:Checksum",
        (
            ("spdx:algorithm", Iri("http://spdx.org/rdf/terms#checksumAlgorithm_sha256")),
            ("spdx:checksumValue", Literal(digest, datatype="xsd:hexBinary")),
        ),
    )
    yield Node(address, "rdfs:Resource", ())


def _values(site: Site, sets: Sequence[Dataset]) -> Iterator[Node]:
    """What is referred to, with its class, so that the catalogue can be judged by itself."""
    formats = {file.format for one in sets for file in one.files}
    for eu in sorted({one.eu for one in formats}):
        yield Node(f"{EU}file-type/{eu}", "dct:MediaTypeOrExtent", ())
    for media in sorted({media for one in formats for media in (one.media, one.packed) if media}):
        yield Node(f"{IANA}{media}", "dct:MediaType", ())
    for language in sorted({_language(one) for one in _languages(site)}):
        yield Node(language, "dct:LinguisticSystem", ())
    yield Node("http://spdx.org/rdf/terms#checksumAlgorithm_sha256", "spdx:ChecksumAlgorithm", ())
    yield Node(f"{EU}access-right/PUBLIC", "dct:RightsStatement", ())
    yield Node(f"{EU}frequency/IRREG", "dct:Frequency", ())
    theme = ("skos:prefLabel", Literal("Government and public sector", "en"))
    yield Node(f"{EU}data-theme/GOVE", "skos:Concept", (theme, ("skos:inScheme", Iri(f"{EU}data-theme"))))
    yield Node(f"{EU}data-theme", "skos:ConceptScheme", (("dct:title", Literal("Data theme", "en")),))


def _language(language: str) -> str:
    return f"{EU}language/{_CODES.get(language, _UNKNOWN_LANGUAGE)}"


def _in_all(site: Site, name: str, key: str, of: str = "") -> Iterator[tuple[str, Term]]:
    """The words under a key in every language; with `of`, whose they are."""
    for language in _languages(site):
        spoken = site.speaking(language)
        who = spoken.config.site.name if of else ""
        yield name, Literal(f"{who}{spoken.strings('site.colon') if of else ''}{spoken.strings(key)}", language)


def _parts_of_words(site: Site, name: str) -> Iterator[tuple[str, Term]]:
    for language in _languages(site):
        title, _, about = site.speaking(language).strings(f"datasets.set.{name}").partition("|")
        yield "dct:title", Literal(title, language)
        yield "dct:description", Literal(about, language)


def as_json_ld(nodes: Iterable[Node]) -> str:
    """Nodes as JSON-LD 1.1 with its own context: nothing must be fetched to read it."""
    graph = []
    for node in nodes:
        values: dict[str, list[Any]] = {}
        for name, term in node.said:
            values.setdefault(name, []).append(_json_value(term))
        graph.append({"@id": node.iri, "@type": node.kind, **values})
    whole = {"@context": PREFIXES, "@graph": graph}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _json_value(term: Term) -> dict[str, str]:
    if isinstance(term, Iri):
        return {"@id": term.value}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    return {"@value": term.value, **({"@type": term.datatype} if term.datatype else {})}


def as_turtle(nodes: Iterable[Node]) -> str:
    """Nodes as Turtle 1.1."""
    lines = [f"@prefix {name}: <{space}> ." for name, space in PREFIXES.items()]
    for node in nodes:
        said = (f"  {name} {_turtle_value(term)}" for name, term in node.said)
        lines += ["", " ;\n".join((f"<{node.iri}> a {node.kind}", *said)) + " ."]
    return "\n".join(lines) + "\n"


def _turtle_value(term: Term) -> str:
    if isinstance(term, Iri):
        return f"<{term.value}>"
    quoted = json.dumps(term.value, ensure_ascii=False)
    return f"{quoted}@{term.language}" if term.language else f"{quoted}^^{term.datatype}" if term.datatype else quoted
