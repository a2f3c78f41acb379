"""Markdown bodies to safe HTML with the structure of Chinese legal texts: articles and points that can be linked to.

One conversion runs in four steps, each a function of the one before: Markdown to top-level blocks; blocks to what they
are (`legal`); that to HTML elements, with links resolved; elements to sanitised HTML, plain text and table of contents.
Parts without inline markup need no elements: `plain` writes them.
What an author wrote and the page will not show is a problem at its line: nothing vanishes silently.

How large a body may be, and how long it may take, is in `source`.
"""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from disclosure.elements import (
    HEADINGS,
    element_of,
    finish_cell,
    finish_numbers,
    framed,
    item_texts,
    number_tables,
    plain,
    text_of,
    unescaped,
    wrap_table,
)
from disclosure.legal import LINKED, Block, Part, recognise
from disclosure.markup import AMP_SUBSTITUTE, HTML_PLACEHOLDER_RE, STX, Machine
from disclosure.numbering import clip, joined, paragraphs
from disclosure.plain import html_of, is_plain, line_of
from disclosure.problems import Place, Problem
from disclosure.sanitise import (
    EXTERNAL_REL,
    Tag,
    clean,
    clean_fragment,
    is_safe_target,
    plain_text,
    read_fragment,
    refused,
)
from disclosure.source import Limits, Source, TimeUpError, beyond, strip_comments, time_limit

__all__ = ["Limits", "Link", "Passage", "Prose", "Resolve", "TocEntry", "convert", "strip_comments"]


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A line of the table of contents: at most 40 characters of plain text; level 1 is the top."""

    id: str
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A place that can be linked to: how it is cited (第十二条第二款), and its offset in `Prose.text`."""

    id: str
    label: str
    start: int


@dataclass(frozen=True, slots=True)
class Link:
    """The target of a link or image as its author wrote it, and its line in the file."""

    href: str
    line: int


@dataclass(frozen=True, slots=True)
class Prose:
    """A converted body. `text` is its plain text, one block a line; `toc` and `passages` are in the order of the text."""

    html: str = ""
    toc: tuple[TocEntry, ...] = ()
    text: str = ""
    passages: tuple[Passage, ...] = ()
    links: tuple[Link, ...] = ()


Resolve = Callable[[str], str | None]


def convert(
    body: str, place: Place, limits: Limits, *, resolve: Resolve | None = None, fast: bool = True
) -> tuple[Prose, tuple[Problem, ...]]:
    """The HTML, contents and text of a Markdown body, and everything wrong with it.

    `place` is where the body begins in its file. `resolve` gives the address for a link target, or None where there is
    nothing; it is not called for targets with a scheme or a host, nor for those that start with `#`. Without it they
    stay as they are. A body that breaks a limit gives an empty `Prose` and the problem. Without `fast` everything
    goes through Python-Markdown: the result is the same.
    """
    source = Source(body, place)
    if broken := tuple(beyond(source, limits)):
        return Prose(), broken
    try:
        with time_limit(limits.seconds):
            return _Conversion(_machine(fast=fast), source, limits, resolve).run()
    except TimeUpError:
        failed = Problem(place, "conversion-timeout", {"seconds": f"{limits.seconds:g}"})
    except RecursionError:
        failed = Problem(place, "nesting-too-deep", {"limit": str(limits.nesting)})
    _local.__dict__.clear()  # its machine stopped half way
    return Prose(), (failed,)


_local = threading.local()


def _machine(*, fast: bool) -> Machine:
    """The converter of this thread: making one takes longer than converting a short document."""
    machine: Machine | None = getattr(_local, "machine", None)
    if machine is None or machine.fast != fast:
        machine = _local.machine = Machine(fast=fast)
    return machine


# --- one conversion

_GIVEN_ID = re.compile(r"\s*\{:?\s*#([^\s{}]*)\s*\}\s*$")
_USABLE_ID = re.compile(r"(?!ui-|fn-|fnref)[a-z][a-z0-9-]*")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_OTHER_PLACEHOLDER = re.compile("\x02[^\x03]*\x03")


