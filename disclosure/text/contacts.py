"""Telephone numbers and mail addresses in what people write, as links that a phone can dial.

A number in running text may be anything: it is taken for a telephone number where it is written like one (0571-87654321),
or where the words before or behind it say so (拨打12345, 96310热线). In a contact block, which holds little else, numbers
of any usual form are taken, mobile ones and those without an area code too. Fax numbers are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import NamedTuple


class Reach(NamedTuple):
    """A stretch of text, and the `tel:` or `mailto:` address that it names."""

    text: str
    href: str | None = None


_FREE = r"(?<![0-9A-Za-z.〔\-－—_/@])"
_END = r"(?![0-9A-Za-z@]|[-－—]\d|[.．]\d|\s?[元万亿千百个户人名家平件条份亩吨公])"
_EXTENSION = r"(?:\s?[（(]?\s?(?:转分机|转|分机号?|-|－|—)\s?(?P<extension>\d{1,6})[）)]?)?"
_MAIL = r"(?P<mail>(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"
_FOUND = re.compile(
    rf"{_MAIL}"
    rf"|{_FREE}(?:"
    r"\+86[-－\s]?(?P<abroad>\d{2,3}[-－\s]?\d{3,4}[-－\s]?\d{4})"
    rf"|(?P<area>[（(]0\d{{2,3}}[）)]\s?|0\d{{2,3}}\s?[-－—–]\s?|0\d{{2,3}}\s?)(?P<local>[1-9]\d{{2,3}}[-－\s]?\d{{4}}){_EXTENSION}"
    r"|(?P<free>[48]00[-－\s]?\d{3,4}[-－\s]?\d{3,4})"
    r"|(?P<mobile>1[3-9]\d[-－\s]?\d{4}[-－\s]?\d{4})"
    r"|(?P<hotline>12\d{3}|96\d{3,4}|1(?:10|19|20|22))"
    rf"|(?P<bare>[2-9]\d{{6,7}}){_EXTENSION.replace('extension', 'inner')}"
    rf"){_END}"
)
_NARROW = str.maketrans("０１２３４５６７８９－＋＠", "0123456789-+@")
_LABEL = re.compile(r"(?:电话|热线|专线|拨打|致电|手机|联系方式|[Tt]el|TEL)[^\d，。；,;]{0,8}$")
_DIALS = re.compile(r"(?:拨打|电话|热线|致电|号码)[：:“\"（(\s]{0,3}$")
_HOTLINE = re.compile(r"[”\"）)]?(?:[^\s\d，。；、,;]{0,10})?(?:热线|专线|电话|平台)")
_FAX = re.compile(r"(?:传真|[Ff]ax|FAX)[^\d，。；、,;]{0,6}$")
_LIST = re.compile(r"[\s、，,/／或和]{1,3}$")
_REGULAR = re.compile(r"[-－—–）)]")


def reaches(text: str, *, block: bool = True) -> Iterator[Reach]:
    """A text in stretches; `block` says that it is a contact block, such as the field 联系方式."""
    end, area, last = 0, "", -1
    for match in _FOUND.finditer(text.translate(_NARROW)):
        if (href := _href(match, block=block, area=area if _follows(text, last, match.start()) else "")) is None:
            continue
        if match.start() > end:
            yield Reach(text[end : match.start()])
        yield Reach(text[match.start() : match.end()], href)
        end = last = match.end()
        area = _digits(match["area"]) if match["area"] else area
    if end < len(text):
        yield Reach(text[end:])


def dialled(page: str) -> str:
    """HTML with its numbers and addresses as links: text alone, outside links and tags."""
    pieces, end = [], 0
    for match in _FOUND.finditer(page.translate(_NARROW)):
        start = match.start()
        if page.rfind("<", 0, start) > page.rfind(">", 0, start) or page.rfind("<a ", 0, start) > page.rfind(
            "</a>", 0, start
        ):
            continue
        if href := _href(match, block=False, area=""):
            pieces += [page[end:start], f'<a href="{escape(href)}">{page[start : match.end()]}</a>']
            end = match.end()
    return "".join((*pieces, page[end:])) if pieces else page


def _href(match: re.Match[str], *, block: bool, area: str) -> str | None:
    """The address that a match names, None where it may be another number. `area` is that of the number before."""
    if match["mail"]:
        return f"mailto:{match['mail']}"
    before, behind = match.string[max(0, match.start() - 16) : match.start()], match.string[match.end() :][:16]
    if _FAX.search(before):
        return None
    if match["hotline"]:
        said = _DIALS.search(before) or _HOTLINE.match(behind) or (block and match["hotline"] == "12345")
        return f"tel:{_digits(match['hotline'])}" if said else None
    number = _number(match, block=block, labelled=_LABEL.search(before) is not None, area=area)
    return f"tel:{number}" if number else None


def _number(match: re.Match[str], *, block: bool, labelled: bool, area: str) -> str | None:
    """What a phone is to dial: digits, and after a comma, which waits for the answer, an extension."""
    extension = f",{_digits(match['extension'])}" if match["extension"] else ""
    if match["abroad"]:
        return f"+86{_digits(match['abroad']).removeprefix('0')}"
    if match["area"]:
        regular = block or labelled or _REGULAR.search(match["area"])
        return _digits(match["area"]) + _digits(match["local"]) + extension if regular else None
    if match["free"]:
        number = _digits(match["free"])
        return number if len(number) == len("4001234567") and (block or labelled) else None
    if match["mobile"]:
        return _digits(match["mobile"]) if block else None
    if not (block and (labelled or area)):
        return None
    local = f",{_digits(match['inner'])}" if match["inner"] else ""
    return f"{area}{_digits(match['bare'])}{local}"


def _follows(text: str, last: int, start: int) -> bool:
    """Whether a number stands in one list with the one before: 0571-87654321、87654322 are of one place."""
    return last >= 0 and _LIST.fullmatch(text, last, start) is not None


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))
