"""The JSON of every document: as its schema says, and JSON-LD of which nothing is lost."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pyld import jsonld

from disclosure.exports.documents import json_of
from disclosure.exports.records import FOLDER, NAMES, records
from disclosure.model.kinds import KINDS, kind_of
from disclosure.site.page import Output, Site
from tests.district import MakeSite, make_site, policy
from tests.exports.test_knowledge import faults

__all__ = ["make_site"]

ROOT = Path(__file__).parents[2]
SITE = "https://qinghe.example/"
ELI = "http://data.europa.eu/eli/ontology#"


def files_of(site: Site) -> dict[str, Any]:
    made = (one for one in records(site, ()) if isinstance(one, Output))
    return {one.path.removeprefix(f"{FOLDER}/"): json.loads(one.data) for one in made}


def expanded(data: dict[str, Any], files: dict[str, Any]) -> dict[str, Any]:
    """A document expanded, with no context but those that the site itself publishes."""

    def load(url: str, _options: object) -> dict[str, Any]:
        found = files[url.removeprefix(f"{SITE}{FOLDER}/")]
        return {"contentType": "application/json", "contextUrl": None, "documentUrl": url, "document": found}

    (whole,) = jsonld.expand(data, {"documentLoader": load})
    assert isinstance(whole, dict)
    return whole


def written(value: Any) -> Iterator[object]:
    """Everything that the JSON of a document says, but for how it is to be read."""
    if isinstance(value, dict):
        for name in value.keys() - {"@context", "@type"}:
            yield from written(value[name])
    elif isinstance(value, list):
        for item in value:
            yield from written(item)
    elif value is not None:
        yield value


def understood(value: Any) -> Iterator[object]:
    """Everything that is left of it."""
    if isinstance(value, dict):
        for name in value.keys() - {"@type"}:
            if name in ("@value", "@id"):
                yield value[name]
            else:
                yield from understood(value[name])
    elif isinstance(value, list):
        for item in value:
            yield from understood(item)


WORDS = (
    *("http://purl.org/dc/terms/", ELI, "https://schema.org/", f"{SITE}{FOLDER}/vocabulary.json#"),
    "http://www.w3.org/2001/XMLSchema#",
)
"""Where a word may come from."""


def words_in(value: Any) -> Iterator[str]:
    """The names of all properties, classes and types."""
    if isinstance(value, dict):
        types = value.get("@type", [])
        yield from [types] if isinstance(types, str) else types
        yield from (name for name in value if not name.startswith("@"))
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from words_in(inner)


def test_every_document_of_the_sample(demo: Site) -> None:
    """Each by its schema; expanded it says as much as it was written to say, every word of it under an address."""
    files = files_of(demo)
    told: Counter[str] = Counter()
    for key, entry in demo.library.documents.items():
        kind = kind_of(entry.record)
        data = json.loads(json_of(demo, key))
        assert faults(data, files[f"schema/{kind.name}.json"]) == [], key
        assert data["schema"] == f"{SITE}{FOLDER}/schema/{kind.name}.json"
        whole = expanded(data, files)
        said, left = Counter(map(str, written(data))), Counter(map(str, understood(whole)))
        names = Counter({name: number for name, number in left.items() if name.startswith(SITE)})
        lost = said - left
        assert lost.total() == (left - said).total(), key  # an id has become a name, and nothing else is another
        assert all(any(name.endswith(f"/{one}") for name in names) for one in lost), (key, lost)
        assert all(word.startswith(WORDS) for word in words_in(whole)), key
        told[kind.name] += 1
    assert told.keys() == {kind.name for kind in KINDS.values()}


def test_words_of_other_vocabularies_and_names_that_lead_on(make_site: MakeSite) -> None:
    site = make_site(
        {
            "policies/a.md": policy("甲", effective_on="2024-02-01", expires_on="2027-12-31", tags="[old]"),
            "policies/b.md": policy("乙", published_on="2025-01-02", amends="[{target: a}]"),
            "services/s.md": "---\ntitle: 办\nbased_on: [{target: a, articles: [第一条]}]\nurl: /library/\n---\n文。\n",
        },
        on=date(2026, 1, 1),
    )
    files = files_of(site)
    whole = expanded(json.loads(json_of(site, "a")), files)
    assert whole["@id"] == f"{SITE}{NAMES}a"
    assert whole["@type"] == ["https://schema.org/Legislation"]
    assert whole["https://schema.org/url"] == [{"@id": f"{SITE}policies/a/"}]
    day = {"@type": "http://www.w3.org/2001/XMLSchema#date", "@value": "2024-02-01"}
    assert whole[f"{ELI}first_date_entry_in_force"] == [day]
    assert whole[f"{ELI}passed_by"] == [{"@id": f"{SITE}agencies/min"}]
    assert whole["https://schema.org/about"] == [{"@id": f"{SITE}tags/old"}]
    own = f"{SITE}{FOLDER}/vocabulary.json#"
    (by,) = whole[f"{own}referred_to_by"]
    assert by[f"{own}amends"] == [{"@id": f"{SITE}{NAMES}b"}]
    service = json.loads(json_of(site, "s"))
    assert (service["url"], service["online"]) == (f"{SITE}services/s/", f"{SITE}library/")
    (rests,) = expanded(service, files)[f"{own}based_on"][0]["@list"]
    assert rests[f"{own}target"] == [{"@id": f"{SITE}{NAMES}a"}]


def test_every_word_of_our_own_is_explained(demo: Site) -> None:
    files = files_of(demo)
    known = {one["@id"] for one in files["vocabulary.json"]["@graph"]}
    own = f"{SITE}{FOLDER}/vocabulary.json#"

    def used(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for inner in value.values():
                yield from used(inner)
        elif isinstance(value, str) and value.startswith("own:"):
            yield own + value.removeprefix("own:")

    contexts = [data["@context"] for name, data in files.items() if name.startswith("context/")]
    assert set(used(contexts)) - {f"{own}version"} <= known
    assert all(one.get("label") for one in files["vocabulary.json"]["@graph"])
    assert len(jsonld.expand(files["vocabulary.json"])) == len(known)


def test_what_only_those_who_ask_are_shown_is_in_no_json(make_site: MakeSite) -> None:
    fields = {"disclosure": "on_request", "attachments": "[{title: 甲表, file: x.csv}]"}
    site = make_site({"policies/a.md": policy("甲", **fields), "policies/x.csv": "一,二\n"})
    data = json.loads(json_of(site, "a"))
    assert "attachments" not in data
    assert "text" not in data
    assert faults(data, files_of(site)["schema/policy.json"]) == []
