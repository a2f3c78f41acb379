"""Markdown bodies to safe HTML with the structure of Chinese legal texts: articles and points that can be linked to.

One conversion runs in four steps, each a function of the one before: lines to blocks (`blocks`); blocks to what they are
(`structure`); that to HTML and text at once (`writing`), with the signs within lines read (`markup`) and links resolved;
and the whole sanitised.
What an author wrote and the page will not show is a problem at its line: nothing vanishes silently.

How large a body may be, and how long it may take, is in `source`.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from disclosure.base.problems import Place, Problem
from disclosure.text.blocks import Chunk, blocks
from disclosure.text.contacts import dialled
from disclosure.text.dialect import ANCHOR, BEHIND_PICTURE, LINK, MASKED, REFERENCE, SERVICE, SIGNS, service_link
from disclosure.text.html_table import read_table
from disclosure.text.markup import Machine, characters, html_of
from disclosure.text.numbering import clip, entry
from disclosure.text.provisions import near_anchor
from disclosure.text.sanitise import EXTERNAL_REL, clean, is_safe_target
from disclosure.text.source import Limits, Source, TimeUpError, beyond, strip_comments, time_limit
from disclosure.text.structure import Block, Part, cited_alike, recognise
from disclosure.text.writing import Writer, Written, folded, framed, gap, part_of, reference

__all__ = ["Limits", "Link", "Passage", "Prose", "Resolve", "TocEntry", "convert", "strip_comments"]


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A line of the table of contents: at most 40 characters of plain text; level 1 is the top.

    `bare` is no more than the number of an article: such lines stand side by side.
    """

    id: str
    text: str
    level: int
    bare: bool = False


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
    body: str, place: Place, limits: Limits, *, resolve: Resolve | None = None
) -> tuple[Prose, tuple[Problem, ...]]:
    """The HTML, contents and text of a Markdown body, and everything wrong with it.

    `place` is where the body begins in its file. `resolve` gives the address for a link target, or None where there is
    nothing; it is not called for targets with a scheme or a host, nor for those that start with `#`. Without it they
    stay as they are. A body that breaks a limit gives an empty `Prose` and the problem.
    """
    source = Source(body, place)
    if broken := tuple(beyond(source, limits)):
        return Prose(), broken
    try:
        with time_limit(limits.seconds):
            return _Conversion(source, resolve).run()
    except TimeUpError:
        failed = Problem(place, "conversion-timeout", {"seconds": f"{limits.seconds:g}"})
    except RecursionError:
        failed = Problem(place, "nesting-too-deep", {"limit": str(limits.nesting)})
    _local.__dict__.clear()  # its machine stopped half way
    return Prose(), (failed,)


_local = threading.local()


def _machine() -> Machine:
    """The converter of this thread: making one takes longer than converting a short document."""
    machine: Machine | None = getattr(_local, "machine", None)
    if machine is None:
        machine = _local.machine = Machine()
    return machine


# --- one conversion

_USABLE_ID = re.compile(r"(?!ui-|fn-|fnref)[a-z][a-z0-9-]*")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_FRAME_LABEL = re.compile(r'(<div\b[^<>]* aria-label="表格)(?=")')

_IN_HTML = re.compile(rf"{LINK}|{REFERENCE}|{SERVICE}")
"""What an author may expect to be read in a table in HTML, too."""

_NOTHING = Written("", "")


