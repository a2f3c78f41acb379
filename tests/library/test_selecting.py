"""What the saved queries of topics find."""

from __future__ import annotations

import json

import pytest

from disclosure.base.problems import ContentError
from tests.district import MakeSite, policy

FILES = {
    "policies/a.md": policy("甲", tags="[old]", themes="[civil]", audiences="[aged]"),
    "policies/b.md": policy("乙", tags="[old, shop]", issuers="[gov]", published_on="2024-02-02"),
    "policies/c.md": policy("丙", tags="[shop]", issuers="[edu, gov]", expires_on="2024-12-31"),
    "policies/a-en.md": policy("A", tags="[old]", language="en", translation_of="a"),
    "policies/draft.md": policy("草", tags="[old, shop]", draft="true"),
    "services/s.md": "---\ntitle: 办\nbased_on: [a]\ntags: [old]\nurl: https://elsewhere.example/\n---\n",
    "questions/q.md": "---\ntitle: 问\nabout: [a]\ntags: [old]\nanswered_on: 2024-03-03\n---\n答。\n",
    "questions/w.md": "---\ntitle: 等\nabout: [a]\ntags: [old]\nsource: message\nasked_on: 2025-12-31\n---\n",
}


def topic(*sections: str, **fields: str) -> str:
    """The text of a topic with such sections, in YAML."""
    lines = "".join(f"{key}: {value}\n" for key, value in {"title": "专题", **fields}.items())
    numbered = "".join(f"  - {{title: 第{at}部分, {section}}}\n" for at, section in enumerate(sections, 1))
    return f"---\n{lines}sections:\n{numbered}---\n引言。\n"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tags: [old]", "b a"),  # policies where no kind is named, the newest first; no translation, no draft
        ("tags: [old, shop]", "b a c"),  # any of them; what has ended too
        ("tags: [old], agencies: [gov]", "b"),  # every field
        ("levels: [district_government]", "b c"),
        ("levels: [区政府], tags: [shop], agencies: [edu]", "c"),
        ("themes: [civil], audiences: [aged]", "a"),
        (
            "tags: [old], kinds: [questions, services]",
            "s q",
        ),  # in the order of the kinds; what waits for an answer is none
        ("audiences: [aged], tags: [shop]", ""),
    ],
)
def test_any_value_of_a_field_and_every_field(make_site: MakeSite, query: str, found: str) -> None:
    site = make_site({**FILES, "topics/t.md": topic(f"query: {{{query}}}", "documents: [s]")})
    assert site.library.selected["t"] == (tuple(found.split()), ())


def test_a_translated_topic_finds_what_is_written_in_its_language(make_site: MakeSite) -> None:
    section = "query: {tags: [old]}"
    english = topic(section, title="Topic", language="en", translation_of="t")
    site = make_site({**FILES, "topics/t.md": topic(section), "topics/t-en.md": english})
    assert site.library.selected == {"t": (("b", "a"),), "t-en": (("a-en",),)}
    assert site.library.sources("topics", "a-en") == ("t-en",)


def test_documents_know_the_topics_that_have_them_once(make_site: MakeSite) -> None:
    site = make_site({**FILES, "topics/t.md": topic("documents: [a], query: {tags: [old]}")})
    assert [site.library.sources("topics", key) for key in ("a", "b", "c")] == [("t",), ("t",), ()]
    assert json.loads(site.files.of(site, "b")["json"])["topics"] == ["t"]
    assert json.loads(site.files.of(site, "t")["json"])["found"] == [["b", "a"]]


def test_what_a_query_names_is_known(make_site: MakeSite) -> None:
    query = "query: {tags: [olt], kinds: [policy], agencies: [mix], levels: [county]}"
    with pytest.raises(ContentError) as caught:
        make_site({**FILES, "topics/t.md": topic(query, "documents: [aa]")})
    told = {(one.place.line, one.place.column, one.code, one.values.get("near")) for one in caught.value.problems}
    assert told == {
        (4, 34, "dangling-reference", "old"),
        (4, 48, "dangling-reference", "policies"),
        (4, 68, "dangling-reference", "min"),
        (4, 83, "bad-choice", ""),
        (5, 31, "dangling-reference", "a"),
    }
