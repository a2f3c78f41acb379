"""What HTML a page may hold, and which of it an author may write. Only this module imports nh3.

The page's HTML goes through an allow-list at the very end, whatever made it. Raw HTML of an author is read first, so that
what the list would drop is a problem with a name, and not a gap on the page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

import nh3

_PHRASING = frozenset(
    "abbr b bdi br cite code del dfn em i ins kbd mark q rp rt ruby s small span strong sub sup time u var wbr".split()  # noqa: SIM905 -- a table of names
)
_AUTHOR_TAGS = _PHRASING | frozenset(
    [
        "a",
        "blockquote",
        "caption",
        "col",
        "colgroup",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "hr",
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_AUTHOR_ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "img": {"src", "alt", "title", "width", "height"},
    "li": {"value"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope", "abbr"},
    "time": {"datetime"},
}
_PAGE_TAGS = _AUTHOR_TAGS | {"h2", "h3", "h4", "h5", "h6", "section"}
_PAGE_ATTRIBUTES = {
    **_AUTHOR_ATTRIBUTES,
    "*": {"lang", "dir", "id"},
    "a": {"href", "title", "aria-label"},
    "div": {"aria-label"},
    "section": {"aria-label"},
}
_PAGE_CLASSES = {
    "a": {"anchor", "footnote-ref", "footnote-backref"},
    "b": {"lead"},
    "div": {"table"},
    "p": {"tiao", "addressee", "signature"},
    "section": {"footnotes"},
    "td": {"align-center", "align-right"},
    "th": {"align-center", "align-right"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}
EXTERNAL_REL = "noopener noreferrer"

# These take their text with them; any other tag that is refused leaves its text.
_SILENT = {"script", "style", "template", "title", "textarea", "noscript", "iframe"}

_page = nh3.Cleaner(
    tags=set(_PAGE_TAGS),
    clean_content_tags=_SILENT,
    attributes=_PAGE_ATTRIBUTES,
    tag_attribute_values={
        "a": {"rel": {EXTERNAL_REL}},
        "div": {"role": {"region"}, "tabindex": {"0"}},
    },
    allowed_classes=_PAGE_CLASSES,
    url_schemes=_SCHEMES,
    link_rel=None,
)
_text = nh3.Cleaner(tags=set(), clean_content_tags=_SILENT)


def clean(page: str) -> str:
    """HTML with only what a page may hold. What has been through it comes out of it unchanged."""
    cleaned = _page.clean(page)
    # A browser drops the first line end in <pre>; with none left there, reading the page again changes nothing.
    return re.sub(r"(<pre\b[^<>]*>)\n+", r"\1", cleaned) if "<pre" in cleaned else cleaned


def is_safe_target(href: str) -> bool:
    """Whether the page may link there: a relative address, or one of http, https, mailto and tel."""
    return " href=" in _page.clean(f'<a href="{html.escape(href)}">.</a>')


def plain_text(fragment: str) -> str:
    """The text of an HTML fragment, blocks and rows on lines of their own, cells parted by a space."""
    spaced = re.sub(r"</t[dh]\b", " </td", fragment)
    spaced = re.sub(
        r"<(?:br\b|/?(?:p|div|li|tr|dt|dd|caption|summary|blockquote|table|pre|figcaption)\b)", r"\n\g<0>", spaced
    )
    return re.sub("[\x00-\x08\x0e-\x1f]", "", html.unescape(_text.clean(spaced)))


# --- what an author wrote


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag, comment or declaration in an author's HTML; `source` is its text."""

    name: str
    attributes: Mapping[str, str]
    source: str

    @property
    def closing(self) -> bool:
        """Whether it is an end tag."""
        return self.source.startswith("</")


@dataclass(frozen=True, slots=True)
class Fragment:
    """The tags of raw HTML in their order, and how deep they are nested."""

    tags: tuple[Tag, ...]
    depth: int


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[Tag] = []
        self.open: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append(Tag(tag, attributes, self.get_starttag_text() or f"<{tag}"))
        if tag not in ("br", "col", "hr", "img", "wbr", "li", "p", "td", "th", "tr", "dt", "dd", "rt", "rp"):
            self.open.append(tag)
            self.depth = max(self.depth, len(self.open))

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(Tag(tag, {}, f"</{tag}"))
        if tag in self.open:
            while self.open.pop() != tag:
                pass


_DECLARATION = re.compile(r"<(!--|!|\?)[^>]{0,40}")


def read_fragment(raw: str) -> Fragment:
    """The tags of raw HTML, comments and declarations last. An unfinished tag at the end is text."""
    reader = _Reader()
    reader.feed(_DECLARATION.sub("", raw))
    reader.close()
    declarations = (Tag(found[1], {}, found[0]) for found in _DECLARATION.finditer(raw))
    return Fragment((*reader.tags, *declarations), reader.depth)


def refused(tag: Tag, *, in_text: bool) -> list[str]:
    """What of a tag an author may not write: `<script>`, or `onclick` as `<p onclick>`.

    Within a paragraph only phrasing tags are allowed; tables and other blocks stand at the start of a line.
    """
    if tag.name not in (_PHRASING if in_text else _AUTHOR_TAGS):
        return [f"<{tag.name}>"]
    allowed = _AUTHOR_ATTRIBUTES["*"] | _AUTHOR_ATTRIBUTES.get(tag.name, set())
    return [f"<{tag.name} {name}>" for name in tag.attributes if name not in allowed]


def clean_fragment(raw: str, targets: Mapping[str, str]) -> str:
    """An author's HTML by itself: balanced, only what is allowed, link and image targets replaced from `targets`."""

    def rewritten(tag: str, attribute: str, value: str) -> str:
        return targets.get(value, value) if (tag, attribute) in (("a", "href"), ("img", "src")) else value

    return nh3.clean(
        raw,
        tags=set(_AUTHOR_TAGS),
        clean_content_tags=_SILENT,
        attributes=_AUTHOR_ATTRIBUTES,
        attribute_filter=rewritten,
        url_schemes=_SCHEMES,
        link_rel=EXTERNAL_REL,
    )
