"""What all our PDF files share: fonts as they are to be had, how a body is laid out, and what of its HTML is for screens only."""

from __future__ import annotations

import re
from html import escape
from itertools import accumulate, pairwise

from disclosure.text.phrases import phrases

SONG = '"FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "Noto Serif CJK SC", serif'
FANG = '"FangSong_GB2312", "FangSong", "STFangsong", "Noto Serif CJK SC", serif'
KAI = '"KaiTi_GB2312", "KaiTi", "STKaiti", "LXGW WenKai", "Noto Serif CJK SC", serif'
HEI = '"SimHei", "STHeiti", "Noto Sans CJK SC", sans-serif'
"""小标宋, 仿宋, 楷体 and 黑体 by the names that systems give them; the last is what free systems have."""

BODY = f"""
html {{ hyphens: none; overflow-wrap: anywhere }}
body {{ margin: 0; text-align: justify }}
p {{ margin: 0; text-indent: 2em; orphans: 2; widows: 2 }}
h1, h2, h3, h4, h5, h6 {{ margin: 0; font-weight: 400; break-after: avoid }}
a {{ color: inherit; text-decoration: none }}
.footnote-backref {{ display: none }}
b, strong {{ font-weight: 700 }}
p > b[role=heading] {{ font-family: {HEI}; font-weight: 400 }}
.addressee {{ text-indent: 0 }}
.sign {{ display: table; margin: 1em 2em 0 auto; text-align: center; break-inside: avoid; break-before: avoid }}
.sign p {{ text-indent: 0 }}
ul, ol {{ margin: 0; padding-left: 2em }}
li p {{ text-indent: 0 }}
table {{ border-collapse: collapse; width: 100%; line-height: 1.5; margin: .5em 0; overflow-wrap: break-word }}
tr {{ break-inside: avoid }}
thead {{ display: table-header-group }}
th, td {{ border: .5pt solid #000; padding: 2pt 4pt; text-indent: 0; text-align: left }}
th {{ font-family: {HEI}; font-weight: 400 }}
th p, td p {{ text-indent: 0 }}
.align-center {{ text-align: center }}
.align-right {{ text-align: right }}
td.align-right {{ white-space: nowrap }}
.table-name {{ break-after: avoid }}
.footnotes {{ border-top: .5pt solid #000; margin-top: 1em }}
.footnotes p {{ text-indent: 0 }}
"""

_ANCHOR = re.compile(r'<a class="anchor"[^<>]*>(.*?)</a>', re.DOTALL)
_SIGNED = re.compile(r'(?:<p class="signature"[^<>]*>(?:(?!</p>).)*</p>\s*)+', re.DOTALL)
_REGION = re.compile(r' (?:tabindex="0"|role="region")')


def on_paper(html: str) -> str:
    """The HTML of a body without the ways to its own places; who signs and the day stand together."""
    html = _REGION.sub("", _ANCHOR.sub(r"\1", html))
    return _SIGNED.sub(lambda found: f'<div class="sign">{found[0]}</div>', html)


_RANK = re.compile(r"(</?h)([2-5])\b")


def lowered(html: str) -> str:
    """The same with each heading one rank lower."""
    return _RANK.sub(lambda found: f"{found[1]}{int(found[2]) + 1}", html)


def in_lines(title: str, most: int) -> str:
    """A title as HTML in lines of `most` characters at most, about as long as each other.

    They end between phrases, behind each of several issuers, which are parted by spaces, and within the name of what the
    title is about (《…》) only where they must.
    """
    *issuers, last = title.split(" ")
    found = (*(f"{name} " for name in issuers), *phrases(last))
    if len(title) <= most or title.isascii() or any(len(phrase) > most for phrase in found):
        return escape(title)  # of other languages the layout knows where a line may end
    ends = list(accumulate(map(len, found)))
    best: list[tuple[int, int, tuple[int, ...]]] = [(0, 0, ())]  # of the first phrases: lines, cost, where they end
    for at, end in enumerate(ends, start=1):
        before = ((0, *ends)[number] for number in range(at))
        ways = (
            (lines + 1, cost + (end - start) ** 2 + _within(title, end), (*cuts, at))
            for start, (lines, cost, cuts) in zip(before, best, strict=True)
            if end - start <= most
        )
        best.append(min(ways))
    cuts = (0, *best[-1][2])
    return "<br>".join(escape("".join(found[one:other]).strip()) for one, other in pairwise(cuts))


def _within(title: str, end: int) -> int:
    """What it costs to end a line here: more than a line that is ten characters longer than the next."""
    return 200 if title.count("《", 0, end) > title.count("》", 0, end) else 0


def whole_page(title: str, author: str, language: str, style: str, body: str, kind: str = "") -> str:
    """A page that says what it is and in which language, as PDF/UA asks."""
    marked = f' class="{kind}"' if kind else ""
    return (
        f'<html lang="{language}"><head><title>{escape(title)}</title>'
        f'<meta name="author" content="{escape(author)}"><style>{style}</style></head><body{marked}>{body}</body></html>'
    )
