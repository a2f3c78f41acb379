"""The Markdown dialect of the site: Python-Markdown with tables, footnotes and definition lists, made fit for its texts.

What differs from Python-Markdown: a number stays what the author wrote (a list that starts with 3., or leaves out 4., is
a legal text and not to be renumbered); an indented Chinese paragraph is a paragraph and not program code; a list or
table may follow a line of text at once.

Blocks that can be nothing but a heading, a paragraph, a table or a simple list do not go through its parser, and text
with no special characters, or only in strong text and plain links, not through its inline patterns (see `simple`). That
changes speed alone: without `fast` everything goes the long way, to the same end.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.blockprocessors import CodeBlockProcessor
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneOListProcessor, SaneUListProcessor
from markdown.extensions.tables import TableExtension, TableProcessor
from markdown.inlinepatterns import Delimiter, DelimiterProcessor
from markdown.treeprocessors import InlineProcessor, UnescapeTreeprocessor
from markdown.util import AMP_SUBSTITUTE, HTML_PLACEHOLDER_RE, STX, AtomicString

from disclosure import simple
from disclosure.numbering import joined

__all__ = ["AMP_SUBSTITUTE", "HTML_PLACEHOLDER_RE", "STX", "Machine", "adjoined"]

_INLINE_SPECIAL = re.compile(r"[\\`*_\[<&]|  \n")
"""Without one of these no inline pattern of the dialect can match."""

_PLAIN_LINES = r"(?!\d+\. )\u3000*[^\s#=*_+>\[:|-].*(?:\n\u3000*[^\s#=*_+>\[:|-].*)*"
_PLAIN_BLOCK = re.compile(rf"(#{{1,6}})([^\\#\n]*)|{_PLAIN_LINES}")
"""A heading or paragraph, at the top level: no other block processor wants a block whose lines begin like this."""

_LIST_SIGNS = frozenset("-*+0123456789")
_HAN_START = re.compile(r"\s*[（“《]?[\u3000\u4e00-\u9fff]")
_ITEM = re.compile(r" {0,3}(\d+)\.[ ]+")
_LIST_LINE = re.compile(r" {0,3}(?:[-*+]|\d{1,3}\.)[ \t]+\S")
_TABLE_RULE = re.compile(r" {0,3}(?=[^\n]*\|)\|?[ \t]*:?-+[-:| \t]*$")
_PLAIN_LINE = re.compile(r"(?! {4}|\t| {0,3}(?:[>|<:#]|[-*+][ \t]|\d{1,3}\.[ \t]|\[\^?[^\]]*\]:))")
_MAYBE_LIST = re.compile(r"\n {0,3}(?:[-*+]|\d{1,3}\.)[ \t]")
_SPACED_OUT = re.compile(r"^(?: {12,}|\t{3,})(?=[\u4e00-\u9fff\d（])", re.MULTILINE)
_SPACES_ALONE = re.compile(r"(?<=\n) +\n")
_BLANK = re.compile(r"(\n[ \t]*\n)")


class Machine(markdown.Markdown):
    """One Markdown converter, used for one document after another. It must be thrown away after an exception.

    The stages of a conversion are separate, so that the top-level blocks can be worked on in between: `parse`, `inline`,
    `serialise` for each block, `complete` for all. `stash` holds the raw HTML of the document by number, first
    `blocks_stashed` blocks, then single tags and entities in the text.
    """

    def __init__(self, *, fast: bool = True) -> None:
        extensions = [TableExtension(use_align_attribute=True), DefListExtension(), _Footnotes()]
        super().__init__(extensions=extensions, output_format="html")
        self.parser.blockprocessors.register(_IndentedCode(self.parser), "code", 80)
        self.parser.blockprocessors.register(_NumberedList(self.parser), "olist", 40)
        self.parser.blockprocessors.register(SaneUListProcessor(self.parser), "ulist", 30)
        self.tables = _Tables(self)
        self.parser.blockprocessors.register(self.tables, "table", 75)
        self.treeprocessors.register(_Inline(self), "inline", 20)
        self.inlinePatterns.register(_Emphasis(self), "em_strong", 60)
        self.treeprocessors.register(_Unescape(self), "unescape", 0)
        self.treeprocessors.deregister("prettify")
        self.blocks_stashed = 0
        self.escapes = False
        self.fast = fast

    @property
    def stash(self) -> list[str | Element]:
        """The raw HTML found so far; entries may be replaced before `complete`."""
        return self.htmlStash.rawHtmlBlocks

    def parse(self, source: str) -> Element:
        """The block structure. Text is Markdown source still, except in code."""
        self.reset()
        self.escapes = "\\" in source
        text = self._preprocessed(adjoined(source))
        self.blocks_stashed = len(self.stash)
        root = Element(self.doc_tag)
        self.parser.root = root
        others: list[str] = []
        for block in (text.strip("\n") if self.fast else text).split("\n\n"):
            plain = _PLAIN_BLOCK.fullmatch(block) if self.fast else None
            if plain is None:
                if not self.fast or not self._simple(root, block, others):
                    others.append(block)
                continue
            self.parser.parseBlocks(root, others)  # which empties the list
            signs, title = plain.groups()
            if signs:
                SubElement(root, f"h{len(signs)}").text = title.strip()
            else:
                SubElement(root, "p").text = block.lstrip()
        self.parser.parseBlocks(root, others)
        return root

    def _simple(self, root: Element, block: str, others: list[str]) -> bool:
        """Whether the block is a simple list, or a table, and has been put in after the others."""
        if block[:1] in _LIST_SIGNS:
            self.parser.parseBlocks(root, others)
            element = simple.list_of(block, root[-1] if len(root) else None)
            root.extend(() if element is None else (element,))
            return element is not None
        if block[:1] == "|":
            self.parser.parseBlocks(root, others)  # first: to test a block is to remember it
            if self.tables.test(root, block):
                self.tables.run(root, [block])
                return True
        return False

    def _preprocessed(self, source: str) -> str:
        if self.fast and "<" not in source and "&" not in source:  # there is no HTML to take out
            source = f"{source}\n\n".expandtabs(self.tab_length)
            return _SPACES_ALONE.sub("\n", source) if " \n" in source else source
        lines = source.split("\n")
        for preprocessor in self.preprocessors:
            lines = preprocessor.run(lines)
        return "\n".join(lines)

    def inline(self, root: Element) -> Element:
        """The same tree with the inline markup converted, and the footnotes as its last child."""
        for treeprocessor in self.treeprocessors:
            replaced = treeprocessor.run(root)
            root = root if replaced is None else replaced
        return root

    def serialise(self, element: Element) -> str:
        """HTML of an element; the raw HTML of `stash` is still to be put in."""
        return self.serializer(element)

    def complete(self, page: str) -> str:
        """Serialised HTML with the raw HTML of `stash` put in."""
        for postprocessor in self.postprocessors:
            page = postprocessor.run(page)
        return page


def adjoined(source: str) -> str:
    """Source with a blank line put before a list or table that follows a line of text at once, as editors write them.

    Lines indented by twelve spaces and more, where word processors put a signature, lose them: they continue no list.
    """
    if " " * 12 in source or "\t" * 3 in source:
        source = _SPACED_OUT.sub("", source)
    if "|" not in source and not _MAYBE_LIST.search(source):
        return source
    return "".join(_parted(chunk) for chunk in _BLANK.split(source))


def _parted(chunk: str) -> str:
    lines = chunk.split("\n")
    for index, line in enumerate(lines[:-1], start=1):
        if not (line.strip() and _PLAIN_LINE.match(line)):
            return chunk
        rule = lines[index + 1] if index + 1 < len(lines) else ""
        if _LIST_LINE.match(lines[index]) or ("|" in lines[index] and _TABLE_RULE.match(rule)):
            return "\n".join((*lines[:index], "", *lines[index:]))
    return chunk


class _IndentedCode(CodeBlockProcessor):
    """Indented code, except where it is Chinese prose that came from a word processor with its indentation."""

    def test(self, parent: Element, block: str) -> bool:
        return super().test(parent, block) and not _HAN_START.match(block)


class _Tables(TableProcessor):
    """Tables; rows without code and escapes are parted at once."""

    def __init__(self, md: Machine) -> None:
        super().__init__(md.parser, {"use_align_attribute": True})
        self.machine = md

    def _split(self, row: str) -> list[str]:
        if self.machine.fast and "`" not in row and "\\" not in row:
            return row.split("|")
        parted: list[str] = super()._split(row)  # type: ignore[misc]  # not in the types, which are old
        return parted


class _NumberedList(SaneOListProcessor):
    """Keeps the number of every item, as its `value`."""

    def run(self, parent: Element, blocks: list[str]) -> None:
        found = [_ITEM.match(line) for line in blocks[0].split("\n")]
        values = [match[1] for match in found if match]
        super().run(parent, blocks)
        items = parent if parent.tag in ("ol", "ul") else parent[-1]
        items.attrib.pop("start", None)
        for item, value in zip(list(items)[-len(values) :], values, strict=True):
            item.set("value", str(int(value[:9])))


class _Inline(InlineProcessor):
    """Takes out line ends between Chinese characters, and skips top-level blocks without any special character."""

    def __init__(self, md: Machine) -> None:
        super().__init__(md)
        self.machine = md

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        for element in tree.iter():
            if element.text and "\n" in element.text and not isinstance(element.text, AtomicString):
                element.text = joined(element.text)
            if element.tail and "\n" in element.tail:
                element.tail = joined(element.tail)
        if not self.machine.fast:
            return super().run(tree, ancestors)
        special = Element(tree.tag)
        special.extend(block for block in tree if _has_special(block) and not simple.inline(block))
        super().run(special, ancestors)
        return tree


class _Unescape(UnescapeTreeprocessor):
    """Skips a document in which nothing is escaped."""

    def __init__(self, md: Machine) -> None:
        super().__init__(md)
        self.machine = md

    def run(self, root: Element) -> None:
        if self.machine.escapes or not self.machine.fast:
            super().run(root)


def _has_special(block: Element) -> bool:
    texts = (text for element in block.iter() for text in (element.text, element.tail) if text)
    return any(_INLINE_SPECIAL.search(text) and not isinstance(text, AtomicString) for text in texts)


class _Emphasis(DelimiterProcessor):
    """Loses no text, as Python-Markdown 3.11 does.

    For `*a**b*c` it loses the c: emphasis whose signs would take in text is refused. For `*a **b** c_d **e**` it loses
    the d: it takes the next sign, whatever that is, for the beginning of the next emphasis that it found before.
    """

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__("*", "strong,em", md)
        self.add("_", "strong,em", smart=True)
        self.data = ""

    def handleMatch(  # type: ignore[override]  # noqa: N802 -- as the base class has it, of which the types are old
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        if self.regions and not data.endswith(self.data[self.regions[self.cache_index][0] :]):
            self.reset()  # found in another text
        if not self.regions:
            self.data = data
        return super().handleMatch(m, data)

    def get_cached_result(self, pos: int, data: str) -> tuple[Element, int, int]:  # noqa: ARG002 -- see above
        """The next emphasis of those that were found in `self.data`; what follows it there is still as it was."""
        start, _, _, end, *_ = self.regions[self.cache_index]
        offset = len(data) - len(self.data)
        element, count = self._build_element(data, self.cache_index, offset)  # type: ignore[attr-defined]
        self.increment_next_position(start, count)
        return element, start + offset, end + offset

    def add_region(self, delim: Delimiter, a: int, b: int, c: int, d: int, size: int) -> None:
        opening, closing = self.data[a:b], self.data[c:d]
        if b <= c and opening == closing == delim.token * size and size > 0:
            super().add_region(delim, a, b, c, d, size)


class _Footnotes(FootnoteExtension):
    """Footnotes whose anchors are `fn-1`, `fnref-1` by position, whatever the author called them."""

    def __init__(self) -> None:
        super().__init__(SEPARATOR="-", SUPERSCRIPT_TEXT="[{}]", BACKLINK_TITLE="{}", PLACE_MARKER="\0")

    def makeFootnoteId(self, id: str) -> str:  # noqa: A002, N802 -- as the base class has it
        return f"fn-{self._position(id)}"

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:  # noqa: A002, FBT001, FBT002, N802 -- as above
        return self.unique_ref(f"fnref-{self._position(id)}", found)

    def _position(self, label: str) -> int:
        return list(self.footnotes).index(label) + 1
