"""核对引用: a reader pastes a citation and is told whether it says what the site published."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from disclosure.library.verdicts import Verdict
from disclosure.model.choices import ColumnType, Status
from disclosure.pages._parts import Link, home_link
from disclosure.site.page import Page, Site, page_kind

VERIFY = "/verify/"

BESIDES = ("none", "cannot", "unreached")
"""What the page says where there is nothing to judge."""


@dataclass(frozen=True, slots=True)
class VerifyView:
    """The page: `statuses` as JSON, each with its name here and in all languages; `verdicts`: key, title, meaning."""

    trail: tuple[Link, ...]
    statuses: str
    verdicts: tuple[tuple[str, str, str], ...]


@page_kind("verify")
def verify_page(site: Site) -> Iterator[Page]:
    """The page and every verdict that its script may give."""
    say = site.strings
    statuses = [(status.value, say.label(status), (status.zh, status.en)) for status in Status]
    said = ((key, say(f"verify.verdict.{key}").partition("|")) for key in (*get_args(Verdict), *BESIDES))
    yield Page(
        url=VERIFY,
        template="pages/verify.html",
        title=say("verify.title"),
        view=VerifyView(
            (home_link(site),),
            json.dumps(statuses, ensure_ascii=False),
            tuple((key, title, meaning) for key, (title, _, meaning) in said),
        ),
        description=say("verify.lead"),
        column=ColumnType.CATALOGUE,
    )
