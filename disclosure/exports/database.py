"""All records and relations as one SQLite database, for Datasette and any other tool: docs/exports.md tells the tables.

The same content gives the same bytes. What holds on a day is asked of days in it, so it answers for any day.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date, timedelta
from errno import EIO
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

from disclosure.library.addresses import asset_url, document_url, text_url
from disclosure.library.amending import day_of
from disclosure.library.bodies import only_on_request
from disclosure.library.happenings import happenings
from disclosure.library.library import ReverseLink
from disclosure.library.listings import PolicyRow, Row
from disclosure.library.succession import successors
from disclosure.library.versions import wordings
from disclosure.model.documents import Document, Extension, Policy, Relation
from disclosure.model.kinds import KINDS, kind_of
from disclosure.model.relations import links, records_of_links, reverse_names
from disclosure.site.page import Deferred, Page, Site, Streamed, export, on_demand

VERSION = "1.0"
"""Of the tables: the first number changes with what a reader must understand, the second with what is added."""

FILE = "data/catalogue.sqlite"
FIRST, LAST = "0001-01-01", "9999-12-31"
"""Days without bound, so that `:day BETWEEN first_day AND last_day` is all that a query must say."""

_STRETCH = 1 << 20

TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE kinds (id TEXT PRIMARY KEY, zh TEXT NOT NULL, en TEXT NOT NULL);
CREATE TABLE agencies (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, name_en TEXT, short TEXT NOT NULL, level TEXT NOT NULL,
  parent TEXT REFERENCES agencies (id), code TEXT, address TEXT, phone TEXT, email TEXT, url TEXT, duties TEXT);
CREATE TABLE themes (id TEXT PRIMARY KEY, name TEXT NOT NULL, name_en TEXT);
CREATE TABLE tags (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, name_en TEXT, "group" TEXT NOT NULL, meaning TEXT, scope TEXT,
  agency TEXT REFERENCES agencies (id));
CREATE TABLE tag_synonyms (
  tag TEXT NOT NULL REFERENCES tags (id), word TEXT NOT NULL, PRIMARY KEY (tag, word)) WITHOUT ROWID;
CREATE TABLE audiences (id TEXT PRIMARY KEY, name TEXT NOT NULL, name_en TEXT, kind TEXT NOT NULL, meaning TEXT);
CREATE TABLE catalogue_fields (
  id TEXT PRIMARY KEY, position INTEGER NOT NULL, name TEXT NOT NULL, basis TEXT NOT NULL, branch TEXT NOT NULL);
CREATE TABLE catalogue_items (
  id TEXT PRIMARY KEY, field TEXT NOT NULL REFERENCES catalogue_fields (id), number TEXT,
  level_1 TEXT, level_2 TEXT, level_3 TEXT, content TEXT NOT NULL, basis TEXT NOT NULL, deadline TEXT NOT NULL,
  channels TEXT NOT NULL, audience TEXT, method TEXT NOT NULL);
CREATE TABLE catalogue_publishers (
  item TEXT NOT NULL REFERENCES catalogue_items (id), agency TEXT NOT NULL REFERENCES agencies (id),
  PRIMARY KEY (item, agency)) WITHOUT ROWID;
CREATE TABLE documents (
  row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL REFERENCES kinds (id), title TEXT NOT NULL,
  number TEXT, index_number TEXT, category TEXT, genre TEXT, summary TEXT, keywords TEXT, language TEXT NOT NULL,
  translation_of TEXT REFERENCES documents (id), url TEXT NOT NULL, open_on_request INTEGER NOT NULL,
  formed_on TEXT, published_on TEXT, effective_on TEXT, ends_on TEXT, contact TEXT);
CREATE TABLE validity (
  document TEXT NOT NULL REFERENCES documents (id), first_day TEXT NOT NULL, last_day TEXT NOT NULL,
  status TEXT NOT NULL, cause TEXT NOT NULL, "by" TEXT REFERENCES documents (id),
  PRIMARY KEY (document, first_day)) WITHOUT ROWID;
CREATE TABLE texts (
  document TEXT NOT NULL REFERENCES documents (id), first_day TEXT NOT NULL, last_day TEXT NOT NULL,
  "by" TEXT REFERENCES documents (id), url TEXT NOT NULL, PRIMARY KEY (document, first_day)) WITHOUT ROWID;
CREATE TABLE relations (
  id INTEGER PRIMARY KEY, source TEXT NOT NULL REFERENCES documents (id), relation TEXT NOT NULL, called TEXT NOT NULL,
  target TEXT REFERENCES documents (id), title TEXT, url TEXT, "on" TEXT, until TEXT, note TEXT);
CREATE TABLE relation_articles (
  relation INTEGER NOT NULL REFERENCES relations (id), article TEXT NOT NULL, PRIMARY KEY (relation, article))
  WITHOUT ROWID;
CREATE TABLE successors (
  document TEXT NOT NULL REFERENCES documents (id), successor TEXT NOT NULL REFERENCES documents (id),
  PRIMARY KEY (document, successor)) WITHOUT ROWID;
CREATE TABLE document_agencies (
  document TEXT NOT NULL REFERENCES documents (id), agency TEXT NOT NULL REFERENCES agencies (id),
  position INTEGER NOT NULL, PRIMARY KEY (document, agency)) WITHOUT ROWID;
CREATE TABLE document_themes (
  document TEXT NOT NULL REFERENCES documents (id), theme TEXT NOT NULL REFERENCES themes (id),
  PRIMARY KEY (document, theme)) WITHOUT ROWID;
CREATE TABLE document_tags (
  document TEXT NOT NULL REFERENCES documents (id), tag TEXT NOT NULL REFERENCES tags (id),
  PRIMARY KEY (document, tag)) WITHOUT ROWID;
CREATE TABLE document_audiences (
  document TEXT NOT NULL REFERENCES documents (id), audience TEXT NOT NULL REFERENCES audiences (id),
  PRIMARY KEY (document, audience)) WITHOUT ROWID;
CREATE TABLE catalogue_documents (
  item TEXT NOT NULL REFERENCES catalogue_items (id), document TEXT NOT NULL REFERENCES documents (id),
  PRIMARY KEY (item, document)) WITHOUT ROWID;
CREATE TABLE key_field_items (
  field TEXT NOT NULL REFERENCES catalogue_fields (id), item TEXT NOT NULL REFERENCES catalogue_items (id),
  PRIMARY KEY (field, item)) WITHOUT ROWID;
CREATE TABLE key_field_documents (
  field TEXT NOT NULL REFERENCES catalogue_fields (id), document TEXT NOT NULL REFERENCES documents (id),
  PRIMARY KEY (field, document)) WITHOUT ROWID;
CREATE TABLE attachments (
  id INTEGER PRIMARY KEY, document TEXT NOT NULL REFERENCES documents (id), title TEXT NOT NULL, url TEXT NOT NULL);
CREATE TABLE happenings (
  id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES documents (id), what TEXT NOT NULL, day TEXT NOT NULL,
  "by" TEXT REFERENCES documents (id), last_day TEXT);
"""
"""Every table, each after those to which it refers."""