class _Conversion:
    """What one conversion finds on its way: problems, links, anchors."""

    def __init__(self, machine: Machine, source: Source, limits: Limits, resolve: Resolve | None) -> None:
        self.machine = machine
        self.source = source
        self.limits = limits
        self.resolve = resolve
        self.problems: list[Problem] = []
        self.links: list[Link] = []
        self.within: list[tuple[str, Place]] = []  # links to anchors of the page
        self.anchors: set[str] = set()
        self.refused: set[str] = set()  # tags and attributes told of

    def run(self) -> tuple[Prose, tuple[Problem, ...]]:
        body = strip_comments(self.source.body)
        if unclosed := "<!--" in self.source.text:
            self._problem(self.source.find("<!--"), "comment-not-closed")
        root = self.machine.parse(body.replace("<!--", "&lt;!--") if unclosed else body)
        origins = list(self._blocks(root))
        parts = recognise(block for block, _ in origins)
        for part, (read, _) in zip(parts, origins, strict=True):
            if part.doubt:
                self._problem(self.source.find(read.text[:16]), "number-not-taken", number=part.doubt)
        elements = [
            None if self.machine.fast and is_plain(part) else element_of(part, origin)
            for part, (_, origin) in zip(parts, origins, strict=True)
        ]
        root[:] = tree = [element for element in elements if element is not None]
        root = self.machine.inline(root)
        if len(root) > len(tree):  # the footnotes
            parts, elements = (*parts, Part("other")), [*elements, root[-1]]
        self._author_html()
        for block in root:
            self._finish(block)
        page, toc, text, passages = self._read(parts, elements)
        self.anchors.update(part.id for part in parts)
        for href, place in self.within:
            if unquote(href[1:]) not in self.anchors and href not in ("#", "#top"):
                self._problem(place, "broken-anchor", href=href)
        page = number_tables(clean(self.machine.complete(page).strip()).strip())
        links = tuple(sorted(self.links, key=lambda link: link.line))
        return Prose(page, toc, text, passages, links), tuple(self.problems)

    def _problem(self, place: Place, code: str, **values: str) -> None:
        self.problems.append(Problem(place, code, values))

    # Markdown's blocks, and the parts made of them

    def _blocks(self, root: Element) -> Iterator[tuple[Block, Element]]:
        """The top-level blocks with the elements they stand in; one Markdown paragraph may hold several."""
        given: set[str] = set()
        for element in root:
            tag, text = element.tag, element.text or ""
            if tag == "p" and not text.startswith(STX):
                for paragraph in paragraphs(text):
                    if (block := self._block(paragraph, given)).text:
                        yield block, element
            elif tag in HEADINGS:
                if (block := self._block(joined(text), given, int(tag[1]))).text:
                    yield block, element
            elif tag == "ol" and len(element) == 1 and not len(element[0]):  # one item is no list: 1. 总则, above 1.1
                yield self._block(f"{element[0].get('value', '1')}. {joined(element[0].text or '')}", given), element
            elif tag == "ol":
                yield Block("list", numbers=tuple(int(item.get("value", "0")) for item in element)), element
            else:
                yield Block("other"), element

    def _block(self, text: str, given: set[str], level: int = 0) -> Block:
        """A heading or paragraph, with the anchor that its author put at its end: {#name}."""
        anchor = ""
        if "{" in text and (found := _GIVEN_ID.search(text)):
            text, anchor = text[: found.start()], found[1]
            place = self.source.find(found[0].strip())
            if not _USABLE_ID.fullmatch(anchor):
                self._problem(place, "bad-anchor-id", id=anchor)
                anchor = ""
            elif anchor in given:
                self._problem(place, "duplicate-anchor-id", id=anchor)
                anchor = ""
            given.add(anchor)
        return Block("heading" if level else "paragraph", text, level, anchor)

    # what the author wrote, checked

    def _author_html(self) -> None:
        """Check and clean the raw HTML; what is refused becomes visible text."""
        stash = self.machine.stash
        for index, raw in enumerate(stash):
            if isinstance(raw, str) and not raw.startswith("&"):
                stash[index] = self._checked(raw, in_text=index >= self.machine.blocks_stashed)

    def _checked(self, raw: str, *, in_text: bool) -> str:
        fragment = read_fragment(raw)
        refusals: dict[str, Tag] = {}
        for tag in fragment.tags:
            for name in refused(tag, in_text=in_text):
                refusals.setdefault(name, tag)
        if fragment.depth > 3 * self.limits.nesting:
            place = self.source.find(fragment.tags[0].source)
            self._problem(place, "nesting-too-deep", limit=str(self.limits.nesting))
            return ""
        for name, tag in refusals.items():
            if not tag.closing or name not in self.refused:
                self._problem(self.source.find(tag.source), "html-not-allowed", html=name)
        self.refused.update(refusals)
        if refusals or not fragment.tags:
            return html.escape(raw) if in_text else f"<p>{html.escape(raw)}</p>"
        if in_text:
            return raw
        targets = dict(pair for tag in fragment.tags for pair in self._fragment_target(tag))
        return framed(clean_fragment(raw, targets))

    def _fragment_target(self, tag: Tag) -> Iterator[tuple[str, str]]:
        if tag.name == "a" and "href" in tag.attributes:
            yield tag.attributes["href"], self._target(tag.attributes["href"])
        elif tag.name == "img":
            source = tag.attributes.get("src", "")
            yield source, self._image(source, tag.attributes.get("alt", ""))

    def _target(self, href: str, *, image: bool = False) -> str:
        """The address to link to for what the author wrote, which is checked and kept for later checks."""
        place = self.source.find(href)
        self.links.append(Link(href, place.line))
        external = href.startswith("//") or _SCHEME.match(href) is not None
        if image and external:
            self._problem(place, "remote-image", href=href)
        elif external and not is_safe_target(href):
            self._problem(place, "link-not-allowed", href=href)
        elif href.startswith("#"):
            self.within.append((href, place))
        elif not external:
            address = self.resolve(href) if self.resolve and href else href or None
            if address is None:
                self._problem(place, "broken-link", href=href)
            return address or href
        return href

    def _image(self, source: str, alternative: str) -> str:
        if not alternative.strip():
            self._problem(self.source.find(source), "image-without-alt", href=source)
        return self._target(source, image=True)

    # the elements, completed

    def _finish(self, block: Element) -> None:
        """What is left to do on the elements of one top-level block, after the inline markup."""
        for element in list(block.iter()) if len(block) else [block]:
            tag = element.tag
            if anchor := element.get("id"):
                self.anchors.add(anchor)
            if tag == "a":
                self._finish_link(element)
            elif tag == "img":
                element.set("src", self._image(plain(element.get("src", "")), element.get("alt", "")))
            elif tag == "table":
                wrap_table(element)
            elif tag in ("th", "td"):
                finish_cell(element)
            elif tag == "ol":
                finish_numbers(element)
            elif tag == "pre" and len(element):
                element[0].text = f"{(element[0].text or '').rstrip()}\n"
            elif tag in HEADINGS and element is not block:
                element.tag = "p"  # a heading in a list or quotation heads nothing on the page
        if block.get("class") == "footnote":
            block.tag = "section"
            block.attrib.update({"class": "footnotes", "aria-label": "注释"})
            block.remove(block[0])  # the rule

    def _finish_link(self, element: Element) -> None:
        kind = element.get("class", "")
        if kind in ("footnote-ref", "footnote-backref"):
            name = "返回正文注" if kind == "footnote-backref" else "注"
            count = element.attrib.pop("title", None) or (element.text or "").strip("[]")
            element.set("aria-label", f"{name} {count}")
        elif kind != "anchor":
            href = plain(element.get("href", ""))
            address = self._target(href)
            if address != href:
                element.set("href", address)
            if address.startswith(("//", "http:", "https:")):
                element.set("rel", EXTERNAL_REL)

    # what is read from them

    def _read(
        self, parts: tuple[Part, ...], elements: list[Element | None]
    ) -> tuple[str, tuple[TocEntry, ...], str, tuple[Passage, ...]]:
        """The serialised elements, and the plain text, and where in it the anchors are."""
        page: list[str] = []
        toc: list[TocEntry] = []
        passages: list[Passage] = []
        lines: list[str] = []
        start = 0
        for part, element in zip(parts, elements, strict=True):
            pieces: Iterable[tuple[str, str, str]]
            label = ""
            if element is not None and part.items:
                texts = (self._line(text) for text in item_texts(element))
                pieces = [(*item, text) for item, text in zip(part.items, texts, strict=True)]
            else:
                line = line_of(part) if element is None else self._line(text_of(element))
                cited = f"{part.label} {line}".strip() if part.role == "heading" else part.label
                pieces = ((part.id, cited, line),)
                if part.toc:
                    shown = line if part.role != "lead" else self._lead(part, element)
                    toc.append(TocEntry(part.id, clip(shown.rstrip("。：:")) or part.id, part.toc))
                if part.role in LINKED:
                    label = f"{cited or line or part.id}的链接"
            if element is None:
                page.append(html_of(part, label))
            else:
                if label:
                    element[1 if part.bold else -1].set("aria-label", label)
                page.append(self.machine.serialise(element))
            for anchor, cited, text in pieces:
                if anchor:
                    passages.append(Passage(anchor, cited or clip(text), start))
                if text:
                    lines.append(text)
                    start += len(text) + 1
        return "\n".join(page), tuple(toc), "\n".join(lines), tuple(passages)

    def _lead(self, part: Part, element: Element | None) -> str:
        return " ".join(part.bold.split()) if element is None else self._line(text_of(element[0]))

    def _line(self, text: str) -> str:
        """Text of the tree as a reader sees it: raw HTML put in, entities read, white space folded."""
        if STX in text:
            text = HTML_PLACEHOLDER_RE.sub(self._stashed_text, text.replace(AMP_SUBSTITUTE, "&"))
            text = _OTHER_PLACEHOLDER.sub(" ", text)
        if "&" in text:
            text = unescaped(text)
        if "\n" not in text:
            return " ".join(text.split())
        lines = (" ".join(line.split()) for line in text.split("\n"))
        return "\n".join(line for line in lines if line)

    def _stashed_text(self, placeholder: re.Match[str]) -> str:
        raw = self.machine.stash[int(placeholder[1])]
        return plain_text(raw) if isinstance(raw, str) else ""
