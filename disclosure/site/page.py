"""What is published, what it may be made from, and the tables of page kinds and exports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from disclosure.base.pickling import quickly_pickled
from disclosure.base.problems import Place, Problem, UsageError
from disclosure.base.registry import Registry
from disclosure.library.bodies import Bodies
from disclosure.library.library import Library
from disclosure.library.listings import Listings
from disclosure.model.choices import Choice
from disclosure.model.config import Config


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


@dataclass(frozen=True, slots=True)
class Site:
    """All that a page kind may read. `prose` is by document id, over all kinds.

    A body is converted when it is asked for and not kept: only what is made for one document should ask (`Deferred`).
    """

    config: Config
    library: Library
    listings: Listings
    prose: Bodies
    on: date
    strings: Strings


@dataclass(frozen=True, slots=True)
class Article:
    """What the required meta tags of an article page say (国办发〔2017〕47号, annex), and the number beside its name."""

    title: str
    published_on: date | None
    source: str
    keywords: tuple[str, ...] = ()
    author: str | None = None
    number: str | None = None


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Page:
    """One page to render. `url` ends with `/` (written to index.html below it) or names a file such as /404.html."""

    url: str
    template: str
    title: str
    view: object
    description: str | None = None
    column: str | None = None
    article: Article | None = None
    indexed: bool = True
    changes_on: date | None = None

    @property
    def path(self) -> str:
        """Where the page is written, relative to the site's root."""
        return self.url.lstrip("/") + ("index.html" if self.url.endswith("/") else "")


@dataclass(frozen=True, slots=True)
class Output:
    """One file to publish that is not a page: its path relative to the site's root, and its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Copy:
    """One file to publish as it stands in the source tree, at `source` relative to the project root."""

    path: str
    source: str


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Deferred:
    """What is published of one document, made by the process that writes it: the items of `make(site, key)`.

    They depend on nothing but what `make` reads of the site it is given, so that what it reads can be watched.
    """

    make: Callable[[Site, str], Iterable[Page | Output | Copy]]
    key: str


Planned = Page | Output | Copy | Deferred


def products(item: Planned, site: Site) -> Iterable[Page | Output | Copy]:
    """The pages and files of one planned item."""
    return item.make(site, item.key) if isinstance(item, Deferred) else (item,)


CONTENT_SECURITY_POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"
"""Sent as a header where the server takes `_headers`, and as a meta element in every page."""

page_kind: Registry[Callable[[Site], Iterator[Page | Deferred]]] = Registry("page kinds")
export: Registry[Callable[[Site, Sequence[Page | Deferred]], Iterator[Output | Copy | Deferred]]] = Registry("exports")
on_demand: Registry[Callable[[Site], Mapping[str, Iterable[bytes]]]] = Registry("exports on demand")
"""Exports that a build does not make: `build.py export NAME` writes their files, each in as many stretches as it likes."""
