"""政府信息公开申请表: the form that applicants download from the guide, as Word and, where it can be made, as PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import cast

from disclosure.exports.office.printed import Printed
from disclosure.library.addresses import document_url
from disclosure.model.documents import PlainPage
from disclosure.pages._requesting import form_suffixes, form_url, is_guide
from disclosure.site.page import Deferred, Output, Page, Site, export

_ROOM = "<br>" * 6
"""Empty lines to write into."""

_WIDTHS = {"zh-Hans": (7.5, 16, 16, 22.5, 14, 24), "en": (15, 16.5, 18, 18.5, 13, 19)}
"""Of the columns, in per cent: a name stands on one line, and the more room there is for what is written."""

_BLANK = "　" * 6
"""Room for some words."""


@export("request-form")
def request_form(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Deferred]:
    """The form beside each guide for applicants, in the guide's language."""
    guides = (key for key, entry in site.library.of(PlainPage).items() if is_guide(site, entry.record))
    return (Deferred(forms_of, key) for key in guides)


def forms_of(site: Site, key: str) -> Iterator[Output]:
    """The form in each format."""
    page = site.library.of(PlainPage)[key].record
    for suffix in form_suffixes(site):
        yield Output(form_url(page, suffix).lstrip("/"), _writer(suffix)(form(site, page)))


def _writer(suffix: str) -> Callable[[Printed], bytes]:
    """What makes a format; loaded only then."""
    if suffix == "pdf":
        from disclosure.exports.office.pdf import written as as_pdf  # noqa: PLC0415

        return as_pdf
    from disclosure.exports.office.word import written as as_word  # noqa: PLC0415

    return cast("Callable[[Printed], bytes]", as_word)


def form(site: Site, page: PlainPage) -> Printed:
    """The form as it is printed: a table of six columns, then how to fill it in."""

    def say(name: str, **values: str) -> str:
        return escape(site.strings(f"request.paper.{name}", **values))

    address = site.config.site.address + document_url(page).lstrip("/")
    notes = [say("notes"), say("note_1"), say("note_2"), say("note_3"), say("note_4", url=address)]
    *kept, last = notes
    below = "".join(f'<p class="note kept">{note}</p>' for note in kept) + f'<p class="note">{last}</p>'
    columns = "".join(f'<col style="width: {width}%">' for width in _WIDTHS.get(site.strings.language, ()))
    return Printed(
        title=site.strings("request.paper.title"),
        caption=None,
        notes=(),
        html=f'<table class="form"><colgroup>{columns}</colgroup><tbody>{"".join(_rows(say))}</tbody></table>'
        f'<div class="notes-below">{below}</div>',
        attached="",
        attachments=(),
        author=site.config.site.organiser,
        language=site.strings.language,
        day=None,
    )


def _rows(say: Callable[[str], str]) -> Iterator[str]:
    about_you, about_it = _head(say("about_you"), down=8), _head(say("about_it"), down=4)
    person = [_blanks(say, *names) for names in (("name", "work"), ("paper", "number"), ("phone", "email"))]
    body = [_blanks(say, *names) for names in (("body_name", "code"), ("head", "contact"), ("phone", "email"))]
    first_person, first_body = _head(say("person"), down=3), _head(say("body"), down=3)
    yield _row(about_you, first_person, person[0])
    yield from (_row(cells) for cells in person[1:])
    yield _row(first_body, body[0])
    yield from (_row(cells) for cells in body[1:])
    yield _row(_head(say("address"), across=2), _cell("", across=3))
    yield _row(_head(say("signature"), across=2), _cell(_BLANK), _blanks(say, "day"))
    yield _row(about_it, _head(say("description"), across=2), _cell(_ROOM, across=3))
    yield _row(_head(say("form"), across=2), _cell(_boxes(say("forms")), across=3))
    yield _row(_head(say("way"), across=2), _cell(_boxes(say("ways")), across=3))
    yield _row(_cell(_boxes(say("otherwise")), across=5))


def _boxes(words: str) -> str:
    """Boxes to tick, none of which ends a line before its words."""
    return words.replace("□ ", "□\u00a0")


def _row(*cells: str) -> str:
    return f"<tr>{''.join(cells)}</tr>"


def _head(words: str, *, down: int = 1, across: int = 1) -> str:
    return f'<th scope="row" rowspan="{down}" colspan="{across}">{words}</th>'


def _cell(inside: str, *, across: int = 1) -> str:
    return f'<td colspan="{across}">{inside}</td>'


def _blanks(say: Callable[[str], str], *names: str) -> str:
    """Each name with a cell to write into."""
    return "".join(_head(say(name)) + _cell(_BLANK) for name in names)
