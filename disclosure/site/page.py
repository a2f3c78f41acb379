"""What is published, what it may be made from, and the tables of page kinds and exports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from disclosure.base.pickling import quickly_pickled
from disclosure.base.problems import Place, Problem, UsageError
from disclosure.base.registry import Registry
from disclosure.library.addresses import catalogue_url, document_url
from disclosure.library.bodies import Bodies
from disclosure.library.key_fields import key_fields_of
from disclosure.library.library import Library
from disclosure.library.listings import Listings, Row
from disclosure.library.plans import CarriedOut, carried_out
from disclosure.library.republished import republished
from disclosure.library.selecting import SELECTED
from disclosure.library.translations import Edition, Translation, editions, translation_of
from disclosure.model.choices import Choice, ColumnType
from disclosure.model.config import Config
from disclosure.model.documents import Document
from disclosure.model.kinds import kind_for
from disclosure.model.participation import Consultation, Decision
from disclosure.model.topics import Topic
from disclosure.model.vocabulary import Named
from disclosure.site.files import File, whole_document
from disclosure.text.provisions import in_english


@dataclass(frozen=True, slots=True)
class Strings:
    """The interface's words in one language: `strings("policy.issuer")`, with `{name}` in the words filled from values."""

    language: str
    words: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The words under a key."""
        words = self.words.get(key)
        if words is None:
            place = Place(f"templates/strings/{self.language}.yaml")
            raise UsageError([Problem(place, "template", {"detail": key})])
        return words.format_map(values) if values else words

    def label(self, choice: Choice) -> str:
        """A choice's own label."""
        return choice.en if self.language == "en" else choice.zh

    def name(self, named: Named, *, short: bool = False) -> str:
        """What an entry of a vocabulary is called; its own name where it has none in this language."""
        own: str = named.read("short") if short else named.name
        return named.name_en or own if self.language == "en" else own

    def cited(self, citation: str) -> str:
        """How a place of a text is cited: 第八条, Article 8."""
        return in_english(citation) if self.language == "en" else citation

    def day(self, day: date) -> str:
        """A day in words: 2026年12月1日, 1 December 2026."""
        month = self(f"date.months.{day.month}")
        return self("date.long", year=day.year, month=month, day=day.day)

    def listed(self, words: Iterable[str]) -> str:
        """Words one after the other."""
        return self("site.between").join(words)

    def words_around(self, key: str) -> tuple[str, str]:
        """What stands before and after {words} in the words under a key, for what is no plain text."""
        before, _, after = self(key).partition("{words}")
        return before, after

    def aside(self, words: str | None) -> str:
        """Words in brackets, as they follow others; nothing where there are none."""
        return self("site.aside", words=words) if words else ""


class DocumentFiles:
    """Whole documents as files, in every format that there is, by suffix.

    The latest are kept, since a page, which says how large they are, and the files themselves follow each other. `reads`
    is where a site notes what is read of it: what the files were made from is noted for everyone who asks for them.
    """

    def __init__(self, reads: set[tuple[str, object]] | None = None) -> None:
        self._reads = reads if reads is not None else set()
        self._latest: tuple[Library, str, dict[str, bytes], frozenset[tuple[str, object]]] | None = None

    def of(self, site: Site, key: str) -> Mapping[str, bytes]:
        """The files of one document of a kind that has downloads."""
        latest = self._latest
        if latest is None or latest[0] is not site.library or latest[1] != key:
            before = frozenset(self._reads)
            self._reads.clear()
            made = {name: data for name, make in download_format if (data := make(site, key)) is not None}
            latest = self._latest = (site.library, key, made, frozenset(self._reads))
            self._reads.update(before)
        self._reads.update(latest[3])
        return latest[2]


@dataclass(frozen=True, slots=True)
class WaysIn:
    """What the header of every page shows that follows from the documents: when it differs, every page does.

    `homes` are the home pages of all languages in which there are documents, that of the site's own first; `taking_part`
    and `topics` say whether there are pages of taking part and of topics.
    """

    homes: tuple[Edition, ...]
    taking_part: bool
    topics: bool