INDEXES = """
CREATE INDEX documents_published ON documents (published_on);
CREATE INDEX documents_kind ON documents (kind);
CREATE INDEX validity_days ON validity (status, first_day, last_day);
CREATE INDEX relations_source ON relations (source);
CREATE INDEX relations_target ON relations (target);
CREATE INDEX by_agency ON document_agencies (agency);
CREATE INDEX by_theme ON document_themes (theme);
CREATE INDEX by_tag ON document_tags (tag);
CREATE INDEX by_audience ON document_audiences (audience);
CREATE INDEX by_catalogue ON catalogue_documents (document);
CREATE INDEX happenings_day ON happenings (day);
CREATE INDEX happenings_document ON happenings (document);
CREATE VIRTUAL TABLE documents_fts USING fts5 (
  title, number, summary, keywords, content="documents", content_rowid="row", tokenize="trigram");
INSERT INTO documents_fts (documents_fts) VALUES ('rebuild');
"""

Rows = Iterator[tuple[object, ...]]


@export("database")
def database(site: Site, pages: Iterable[Page | Deferred]) -> Iterator[Deferred]:
    """The database, where it is asked for; no page reads it, so it is made after all of them."""
    if "database" in site.config.bulk:
        yield Deferred(database_file, "database:whole", turn=1)


@on_demand("database")
def database_alone(site: Site) -> Mapping[str, Iterable[bytes]]:
    """The same by itself."""
    return {FILE.rpartition("/")[2]: _stretches(site)}