class _Conversion:
    """What one conversion finds on its way: problems, links, anchors."""

    def __init__(self, source: Source, resolve: Resolve | None) -> None:
        self.source = source
        self.resolve = resolve
        self.problems: list[Problem] = []
        self.links: list[Link] = []
        self.within: list[tuple[str, Place]] = []  # links to anchors of the page
        self.refused: set[str] = set()  # tags and attributes told of
        self.anchors: set[str] = set()  # of notes and their marks
        self.cited: Counter[int] = Counter()  # how often each note is
        self.writer = Writer(self._inline, self._html)

    def run(self) -> tuple[Prose, tuple[Problem, ...]]:
        if "<!--" in self.source.body and any("<!--" in text for text in self.source.numbered.texts):
            self._problem(self.source.find("<!--"), "comment-not-closed")
        found = blocks(self.source.numbered)
        self.notes = found.notes
        self.numbers = {label: number for number, label in enumerate(found.notes, start=1)}
        for finding in found.findings:
            self._problem(self.source.at_line(finding.line), finding.code, **finding.values)
            self.refused.update(finding.values.values() if finding.code == "html-not-closed" else ())
        given: set[str] = set()
        pairs = [
            (block, chunk)
            for chunk in found.chunks
            if (block := self._block(chunk, given)).text or block.kind[0] in "lo"
        ]
        parts = recognise(block for block, _ in pairs)
        for index, (part, (_, chunk)) in enumerate(zip(parts, pairs, strict=True)):
            if part.severed:
                self._problem(self.source.at_line(pairs[index - 1][1].line), "line-break-doubtful")
            if part.doubt:
                self._problem(self.source.at_line(chunk.line), "number-not-taken", number=part.doubt)
        if (alike := cited_alike(parts)) >= 0:
            self._problem(self.source.at_line(pairs[alike][1].line), "cited-alike", label=parts[alike].label)
        page, toc, text, passages = self._read(parts, [chunk for _, chunk in pairs])
        for href, place in self.within:
            anchors = self.anchors | {part.id for part in parts} | {key for part in parts for key, _ in part.items}
            if unquote(href[1:]) not in anchors and href not in ("#", "#top"):
                near = near_anchor(href[1:], anchors.__contains__)
                self._problem(place, "broken-anchor", href=href, **near)
        links = tuple(sorted(self.links, key=lambda link: link.line))
        return Prose(_numbered(clean(dialled(page)).strip()), toc, text, passages, links), tuple(self.problems)

    def _problem(self, place: Place, code: str, **values: str) -> None:
        self.problems.append(Problem(place, code, values))

    def _block(self, chunk: Chunk, given: set[str]) -> Block:
        """A chunk as `structure` sees it, with the anchor that its author put at its end: {#name}."""
        if chunk.kind == "list" and chunk.numbers:
            return Block("list", numbers=chunk.numbers)
        if chunk.kind not in ("heading", "paragraph"):
            return Block("other")
        text, anchor = chunk.text, ""
        if "{" in text and (found := ANCHOR.search(text)):
            text, anchor = text[: found.start()], found[1]
            place = self.source.find(found[0].strip(), chunk.line)
            if not _USABLE_ID.fullmatch(anchor):
                self._problem(place, "bad-anchor-id", id=anchor)
                anchor = ""
            elif anchor in given:
                self._problem(place, "duplicate-anchor-id", id=anchor)
                anchor = ""
            given.add(anchor)
        return Block("heading" if chunk.kind == "heading" else "paragraph", text, chunk.level, anchor)

    # the signs within lines

    @cached_property
    def _machine(self) -> Machine:
        machine = _machine()
        machine.notes = self.numbers
        return machine

    def _inline(self, text: str, line: int) -> Written:
        if SIGNS.search(text) is None:
            return Written(text, text)
        machine = self._machine
        machine.service = lambda key, written: self._service(key, written, line)
        machine.tell = lambda tag, source: self._refuse(
            "html-not-allowed" if tag else "html-not-closed", tag, source, line
        )
        machine.tell_empty = lambda source: self._problem(
            self.source.find(source, line), "empty-link", written=characters(source)[:40]
        )
        element = machine.inline(text)
        written: list[str] = []
        self._finish(element, line, written)
        if len(element) and "**" in text:
            self._doubt(element, text, line)
        return Written(html_of(element), characters("".join(written)))

    def _finish(self, element: Element, line: int, written: list[str]) -> None:
        """Complete what stands in an element, and gather its text."""
        written.append(element.text or "")
        for index, child in enumerate(element):
            if child.tag == "img":
                child.set("src", self._image(child.get("src", ""), child.get("alt", ""), line, child.tail or ""))
                written.append(child.get("alt", ""))
                if element.tag != "a":
                    element[index] = _opened(child)
            elif "note" in child.attrib:
                self._cite(child)
            elif child.get("class") == "do":
                pass  # a sign beside the text, and no part of it
            else:
                if child.tag == "a":
                    self._link(child, line)
                self._finish(child, line, written)
                written.append(" " if child.tag == "br" else "")
            written.append(element[index].tail or "")

    def _cite(self, mark: Element) -> None:
        number = int(mark.attrib.pop("note"))
        self.cited[number] += 1
        anchor = reference(number, self.cited[number])
        mark.set("id", anchor)
        self.anchors.add(anchor)
        link = Element("a", {"aria-label": f"注 {number}", "class": "footnote-ref", "href": f"#fn-{number}"})
        link.text, mark.text = mark.text, None
        mark.append(link)

    def _doubt(self, element: Element, text: str, line: int) -> None:
        """Tell of strong text that may be meant as the masks of names."""
        strong = [child.text or "" for child in element if child.tag == "strong"]
        odd = len(re.findall(r"(?<!\*)\*\*(?!\*)", text)) % 2
        if strong and (odd or any(len(one) == 1 for one in strong) or MASKED.search(text)):
            self._problem(self.source.find("**", line), "strong-or-mask")

    def _refuse(self, code: str, what: str, source: str, line: int) -> None:
        name = source.strip("</>").partition(" ")[0]
        if what not in self.refused and not (code == "html-not-closed" and name in self.refused):
            self._tell_tag(self.source.find(source, line), code, what or source)
        self.refused.update((what, name) if what and code == "html-not-allowed" else ())

    def _tell_tag(self, place: Place, code: str, tag: str) -> None:
        """Tags of one line are told together: a converter leaves three for one word."""
        last = self.problems[-1] if self.problems else None
        if last and code == last.code == "html-not-allowed" and last.place.line == place.line:
            self.problems[-1] = Problem(last.place, code, {"html": f"{last.values['html']} {tag}"})
        else:
            self._problem(place, code, html=tag)

    # links and pictures

    def _service(self, key: str, written: str, line: int) -> str | None:
        """The address of the service that a mark names."""
        place = self.source.find(written, line)
        address = self.resolve(service_link(key)) if self.resolve else f"#{key}"
        self.links.append(Link(service_link(key), place.line))
        if address is None:
            self._problem(place, "service-unknown", id=key)
        return address

    def _link(self, element: Element, line: int) -> None:
        href = element.get("href", "")
        address = self._target(href, line)
        element.set("href", address)
        if address.startswith(("//", "http:", "https:")):
            element.set("rel", EXTERNAL_REL)

    def _target(self, href: str, line: int, *, image: bool = False) -> str:
        """The address to link to for what the author wrote, which is checked and kept for later checks."""
        place = self.source.find(href, line)
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

    def _image(self, source: str, words: str, line: int, after: str = "") -> str:
        before = len(self.problems)
        address = self._target(source, line, image=True)
        if len(self.problems) == before:  # of what cannot be shown one thing is enough
            told = any(problem.code == "converter-leftover" for problem in self.problems)
            if (left := BEHIND_PICTURE.match(after)) and not told:
                self._problem(self.source.find(left[0], line), "converter-leftover", found=left[0][:40])
            elif not words.strip():
                self._problem(self.source.find(source, line), "image-without-alt", href=source)
        return address

    def _html(self, chunk: Chunk) -> Written:
        """A table in HTML; with anything refused in it, it is text."""

        def target(href: str, words: str | None) -> str:
            return self._target(href, chunk.line) if words is None else self._image(href, words, chunk.line)

        table = read_table(chunk.text, target)
        for refusal in table.refusals:
            self._refuse(refusal.code, refusal.html, refusal.source, chunk.line)
        if table.refusals:
            escaped = chunk.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            return Written(f"<p>{escaped}</p>", folded(chunk.text))
        if mark := _IN_HTML.search(chunk.text):
            self._problem(self.source.find(mark[0], chunk.line), "markdown-in-html", mark=clip(mark[0]))
        return Written(framed(table.html), table.text)

    # all of it, in order

    def _read(
        self, parts: tuple[Part, ...], chunks: list[Chunk]
    ) -> tuple[str, tuple[TocEntry, ...], str, tuple[Passage, ...]]:
        """The HTML, and the plain text, and where in it the anchors are."""
        page: list[str] = []
        toc: list[TocEntry] = []
        passages: list[Passage] = []
        lines: list[str] = []
        start = 0
        for part, chunk in zip(parts, chunks, strict=True):
            pieces: Iterable[tuple[str, str, str]]
            if part.items:
                items = list(self.writer.items(chunk))
                page.append(self.writer.list(chunk, items, [anchor for anchor, _ in part.items]))
                pieces = [(*named, item.text) for named, item in zip(part.items, items, strict=True)]
            elif part.role in ("list", "other"):
                written = self.writer.chunk(chunk)
                page.append(written.html)
                pieces = (("", "", written.text),)
            else:
                shown, cited, line = self._part(part, chunk, toc)
                page.append(shown)
                pieces = ((part.id, cited, line),)
            for anchor, cited, text in pieces:
                if anchor:
                    passages.append(Passage(anchor, cited or clip(text), start))
                if text:
                    lines.append(text)
                    start += len(text) + 1
        if self.notes:
            notes = self.writer.notes(self.notes, self.cited)
            self.anchors.update(f"fn-{number}" for number in self.numbers.values())
            page.append(notes.html)
            lines.append(notes.text)
        return "\n".join(page), tuple(toc), "\n".join(lines), tuple(passages)

    def _part(self, part: Part, chunk: Chunk, toc: list[TocEntry]) -> tuple[str, str, str]:
        """A heading or paragraph on the page, how it is cited, and its text in a line."""
        bold = self._inline(part.bold, chunk.line) if part.bold else _NOTHING
        text = self._inline(part.text, chunk.line)
        line = " ".join(f"{bold.text}{gap(part)}{text.text}".split())
        named = folded(bold.text)
        if part.toc:
            shown = named if part.role == "article" or len(named) > len(part.number) else line
            toc.append(
                TocEntry(
                    part.id, entry(shown) or part.id, part.toc, bare=part.role == "article" and named == part.number
                )
            )
        cited = f"{part.label} {line}".strip() if part.role == "heading" else part.label
        own = line if part.role == "heading" else named
        return part_of(part, bold, text, cited if cited != own else ""), cited, line


def _opened(picture: Element) -> Element:
    """A picture as a link to itself: on a phone its letters may be too small to read."""
    link = Element("a", {"href": picture.get("src", "")})
    link.tail, picture.tail = picture.tail, None
    link.append(picture)
    return link


def _numbered(page: str) -> str:
    """The HTML with each framed table named by its position, for those who cannot see where it stands."""
    numbers = count(1)
    return _FRAME_LABEL.sub(lambda label: f"{label[0]} {next(numbers)}", page)