@dataclass(frozen=True, slots=True)
class Site:
    """All that a page kind may read. `prose` is by document id, over all kinds.

    A body is converted when it is asked for and not kept: only what is made for one document should ask (`Deferred`).

    `attached` are the files of documents by their paths in the source tree, read when they are asked for.

    `strings` are the words of what is being made, and `config` says who publishes in that language. `languages` are the words
    of the languages other than the site's own in which documents are written.

    `beside` and `standing` are for what is made in a later turn (`Deferred`): the paths of the files that were made of each
    document, by its id, and where each file of the site stands meanwhile, by its path.
    """

    config: Config
    library: Library
    listings: Listings
    prose: Bodies
    attached: Mapping[str, bytes]
    on: date
    strings: Strings
    languages: Mapping[str, Strings] = field(default_factory=dict)
    files: DocumentFiles = field(default_factory=DocumentFiles)
    beside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    standing: Mapping[str, Path] = field(default_factory=dict)

    @property
    def home(self) -> str:
        """The home page of the language that is spoken."""
        return home_url(self.config, self.strings.language)

    @property
    def ways(self) -> WaysIn:
        """What the header of every page shows that follows from the documents."""
        languages = (self.config.language, *self.languages)
        homes = tuple(Edition(one, home_url(self.config, one)) for one in languages)
        part = any(self.library.order[kind_for(one).folder] for one in (Decision, Consultation))
        return WaysIn(homes, part, bool(self.listings.order[kind_for(Topic).folder]))

    def full(self, url: str) -> str:
        """The address under which the world knows a page or file of the site."""
        return self.config.site.address + url.lstrip("/")

    def speaking(self, language: str) -> Site:
        """The same site with the words of a language, if there are any."""
        strings = self.languages.get(language)
        if strings is None or strings is self.strings:
            return self
        return replace(self, strings=strings, config=self.config.speaking(language))


@dataclass(frozen=True, slots=True)
class Article:
    """What the required meta tags of an article page say (国办发〔2017〕47号, annex), and the number beside its name."""

    title: str
    published_on: date | None
    source: str
    keywords: tuple[str, ...] = ()
    author: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class KeyField:
    """A key field that has the document of a page: its name, and where it stands."""

    name: str
    url: str


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Page:
    """One page to render. `url` ends with `/` (written to index.html below it) or names a file such as /404.html.

    Every page that search engines are to find is a column (`column` says of which type; one that does not is part of the
    catalogue of what is open) or an `article`, as the rules on meta tags know them (国办发〔2017〕47号, annex).

    `canonical` is the page that search engines should find instead, None: this one. `language` is that of its words, None:
    the site's own. `editions` are the same page in other languages, this one among them, the original first; `translation`
    is what it is a translation of. `followed` is the address below which the feeds of what it lists stand. `topics` and
    `key_fields` are those that have the document of the page, `tasks` those of work plans of which it is evidence, `also_by` who
    else published it; `files` are that document, to be taken along. `things` are what it is about, as JSON for search engines
    (`linked_data.thing`).
    """

    url: str
    template: str
    title: str
    view: object
    description: str | None = None
    column: ColumnType | None = None
    article: Article | None = None
    indexed: bool = True
    canonical: str | None = None
    changes_on: date | None = None
    language: str | None = None
    editions: tuple[Edition, ...] = ()
    translation: Translation | None = None
    followed: str | None = None
    topics: tuple[Row[Document], ...] = ()
    things: tuple[str, ...] = ()
    tasks: tuple[CarriedOut, ...] = ()
    also_by: tuple[str, ...] = ()
    key_fields: tuple[KeyField, ...] = ()
    files: tuple[File, ...] = ()

    @property
    def column_type(self) -> ColumnType | None:
        """What it is as a column; None: it is an article, or leads elsewhere, or says that nothing is here."""
        if self.article is not None or not self.indexed or not self.url.endswith("/"):
            return None
        return self.column or ColumnType.CATALOGUE

    @property
    def path(self) -> str:
        """Where the page is written, relative to the site's root."""
        return self.url.lstrip("/") + ("index.html" if self.url.endswith("/") else "")


@dataclass(frozen=True, slots=True)
class Output:
    """One file to publish that is not a page: its path relative to the site's root, and its bytes."""

    path: str
    data: bytes


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Joined:
    """One file to publish, put together from parts of which many files hold the same: these are made and remembered once."""

    path: str
    parts: tuple[str, ...]

    @property
    def data(self) -> bytes:
        """The whole file."""
        return "".join(self.parts).encode()


