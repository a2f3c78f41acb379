"""Documents as PDF files for printing and keeping: tagged, with bookmarks, in the layout of official documents.

Only this module imports weasyprint, which needs Pango and Chinese fonts on the machine; where it is not there, files are
not made, and `rules.formats` says so. The same document gives the same bytes with the same fonts.
"""

from __future__ import annotations

from html import escape

from weasyprint import HTML

from disclosure.exports.office.printed import Printed

STYLE = """
@page {
  size: A4; margin: 37mm 26mm 35mm 28mm;
  @bottom-center { content: "— " counter(page) " —"; font: 14pt "Noto Serif CJK SC", serif; vertical-align: top; padding-top: 7mm }
}
html { font: 16pt/28pt FangSong, "Noto Serif CJK SC", serif; }
body { margin: 0; text-align: justify; overflow-wrap: anywhere; hyphens: none }
.notes { font-size: 9pt; line-height: 14pt; color: #444; border: .5pt solid #888; padding: 4pt 8pt; margin-bottom: 28pt }
.notes p { text-indent: 0 }
h1 { font: 700 22pt/36pt "Noto Serif CJK SC", serif; text-align: center; margin: 0 0 14pt }
.caption { text-align: center; text-indent: 0; margin-bottom: 28pt }
h2, h3 { font: 400 16pt/28pt "Noto Sans CJK SC", sans-serif; text-align: center; margin: 14pt 0 0; break-after: avoid }
h4, h5, h6 { font-size: 16pt; margin: 0; text-indent: 2em; break-after: avoid }
p { margin: 0; text-indent: 2em; orphans: 2; widows: 2 }
.addressee { text-indent: 0 } .signature { text-align: right }
a { color: inherit; text-decoration: none } .anchor, .footnote-backref { display: none }
ul, ol { margin: 0; padding-left: 2em } li p { text-indent: 0 }
table { border-collapse: collapse; width: 100%; font-size: 12pt; line-height: 18pt; margin: 14pt 0 }
th, td { border: .5pt solid #000; padding: 3pt 4pt; text-indent: 0; text-align: left } th { font-weight: 700 }
th p, td p { text-indent: 0 } .align-center { text-align: center } .align-right { text-align: right }
.footnotes { font-size: 12pt; line-height: 20pt; border-top: .5pt solid #000; margin-top: 28pt }
.attachments { margin-top: 28pt; text-indent: 0 }
"""
"""Margins, size of letters and of lines, and page numbers after GB/T 9704-2012 (5.2, 7.3, 7.5); fonts as they are to be had."""


def written(content: Printed) -> bytes:
    """A printed document as the bytes of a PDF file."""
    made: bytes = HTML(string=_page(content)).write_pdf(pdf_variant="pdf/ua-1")
    return made


def _page(content: Printed) -> str:
    notes = "".join(f"<p>{escape(note)}</p>" for note in content.notes)
    caption = f'<p class="caption">{escape(content.caption)}</p>' if content.caption else ""
    attached = "".join(f"<p>{number}. {escape(title)}</p>" for number, title in enumerate(content.attachments, start=1))
    below = f'<div class="attachments"><p>{escape(content.attached)}</p>{attached}</div>' if attached else ""
    return (
        f'<html lang="{content.language}"><head><title>{escape(content.title)}</title>'
        f'<meta name="author" content="{escape(content.author)}"><style>{STYLE}</style></head>'
        f'<body><div class="notes">{notes}</div><h1>{escape(content.title)}</h1>{caption}{content.html}{below}</body></html>'
    )
