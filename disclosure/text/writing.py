"""The HTML of what a body holds, and its text as a reader sees it, a block or row a line.

Every text is written once, by `Inline`, which gives both; nothing here reads what was written.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from disclosure.text.blocks import Chunk, Note
from disclosure.text.phrases import phrases
from disclosure.text.structure import LINKED, Part


class Written(NamedTuple):
    """HTML, and the text in it."""

    html: str
    text: str


Inline = Callable[[str, int], Written]
"""A text with the signs within it, and the number of its line."""
Raw = Callable[[Chunk], Written]
"""A table in HTML."""

_CLASSES = {"article": "tiao", "signature": "signature", "addressee": "addressee"}
_SIGNS = re.compile("[<&]")
_FRAME = '<div aria-label="表格" class="table" role="region" tabindex="0">'


def folded(text: str) -> str:
    """A text in one line, white space folded."""
    return " ".join(text.split())


# --- headings and paragraphs


def part_of(part: Part, bold: Written, text: Written, label: str) -> str:
    """A heading or paragraph. What can be cited is a link to itself: its number, its lead or its title.

    `label` is how it is cited, where that is more than these words say.
    """
    tag = f"h{part.level}" if part.role == "heading" else "p"
    kind = f' class="{_CLASSES[part.role]}"' if part.role in _CLASSES else ""
    name = f' id="{part.id}"' if part.id else ""
    if part.role not in LINKED:
        return f"<{tag}{kind}{name}>{text.html}</{tag}>"
    if not part.bold:
        shown = text.html if tag == "p" or _SIGNS.search(text.html) else "<wbr>".join(phrases(text.html))
        return f"<{tag}{kind}{name}>{_to_itself(part, Written(shown, text.text), label)}</{tag}>"
    # An article is a heading for the ear. It stays within its paragraph, on paper and in what is copied from the page.
    role = ' class="lead"' if part.role == "lead" else f' role="heading" aria-level="{part.level}"'
    return f"<{tag}{kind}{name}><b{role}>{_to_itself(part, bold, label)}</b>{gap(part)}{text.html}</{tag}>"


def _to_itself(part: Part, words: Written, label: str) -> str:
    """Words that lead to where they stand; with a sign behind them where they hold a link of their own."""
    cited = html.escape(label)
    if "<a " in words.html:
        sign = html.escape(label or words.text)
        return f'{words.html}<a aria-label="{sign}" class="anchor" href="#{part.id}"></a>'
    title = f' title="{cited}"' if label else ""
    return f'<a class="anchor" href="#{part.id}"{title}>{words.html}</a>'


def gap(part: Part) -> str:
    """What parts the number of an article from its text."""
    return "\u3000" if part.role == "article" and part.text else ""


# --- lists, tables and notes


class Writer:
    """Writes chunks that hold others; `inline` and `raw` write what is in them."""

    def __init__(self, inline: Inline, raw: Raw) -> None:
        self.inline = inline
        self.raw = raw

    def chunk(self, chunk: Chunk) -> Written:
        """Anything but a heading, which stands at the top only."""
        if chunk.kind == "list":
            items = list(self.items(chunk))
            return Written(self.list(chunk, items), "\n".join(item.text for item in items))
        if chunk.kind == "table":
            return self._table(chunk)
        if chunk.kind == "html":
            return self.raw(chunk)
        written = self.inline(chunk.text, chunk.line)
        return Written(f"<p>{written.html}</p>", folded(written.text))

    def items(self, chunk: Chunk) -> Iterator[Written]:
        """What is in each item of a list, its number before its text."""
        for index, item in enumerate(chunk.items):
            number = f"{chunk.numbers[index]}. " if chunk.numbers else ""
            inside = self.inside(item, loose=chunk.loose)
            yield Written(inside.html, f"{number}{inside.text}")

    def list(self, chunk: Chunk, items: Sequence[Written], anchors: Sequence[str] = ()) -> str:
        """A list of written items, with the numbers that a browser would not count by itself."""
        if not chunk.numbers:
            return f"<ul>{''.join(f'<li>{item.html}</li>' for item in items)}</ul>"
        start = f' start="{chunk.numbers[0]}"' if chunk.numbers[0] != 1 else ""
        pieces = [f"<ol{start}>"]
        expected = chunk.numbers[0]
        for index, (number, item) in enumerate(zip(chunk.numbers, items, strict=True)):
            name = f' id="{anchors[index]}"' if anchors else ""
            value = f' value="{number}"' if number != expected else ""
            pieces.append(f"<li{name}{value}>{item.html}</li>")
            expected = number + 1
        return "".join((*pieces, "</ol>"))

    def inside(self, chunks: Sequence[Chunk], *, loose: bool) -> Written:
        """What an item, or a note, holds."""
        pages, texts = [], []
        for chunk in chunks:
            if chunk.kind == "paragraph" and not loose:
                written = self.inline(chunk.text, chunk.line)
                pages.append(written.html)
                texts.append(folded(written.text))
            else:
                written = self.chunk(chunk)
                pages.append(written.html)
                texts.append(written.text)
        return Written("".join(pages), "\n".join(texts))

    def _table(self, chunk: Chunk) -> Written:
        pages, texts = [], []
        for index, (row, line) in enumerate(zip(chunk.rows, chunk.lines, strict=True)):
            heads = chunk.headed and index == 0
            cells = [self.inline(cell, line) for cell in row]
            row_html = "".join(
                _cell(cell.html, chunk.aligned[n] if n < len(chunk.aligned) else "", heads=heads)
                for n, cell in enumerate(cells)
            )
            begins = "<thead>" if heads else "<tbody>" if index == chunk.headed else ""
            pages.append(f"{begins}<tr>{row_html}</tr>{'</thead>' if heads else ''}")
            texts.append(folded(" ".join(cell.text for cell in cells)))
        ends = "</tbody>" if len(chunk.rows) > chunk.headed else ""
        return Written(f"{_FRAME}<table>{''.join(pages)}{ends}</table>\n</div>", "\n".join(filter(None, texts)))

    def notes(self, notes: Mapping[str, Note], cited: Mapping[int, int]) -> Written:
        """All notes; `cited` says how often each is."""
        pages, texts = [], []
        for number, note in enumerate(notes.values(), start=1):
            loose = len(note.chunks) > 1
            inside = self.inside(note.chunks, loose=True)
            back = "".join(
                f'\u00a0<a aria-label="返回正文注 {number}" class="footnote-backref" href="#{reference(number, time)}">↩</a>'
                for time in range(1, max(cited.get(number, 0), 1) + 1)
                if number in cited
            )
            page = inside.html.removesuffix("</p>")
            page = f"{page}{back}</p>" if page != inside.html else f"{page}<p>{back}</p>" if back else page
            pages.append(f'<li id="fn-{number}">{page if loose or page else ""}</li>')
            texts.append(f"{number}. {inside.text}")
        page = f'<section aria-label="注释" class="footnotes"><ol>{"".join(pages)}</ol></section>'
        return Written(page, "\n".join(texts))


def reference(number: int, time: int) -> str:
    """The anchor of a note's mark, where it stands for the first time, the second time and so on."""
    return f"fnref-{number}" if time == 1 else f"fnref{time}-{number}"


def framed(table: str, name: str = "") -> str:
    """A table in a frame, so that it scrolls by itself on a narrow screen; `name` is what the frame is called for the ear."""
    frame = f'<div aria-label="{html.escape(name)}" class="table" role="region" tabindex="0">' if name else _FRAME
    return f"{frame}{table}</div>"


def _cell(inside: str, aligned: str, *, heads: bool) -> str:
    """Alignment as a class, for the page allows no inline style; a header says what it heads, an empty one is none."""
    kind = f' class="align-{aligned}"' if aligned else ""
    if heads and inside:
        return f'<th{kind} scope="col">{inside}</th>'
    return f"<td{kind}>{inside}</td>"
