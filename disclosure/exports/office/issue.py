"""An issue of the gazette as HTML for paper: cover, contents with the numbers of pages, and all that it holds."""

from __future__ import annotations

from html import escape

from disclosure.exports.office.bound import Bound, Piece
from disclosure.exports.office.paper import BODY, FANG, HEI, KAI, SONG, in_lines, lowered, on_paper, whole_page
from disclosure.pages._versions import apart

STYLE = f"""
@page {{ size: A4; margin: 30mm 24mm 24mm; font: 9pt/1.4 {SONG} }}
@page :left {{
  @top-left {{
    content: string(running); width: 100%; vertical-align: bottom;
    border-bottom: .5pt solid #888; padding-bottom: 1.5mm; margin-bottom: 6mm;
  }}
  @bottom-left {{ content: counter(page); font-size: 11pt; padding-top: 4mm; vertical-align: top }}
}}
@page :right {{
  @top-right {{
    content: string(piece); width: 100%; vertical-align: bottom; text-align: right;
    border-bottom: .5pt solid #888; padding-bottom: 1.5mm; margin-bottom: 6mm;
  }}
  @bottom-right {{ content: counter(page); font-size: 11pt; padding-top: 4mm; vertical-align: top }}
}}
@page cover {{
  margin: 0;
  @top-left {{ content: none }} @top-right {{ content: none }}
  @bottom-left {{ content: none }} @bottom-right {{ content: none }}
}}
{BODY}
html {{ font: 11pt/19pt {FANG} }}
.cover {{ page: cover; height: 297mm; position: relative; text-align: center; string-set: running attr(data-running) }}
.cover p {{ text-indent: 0 }}
.cover .band {{ height: 14mm; background: #b01c1c }}
.cover h1 {{ font: 700 34pt/48pt {SONG}; color: #b01c1c; margin: 58mm 22mm 0; bookmark-level: 1 }}
.cover .issue {{ font: 700 22pt/34pt {SONG}; margin-top: 16mm }}
.cover .lines {{ font: 13pt/24pt {SONG}; margin-top: 5mm }}
.cover .notes {{ position: absolute; left: 22mm; right: 22mm; bottom: 24mm; font-size: 10pt; line-height: 17pt }}
.cover .notes p:first-child {{ font-size: 14pt; line-height: 28pt }}
.contents {{ break-before: page; string-set: piece attr(data-short) }}
.contents h1 {{ font: 700 20pt/32pt {SONG}; text-align: center; margin-bottom: 10mm; bookmark-level: 1 }}
.contents h2 {{ font: 400 12pt/22pt {HEI}; color: #b01c1c; margin: 5mm 0 2mm; bookmark-level: none }}
.contents ol {{ list-style: none; padding: 0; margin: 0 }}
.contents li {{ margin-bottom: 1.5mm; text-align: left; break-inside: avoid }}
.contents a::after {{ content: leader(".") target-counter(attr(href url), page) }}
.note {{ margin-top: 10mm; border-top: .5pt solid #888; padding-top: 3mm }}
.section {{
  font: 400 15pt/26pt {HEI}; color: #b01c1c; border-bottom: 1pt solid #b01c1c; margin-bottom: 9mm;
  break-before: page; bookmark-level: 1;
}}
.piece {{ break-before: page; string-set: piece attr(data-short) }}
.section + .piece {{ break-before: auto }}
.piece > h2 {{ font: 700 17pt/27pt {SONG}; text-align: center; margin: 0 0 4mm; bookmark-level: 2 }}
.caption {{ font-family: {KAI}; text-indent: 0; text-align: center; margin-bottom: 7mm }}
.piece h3, .piece h4, .piece h5, .piece h6 {{ font-size: 11pt }}
.piece h3 {{ font-family: {HEI}; text-indent: 2em; bookmark-level: 3 }}
.piece h4 {{ font-family: {KAI}; text-indent: 2em; bookmark-level: 4 }}
.piece.plain h3[id*="-h-"] {{ text-indent: 0; margin: 4mm 0 1mm }}
.piece:not(.plain) h3[id*="-h-"] {{ font: 700 14pt/24pt {SONG}; text-indent: 0; text-align: center; margin: 9mm 0 5mm }}
.piece :is(h3, h4):is([id*="-zhang"], [id*="-bian"]) {{
  font-family: {HEI}; text-indent: 0; text-align: center; margin: 4mm 0 2mm;
}}
.piece :is(h4, h5)[id*="-jie"] {{ font-family: {KAI}; text-indent: 0; text-align: center }}
table {{ font-size: 9.5pt; line-height: 14pt }}
.footnotes {{ font-size: 9pt; line-height: 14pt }}
.foot {{
  font: 7.5pt/11pt {HEI}; color: #555; text-align: left;
  margin-top: 8mm; border-top: .5pt solid #888; padding-top: 1.5mm; break-inside: avoid; break-before: avoid;
}}
.foot p {{ text-indent: 0; word-break: break-all }}
"""


_TITLE_LINE = 26
"""How many characters of a title a line has at most."""


def issue(content: Bound) -> str:
    """A printed issue as an HTML page."""
    listed, printed, number = "", "", 0
    for title, pieces in content.sections:
        entries = ""
        printed += f'<h1 class="section">{escape(title)}</h1>'
        for piece in pieces:
            number += 1
            entries += f'<li><a href="#piece-{number}">{escape(piece.title)}</a></li>'
            printed += _piece(piece, number, content.language)
        listed += f"<h2>{escape(title)}</h2><ol>{entries}</ol>"
    note = f'<div class="note">{on_paper(content.note)}</div>' if content.note else ""
    body = (
        f'<div class="cover" data-running="{escape(content.running)}"><div class="band"></div><h1>{escape(content.name)}</h1>'
        f'<p class="issue">{escape(content.number)}</p><div class="lines">{_lines(content.lines)}</div>'
        f'<div class="notes">{_lines(content.notes)}</div></div>'
        f'<div class="contents" data-short="{escape(content.contents)}"><h1>{escape(content.contents)}</h1>{listed}{note}</div>'
        f"{printed}"
    )
    return whole_page(content.title, content.author, content.language, STYLE, body)


def _piece(piece: Piece, number: int, language: str) -> str:
    """Its anchors are its own: there is a 第一条 in most pieces. Its headings stand below the section's and its title."""
    spoken = f' lang="{piece.language}"' if piece.language != language else ""
    caption = f'<p class="caption">{escape(piece.caption)}</p>' if piece.caption else ""
    foot = f'<div class="foot">{_lines(piece.foot)}</div>' if piece.foot else ""
    body = apart(lowered(on_paper(piece.html)), f"p{number}-")
    return (
        f'<div class="piece{"" if piece.official else " plain"}" id="piece-{number}" data-short="{escape(piece.short)}"{spoken}>'
        f"<h2>{in_lines(piece.title, _TITLE_LINE)}</h2>{caption}{body}{foot}</div>"
    )


def _lines(words: tuple[str, ...]) -> str:
    return "".join(f"<p>{escape(one)}</p>" for one in words)