def database_file(site: Site, _: str) -> Iterator[Streamed]:
    """The database."""
    yield Streamed(FILE, _stretches(site))


def _stretches(site: Site) -> Iterator[bytes]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "catalogue.sqlite"
        write_database(site, path)
        with path.open("rb") as file:
            while data := file.read(_STRETCH):
                yield data


def write_database(site: Site, path: Path) -> None:
    """Write a new database; raises OSError where the disk refuses it."""
    with _of_the_disk(path), closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(f"PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; BEGIN; {TABLES} COMMIT;")
        connection.execute("BEGIN")
        for table, rows in _rows(site):
            found = list(rows)
            if found:
                marks = ", ".join("?" * len(found[0]))
                connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', found)  # noqa: S608 — a name of ours
        connection.executescript(INDEXES)  # it ends what was begun


_REFUSED = frozenset((sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY))


@contextmanager
def _of_the_disk(path: Path) -> Iterator[None]:
    """What the disk refuses is said as of any other file."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in _REFUSED:  # above are the extended codes
            raise OSError(EIO, str(error), str(path)) from error
        raise


def _rows(site: Site) -> Iterator[tuple[str, Rows]]:
    """The rows of every table, in the order of `TABLES`."""
    yield "about", _about(site)
    yield "kinds", ((kind.name, kind.zh, kind.en) for kind in KINDS.values())
    yield from _vocabulary(site)
    yield from _catalogue(site)
    every = tuple(site.listings.rows[key] for key in site.library.documents)
    yield "documents", (_document(site, number, row) for number, row in enumerate(every, 1))
    yield "validity", (one for row in every for one in _validity(row))
    yield "texts", (one for row in every for one in _texts(site, row.record))
    relations = tuple(_relations(site))
    yield "relations", ((number, *found) for number, (found, _) in enumerate(relations, 1))
    yield (
        "relation_articles",
        ((number, article) for number, (_, articles) in enumerate(relations, 1) for article in dict.fromkeys(articles)),
    )
    yield (
        "successors",
        (
            (row.record.id, key)
            for row in every
            if isinstance(row, PolicyRow)
            for key in successors(site.library, row.record.id)
        ),
    )
    yield (
        "document_agencies",
        (
            (row.record.id, agency, position)
            for row in every
            for position, agency in enumerate(dict.fromkeys(row.record.read("issuers", ())), 1)
        ),
    )
    for table, field in (("themes", "themes"), ("tags", "tags"), ("audiences", "audiences")):
        yield (
            f"document_{table}",
            ((row.record.id, key) for row in every for key in dict.fromkeys(row.record.read(field, ()))),
        )
    yield (
        "catalogue_documents",
        ((item, key) for item, one in site.library.catalogue_rows.items() for key in dict.fromkeys(one.policies)),
    )
    taken = site.library.taken_in
    yield "key_field_items", ((key, item) for key, one in taken.items() for item in one.items)
    yield "key_field_documents", ((key, document) for key, one in taken.items() for document in one.documents)
    attached = (one for row in every for one in _attachments(site, row.record))
    yield "attachments", ((number, *one) for number, one in enumerate(attached, 1))
    yield (
        "happenings",
        ((one.key, one.document, one.what, str(one.day), one.by, _day(one.last)) for one in happenings(site.library)),
    )


def _about(site: Site) -> Rows:
    who = site.config.site
    yield from (
        ("version", VERSION),
        ("day", str(site.on)),
        ("site", who.address),
        ("name", who.name),
        ("publisher", who.organiser),
        ("sample", "1" if site.config.sample else "0"),
    )


def _vocabulary(site: Site) -> Iterator[tuple[str, Rows]]:
    words = site.library.vocabulary
    agencies = [entry.record for entry in words.agencies.values()]
    yield (
        "agencies",
        (
            (
                *(one.id, one.name, one.name_en, one.short, one.level.value, one.parent, one.code),
                *(one.address, one.phone, one.email, one.url, one.duties),
            )
            for one in agencies
        ),
    )
    yield "themes", ((one.record.id, one.record.name, one.record.name_en) for one in words.themes.values())
    tags = [entry.record for entry in words.tags.values()]
    yield "tags", ((one.id, one.name, one.name_en, one.group.value, one.meaning, one.scope, one.agency) for one in tags)
    yield "tag_synonyms", ((one.id, word) for one in tags for word in dict.fromkeys(one.synonyms))
    audiences = (entry.record for entry in words.audiences.values())
    yield "audiences", ((one.id, one.name, one.name_en, one.kind.value, one.meaning) for one in audiences)


def _catalogue(site: Site) -> Iterator[tuple[str, Rows]]:
    fields = [entry.record for entry in site.library.vocabulary.catalogue.values()]
    items = [(field, item) for field in fields for item in field.items]
    yield "catalogue_fields", ((one.id, one.order, one.name, one.basis, one.branch.value) for one in fields)
    yield (
        "catalogue_items",
        (
            (
                *(item.id, field.id, item.number, item.level_1, item.level_2, item.level_3),
                *("\n".join(item.content), "\n".join(item.basis), "\n".join(one.text for one in item.deadline)),
                *("\n".join(item.channels), item.audience, "\n".join(one.method.value for one in item.method)),
            )
            for field, item in items
        ),
    )
    yield "catalogue_publishers", ((item.id, key) for _, item in items for key in dict.fromkeys(item.publisher))


def _document(site: Site, number: int, row: Row[Document]) -> tuple[object, ...]:
    record, policy = row.record, row if isinstance(row, PolicyRow) else None
    category, genre = record.read("category", None), record.read("genre", None)
    original = record.translation_of if record.translation_of in site.library.documents else None
    return (
        *(number, record.id, kind_of(record).name, record.title),
        *(record.read("document_number", None), record.read("index_number", None)),
        *(category and category.value, genre and genre.value, record.summary),
        *("、".join(record.read("keywords", ())) or None, record.language, original, site.full(row.url)),
        *(int(only_on_request(site.library.documents[record.id])), _day(record.read("formed_on", None)), _day(row.day)),
        _day(policy.record.in_force_from) if policy else None,
        *(_day(policy.ends_on) if policy else None, record.read("contact", None)),
    )


def _validity(row: Row[Document]) -> Rows:
    """The windows of a policy's statuses: on every day exactly one of them holds."""
    turns = row.timeline if isinstance(row, PolicyRow) else ()
    for turn, following in zip_longest(turns, turns[1:]):
        last = following.on - timedelta(days=1) if following and following.on else None
        yield row.record.id, _day(turn.on) or FIRST, _day(last) or LAST, turn.status.value, turn.cause, turn.by