@dataclass(frozen=True, slots=True)
class Copy:
    """One file to publish as it stands in the source tree, at `source` relative to the project root."""

    path: str
    source: str


@dataclass(frozen=True, slots=True)
class Streamed:
    """One file to publish that need not fit into memory: its path, and its bytes, which are made as they are written."""

    path: str
    stretches: Iterable[bytes]


Product = Page | Output | Joined | Copy | Streamed


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Deferred:
    """What is published of one document, made by the process that writes it: the items of `make(site, key)`.

    A key that is no document's is of something else that takes long to make, and speaks the site's own language.

    They depend on nothing but what `make` reads of the site it is given, so that what it reads can be watched. What has a
    `turn` is made when all of earlier turns stands, and may read that too (`Site.beside`, `Site.standing`). While somebody
    writes it is left as it is until a build follows, so nothing that a reader sees of a document may wait for its turn.
    """

    make: Callable[[Site, str], Iterable[Product]]
    key: str
    turn: int = 0


Planned = Page | Output | Joined | Copy | Deferred


def turn_of(item: Planned) -> int:
    """When an item is made: 0 with all others, otherwise after these."""
    return item.turn if isinstance(item, Deferred) else 0


def products(item: Planned, site: Site) -> Iterable[Product]:
    """The pages and files of one planned item. What is made of a document speaks its language."""
    if not isinstance(item, Deferred):
        return (item,)
    entry = site.library.documents.get(item.key.partition("@")[0])
    if entry is None:
        return item.make(site, item.key)
    spoken, found = site.speaking(entry.record.language), editions(site.library, entry.record)
    made = item.make(spoken, item.key)
    topics = tuple(site.listings.rows[key] for key in dict.fromkeys(site.library.sources(SELECTED, entry.record.id)))
    tasks = carried_out(site.library, entry.record.id)
    fields = tuple(KeyField(one.name, catalogue_url(one.id)) for one in key_fields_of(site.library, entry.record.id))
    also_by = tuple(_also_by(spoken, entry.record.id))
    url = document_url(entry.record)
    made = (
        replace(
            one,
            topics=topics,
            tasks=tasks,
            key_fields=fields,
            also_by=also_by,
            files=whole_document(spoken, entry.record),
        )
        if isinstance(one, Page) and one.url == url
        else one
        for one in made
    )
    if spoken is site and not found:
        return made
    language, of = spoken.strings.language, translation_of(site.library, entry.record)
    return (_in_language(one, language, found, of) if isinstance(one, Page) else one for one in made)


def _also_by(site: Site, key: str) -> Iterator[str]:
    """The agencies that published a document again, each with the day on which it did."""
    agencies = site.library.vocabulary.agencies
    for copy in republished(site.library, key):
        for agency in copy.issuers:
            yield site.strings.name(agencies[agency].record) + site.strings.aside(
                site.strings.day(copy.on) if copy.on else None
            )


def _in_language(page: Page, language: str, found: tuple[Edition, ...], of: Translation | None) -> Page:
    same = found if any(one.url == page.url for one in found) else ()
    return replace(page, language=language, editions=same, translation=of if same else None)


def home_url(config: Config, language: str) -> str:
    """The home page of a language; the site's own has that of the site."""
    return "/" if language == config.language else f"/{language}/"


CONTENT_SECURITY_POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"
"""Sent as a header where the server takes `_headers`, and as a meta element in every page."""

page_kind: Registry[Callable[[Site], Iterator[Page | Deferred]]] = Registry("page kinds")
export: Registry[Callable[[Site, Sequence[Page | Deferred]], Iterator[Output | Joined | Copy | Deferred]]] = Registry(
    "exports"
)
on_demand: Registry[Callable[[Site], Mapping[str, Iterable[bytes]]]] = Registry("exports on demand")
"""Exports that a build does not make: `build.py export NAME` writes their files, each in as many stretches as it likes."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of an export is asked for: of these audiences (ids; none: of all), and since a day."""

    audiences: tuple[str, ...] = ()
    since: date | None = None


selective: Registry[Callable[[Site, Wanted], Mapping[str, Iterable[bytes]]]] = Registry("exports on demand, in part")
"""Exports on demand of which a part can be asked for (`--audience`, `--since`)."""
download_format: Registry[Callable[[Site, str], bytes | None]] = Registry("formats of downloads")
"""One document as a file of a format, which is the suffix of its name; None where the document or the site has none."""
