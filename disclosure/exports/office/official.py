"""A document in the layout of official documents (GB/T 9704-2012) as far as a web text has it, as HTML for paper.

版头 with the names of the issuers, the number and the red line; 主体 of 22 lines with 28 characters each; instead of 版记,
which tells who printed the original, what this file was made from. There is no seal: what stands here is no original.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from disclosure.exports.office.paper import BODY, FANG, HEI, KAI, SONG, in_lines, on_paper, whole_page
from disclosure.exports.office.printed import Printed

STYLE = f"""
@page {{ size: A4; margin: 37mm 26mm 35mm 28mm; font: 14pt/1 {SONG} }}
@page :right {{
  @bottom-right {{
    content: "— " counter(page) " —"; white-space: nowrap; font: 14pt/1 {SONG};
    vertical-align: top; padding: 7mm 14pt 0 0;
  }}
}}
@page :left {{
  @bottom-left {{
    content: "— " counter(page) " —"; white-space: nowrap; font: 14pt/1 {SONG};
    vertical-align: top; padding: 7mm 0 0 14pt;
  }}
}}
{BODY}
html {{ font: 16pt/28.98pt {FANG}; letter-spacing: -.21pt }}
.notes {{ min-height: 35mm; font: 8pt/11.5pt {HEI}; letter-spacing: 0; color: #444 }}
.notes p {{ text-indent: 0 }}
.head {{ color: #c00; text-align: center }}
.head .names {{ display: inline-block; vertical-align: middle; font: 700 30pt/42pt {SONG}; letter-spacing: 0 }}
.head .names p {{ text-indent: 0; text-align: left; white-space: nowrap }}
.head.many .names {{ font-size: 22pt; line-height: 32pt }}
.head .file {{
  display: inline-block; vertical-align: middle; font: 700 30pt/42pt {SONG}; letter-spacing: 0; margin-left: .3em;
}}
.number {{ text-indent: 0; text-align: center; margin-top: 40pt }}
.line {{ border: 0; border-top: 1.2pt solid #c00; margin: 4mm 0 0 }}
h1 {{ font: 700 22pt/34pt {SONG}; letter-spacing: 0; text-align: center; margin: 43pt 0 29pt }}
.plain .notes {{ min-height: 0; margin-bottom: 14pt }}
.plain h1 {{ margin-top: 0 }}
.caption {{ font-family: {KAI}; text-indent: 0; text-align: center; margin: -14pt 2em 29pt }}
h2 {{ font: 400 16pt/28.98pt {HEI}; text-indent: 2em }}
h3 {{ font: 400 16pt/28.98pt {KAI}; text-indent: 2em }}
h4, h5, h6 {{ font-size: 16pt; text-indent: 2em }}
h2[id^="h-"] {{
  font: 700 22pt/34pt {SONG}; letter-spacing: 0; text-indent: 0; text-align: center; margin: 29pt 1em;
}}
.sign + h2[id^="h-"] {{ break-before: page }}
.plain h2[id^="h-"] {{ font: 400 16pt/28.98pt {HEI}; text-align: left; margin: 14.49pt 0 0 }}
:is(h2, h3):is([id^="zhang"], [id^="bian"]) {{
  font-family: {HEI}; text-indent: 0; text-align: center; margin: 14.49pt 0;
}}
:is(h3, h4)[id^="jie"] {{ font-family: {KAI}; text-indent: 0; text-align: center }}
.sign {{ margin-top: 28.98pt; white-space: nowrap }}
table {{ font-size: 12pt; line-height: 18pt; letter-spacing: 0 }}
.form {{ word-break: keep-all }}
.form:lang(en) {{ font-size: 10.5pt; line-height: 15pt }}
.form th {{ word-break: normal }}
.form td {{ height: 22pt }}
.notes-below {{ font-size: 10.5pt; line-height: 16pt; letter-spacing: 0; text-align: left; break-inside: avoid; margin-top: 6pt }}
.notes-below p {{ text-indent: 0 }}
.notes-below p:first-child {{ font-family: {HEI} }}
.footnotes {{ font-size: 12pt; line-height: 20pt }}
.attachments {{ margin-top: 28.98pt; break-before: avoid }}
.attachments p {{ text-indent: 0; padding-left: 6.2em }}
.attachments p:first-child {{ text-indent: -4.2em }}
.imprint {{
  float: footnote; font: 14pt/24pt {FANG}; letter-spacing: 0; text-align: left;
  border-top: 1pt solid #000; border-bottom: 1pt solid #000; padding: 0 14pt;
}}
.imprint p {{ text-indent: 0 }}
.imprint p + p {{ border-top: .7pt solid #000; margin: 0 -14pt; padding: 0 14pt }}
.imprint::footnote-call, .imprint::footnote-marker {{ content: none }}
"""
"""Margins, letters, lines, head and page numbers after 5.2, 7.2, 7.3 and 7.5 of the standard."""

_TITLE_LINE = 20
"""How many characters of a title a line has at most."""


def official(content: Printed) -> str:
    """A printed document as an HTML page; one that nobody issued with a number has no red head."""
    notes = _part("notes", content.notes)
    said = content.caption if content.caption != content.number or not content.issuers else None
    caption = f'<p class="caption">{escape(said)}</p>' if said else ""
    below = "".join(f"<p>{number}. {escape(title)}</p>" for number, title in enumerate(content.attachments, start=1))
    below = below.replace("<p>", f"<p>{escape(content.attached)}：", 1)
    attached = f'<div class="attachments">{below}</div>' if below else ""
    body = (
        f"{notes}{_head(content)}"
        f"<h1>{in_lines(content.title, _TITLE_LINE)}</h1>{caption}"
        f"{_with_attachments(on_paper(content.html), attached)}{_part('imprint', content.imprint)}"
    )
    return whole_page(
        content.title, content.author, content.language, STYLE, body, "headed" if content.issuers else "plain"
    )


def _part(kind: str, lines: Sequence[str]) -> str:
    """Lines that stand together; nothing where there are none."""
    inside = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f'<div class="{kind}">{inside}</div>' if inside else ""


def _head(content: Printed) -> str:
    if not content.issuers:
        return ""
    longest = max(map(len, content.issuers))
    names = "".join(_name(name, longest) for name in content.issuers)
    many = " many" if len(content.issuers) > 1 else ""
    return (
        f'<div class="head{many}"><div class="names">{names}</div><span class="file">{escape(content.file_word)}</span></div>'
        f'<p class="number">{escape(content.number or "")}</p><hr class="line">'
    )


def _with_attachments(html: str, attached: str) -> str:
    """附件说明 stands above who signs (7.3.5), where the text ends with that; below it where the text goes on."""
    before, sign, after = html.rpartition('<div class="sign">')
    if not sign or "<p" in after.partition("</div>")[2]:
        return html + attached
    return before + attached + sign + after


def _name(name: str, longest: int) -> str:
    """A name as wide as the longest one: they stand below each other, flush on both sides."""
    apart = (longest - len(name)) / max(len(name) - 1, 1)
    return f'<p style="letter-spacing: {apart:.3f}em; margin-right: -{apart:.3f}em">{escape(name)}</p>'
