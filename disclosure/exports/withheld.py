"""The register of what is withheld as data: numbers by article, as JSON and CSV; only where the settings ask for it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from disclosure.exports.json_text import indented
from disclosure.model.choices import WithheldGround
from disclosure.site.page import Deferred, Output, Page, Site, export

FOLDER = "data/withheld"
VERSION = "1.0"


@export("withheld")
def withheld_data(site: Site, pages: Sequence[Page | Deferred]) -> Iterator[Output]:
    """The two files; docs/exports.md tells them."""
    if site.config.withheld_register:
        numbers = site.library.grounds
        yield Output(f"{FOLDER}/withheld.json", indented(_whole(site, numbers)))
        yield Output(f"{FOLDER}/withheld.csv", _comma(numbers))


def _whole(site: Site, numbers: Mapping[WithheldGround, int]) -> dict[str, object]:
    rows = [{"ground": one.value, "article": one.zh, "article_en": one.en, "number": n} for one, n in numbers.items()]
    return {"version": VERSION, "day": str(site.on), "total": sum(numbers.values()), "grounds": rows}


def _comma(numbers: Mapping[WithheldGround, int]) -> bytes:
    """An article a line. UTF-8 with its mark, for Excel."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(("依据", "件数"))
    writer.writerows((one.zh, number) for one, number in numbers.items())
    return file.getvalue().encode("utf-8-sig")
