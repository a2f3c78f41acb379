"""Courses and talks (课件与公开讲): what can be watched, heard or leafed through, and the talks that come, in one list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from disclosure.library.listings import Window, earliest, rows_change
from disclosure.model.choices import ColumnType, EventSeries, InterpretationForm
from disclosure.model.documents import Event
from disclosure.pages._courses import COURSES, Taught, courses_of
from disclosure.pages._media import Piece, pieces_of
from disclosure.pages._parts import Link, Pager, home_link, page_title, paginate
from disclosure.pages.event import since_over, until_over
from disclosure.site.page import Page, Site, page_kind


@dataclass(frozen=True, slots=True)
class Course:
    """An interpretation or event in the list, and what can be opened of it; `what` it is, such as 视频解读 or 政策公开讲.

    `window` are the days on which it stands there; None: all.
    """

    row: Taught
    what: InterpretationForm | EventSeries
    pieces: tuple[Piece, ...]
    window: Window | None


@dataclass(frozen=True, slots=True)
class CoursesView:
    """One page of the list; the first begins with the talks that come, the next first."""

    trail: tuple[Link, ...]
    coming: tuple[Course, ...]
    pager: Pager[Course]


@page_kind("courses")
def course_pages(site: Site) -> Iterator[Page]:
    """The pages of the list, what is newest first; none where there is neither course nor talk."""
    rows = sorted(courses_of(site), key=lambda row: (_day(row), row.record.id), reverse=True)
    if not rows:
        return  # an empty column fails inspection
    coming = tuple(_coming(site, reversed(rows)))
    days = [one.window.changes_on for one in coming if one.window]
    for pager in paginate(COURSES, tuple(_course(site, row) for row in rows), site.config.page_size):
        shown = coming if pager.number == 1 else ()
        policies = (policy for one in (*shown, *pager.rows) for policy in one.row.about)
        yield Page(
            url=pager.here,
            template="pages/courses.html",
            title=page_title(site, site.strings("course.all"), pager),
            view=CoursesView((home_link(site),), shown, pager),
            description=site.strings("course.intro"),
            column=ColumnType.INTERPRETATIONS,
            changes_on=earliest((*days, rows_change(policies, site.on)), site.on),
        )


def _day(row: Taught) -> date:
    day = row.record.last_day if isinstance(row.record, Event) else row.day
    return day or date.min


def _course(site: Site, row: Taught) -> Course:
    record = row.record
    what = record.series if isinstance(record, Event) else record.form
    window = since_over(record, site.on) if isinstance(record, Event) else None
    return Course(row, what, tuple(pieces_of(site, record)), window)


def _coming(site: Site, rows: Iterator[Taught]) -> Iterator[Course]:
    for row in rows:
        if isinstance(row.record, Event) and (window := until_over(row.record, site.on)).open:
            yield Course(row, row.record.series, tuple(pieces_of(site, row.record)), window)
