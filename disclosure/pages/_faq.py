"""Questions with their answers as search engines read them: FAQPage of schema.org, as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterable

from disclosure.library.listings import Row, grounds
from disclosure.model.documents import Question
from disclosure.pages._resting import without_ground
from disclosure.site.page import Site


def faq(site: Site, answers: Iterable[tuple[Row[Question], str | None]]) -> str | None:
    """The questions that have been answered, each with the text of its answer, for a script element of a page.

    What rests on nothing in force on the build's day is left out: who reads it elsewhere would not see that it has ended.
    None where no question is left.
    """
    told = [
        {"@type": "Question", "name": row.record.title, "acceptedAnswer": {"@type": "Answer", "text": text}}
        for row, text in answers
        if text and row.record.is_answered and not any(w.open for w in without_ground(grounds(row), site.on))
    ]
    if not told:
        return None
    data = {"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": told}
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")  # nothing in it ends the script
