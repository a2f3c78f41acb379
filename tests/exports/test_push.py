"""What partners are given: the selections of 找政策, by their schema, with days, and nothing that nobody may see."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from disclosure.base.problems import UsageError
from disclosure.exports.push import FOLDER, SCHEMAS, push, push_lines
from disclosure.library.finding import selections
from disclosure.pages.finding import selection_url
from disclosure.pipeline.build import read
from disclosure.site.page import Output, Site, Wanted
from tests.conftest import DEMO_DAY
from tests.district import MakeSite, policy
from tests.exports.test_knowledge import faults
from tests.library.test_finding import DATA, ON, _for

MARK = "内部秘密"
SERVICE = "---\ntitle: 办\nbased_on: [now]\naudiences: [firms]\ntags: [shop]\nurl: https://a.example/\n---\n办。\n"
DOCUMENTS = {
    **DATA,
    "policies/now.md": policy("今", **_for("firms", "shop, food", expires_on="2026-08-31")),
    "policies/soon.md": policy("新", **_for("firms", "shop", published_on="2026-05-20", effective_on="2026-07-01")),
    "policies/all.md": policy("众", **_for("", "shop")),
    "policies/east.md": policy("东", **_for("firms, aged", "food") | {"issuers": "[east]"}),
    "services/do.md": SERVICE,
    "questions/often.md": "---\ntitle: 问\nabout: [now]\nanswered_on: 2026-05-28\n---\n答。\n",
}


def outputs_of(site: Site) -> list[Output]:
    return [one for one in push(site, ()) if isinstance(one, Output)]


def files_of(site: Site) -> dict[str, Any]:
    return {one.path.removeprefix(f"{FOLDER}/"): json.loads(one.data) for one in outputs_of(site)}


def lines_of(site: Site, *audiences: str, since: date | None = None) -> list[dict[str, Any]]:
    lines = push_lines(site, Wanted(audiences, since))["push.jsonl"]
    return [json.loads(line) for line in lines]


def test_each_audience_has_its_entries_with_their_days(make_site: MakeSite) -> None:
    files = files_of(make_site(DOCUMENTS, on=ON))
    assert list(files) == ["aged.json", "firms.json", "index.json", *(f"schema/{name}.json" for name in SCHEMAS)]
    firms = files["firms.json"]
    assert faults(firms, files["schema/audience.json"]) == []
    assert faults(files["index.json"], files["schema/index.json"]) == []
    assert firms["schema"].endswith("/data/push/schema/audience.json")
    whole, shop = firms["selections"]
    assert (whole["event"], shop["event"], shop["name"]) == (None, "shop", "开店")
    assert whole["entries"] == ["do", "soon", "now", "east", "often"]
    assert shop["entries"] == ["do", "soon", "now", "all", "often"]
    entries = {one["id"]: one for one in firms["entries"]}
    assert list(entries) == ["do", "soon", "now", "east", "often", "all"]
    assert (entries["now"]["first_day"], entries["now"]["last_day"]) == ("2024-01-02", "2026-08-31")
    assert (entries["do"]["kind"], entries["do"]["last_day"]) == ("service", "2026-08-31")
    assert entries["now"]["industries"] == [{"id": "food", "name": "餐饮业"}]
    assert entries["east"]["places"] == [{"id": "east", "name": "东镇"}]
    assert entries["often"]["url"] == "https://qinghe.example/questions/often/"
    assert [(one["id"], one["entries"], one["serving"], one["events"]) for one in files["index.json"]["audiences"]] == [
        ("aged", 1, 1, 0),
        ("firms", 6, 5, 1),
    ]


def test_the_sample_district_by_its_schema_and_as_on_its_pages() -> None:
    site, _ = read(Path(__file__).parents[2], DEMO_DAY)
    files = files_of(site)
    assert faults(files["index.json"], files["schema/index.json"]) == []
    told: dict[str, list[str]] = {}
    for one in files["index.json"]["audiences"]:
        data = files[f"{one['id']}.json"]
        assert faults(data, files["schema/audience.json"]) == []
        assert {key for some in data["selections"] for key in some["entries"]} == {row["id"] for row in data["entries"]}
        told |= {some["url"]: some["entries"] for some in data["selections"]}
    shown = selections(site.library, site.listings, site.on)
    address = site.config.site.address.rstrip("/")
    assert told == {address + selection_url(one): [m.row.record.id for m in one.matches] for one in shown}
    assert len(told) > 100
    assert [fault for line in lines_of(site) for fault in faults(line, files["schema/line.json"])] == []


def test_a_relay_is_told_what_came_and_for_whom(make_site: MakeSite) -> None:
    site = make_site(DOCUMENTS, on=ON)
    every = lines_of(site)
    assert {one["audience"] for one in every} == {"aged", "firms"}
    assert [one["id"] for one in lines_of(site, "aged")] == ["east"]
    assert lines_of(site, "aged", "firms") == every


@pytest.mark.parametrize(
    ("on", "since", "came"),
    [
        ("2026-06-01", "2026-05-20", ["often"]),  # soon was published, but serves nobody yet
        ("2026-06-01", "2026-05-28", ["often"]),
        ("2026-06-01", "2026-05-29", []),
        ("2026-07-01", "2026-07-01", ["soon"]),
        ("2026-07-01", "2026-07-02", []),
        ("2026-09-01", "2026-05-20", ["soon"]),  # what the answer rests on has ended
    ],
)
def test_each_thing_is_told_when_it_begins_to_serve(make_site: MakeSite, on: str, since: str, came: list[str]) -> None:
    site = make_site(DOCUMENTS, on=date.fromisoformat(on))
    assert [one["id"] for one in lines_of(site, "firms", since=date.fromisoformat(since))] == came


def test_whom_nobody_knows_is_an_error_and_who_has_nothing_gets_nothing(make_site: MakeSite) -> None:
    site = make_site({**DATA, "policies/a.md": policy("甲", **_for("firms", "food"))}, on=ON)
    with pytest.raises(UsageError) as caught:
        lines_of(site, "frims")
    assert caught.value.problems[0].values == {"detail": "argument --audience: “frims”: firms"}
    assert lines_of(site, "aged") == []


def test_a_site_of_documents_for_everybody_has_no_such_files(make_site: MakeSite) -> None:
    assert files_of(make_site({**DATA, "policies/a.md": policy("甲", **_for("", "shop"))}, on=ON)) == {}


def test_what_is_not_for_everyone_to_read_is_in_none_of_them(make_site: MakeSite) -> None:
    hidden = {
        "withheld": {"disclosure": "withheld", "basis": "依据"},
        "draft": {"draft": "true"},
        "asked": {"disclosure": "on_request"},
    }
    files = {
        f"policies/{key}.md": policy(f"{MARK}{key}", **_for("firms", "shop", summary=f"{MARK}概要", **fields))
        for key, fields in hidden.items()
    }
    files["services/hidden.md"] = SERVICE.replace("title: 办", f"title: {MARK}\ndraft: true")
    files["questions/waiting.md"] = f"---\ntitle: {MARK}\nabout: [now]\nsource: message\nasked_on: 2026-05-30\n---\n"
    site = make_site({**DOCUMENTS, **files}, on=ON)
    told = [*(one.data for one in outputs_of(site)), *push_lines(site, Wanted())["push.jsonl"]]
    assert not [data for data in told if MARK in data.decode()]
    assert any("schema" in data.decode() for data in told)