def _texts(site: Site, record: Document) -> Rows:
    """The texts of a policy that has several: on every day exactly one of them holds."""
    if record.id in site.library.versions_of:
        for one in wordings(site.library, record.id):
            last = one.until and one.until - timedelta(days=1)
            address = site.full(text_url(record.id, one.key))
            yield record.id, _day(one.since) or FIRST, _day(last) or LAST, one.by, address


def _relations(site: Site) -> Iterator[tuple[tuple[object, ...], tuple[str, ...]]]:
    """What documents say of each other, and policies of documents outside the site; with the articles concerned."""
    documents = site.library.documents
    for key, entry in documents.items():
        forward = {called: name for name, called in reverse_names(type(entry.record)).items()}
        for called, target, record in links(entry.record):
            name = forward.get(called, called)
            if target not in documents or name == "catalogue_items":
                continue
            relation = record if isinstance(record, Relation) else None
            on = day_of(site.library, ReverseLink(key, relation)) if relation else None
            until = relation.until if isinstance(relation, Extension) else None
            url = site.full(document_url(documents[target].record))
            said = (key, name, called, target, None, url, _day(on), _day(until), relation and relation.note)
            yield said, record.read("articles", ()) if record else ()
        names = reverse_names(type(entry.record))
        for name, _, outside in records_of_links(entry.record):
            if isinstance(outside, Relation) and outside.title is not None:
                until = outside.until if isinstance(outside, Extension) else None
                ends = (None, outside.title, outside.url, _day(outside.on), _day(until), outside.note)
                yield (key, name, names[name], *ends), outside.articles


def _attachments(site: Site, record: Document) -> Rows:
    entry = site.library.documents[record.id]
    if isinstance(record, Policy) and not only_on_request(entry):
        for one in record.attachments:
            yield record.id, one.title, site.full(asset_url(record, one.file))


def _day(day: date | None) -> str | None:
    return str(day) if day else None
