"""What an OpenSearch or Elasticsearch server needs to find as the site's own search does: `build.py export search`.

The server normalises by itself, documents and queries alike: its character filters are two patterns for numbers and a table
made by `fold_character`, its tokens are the pairs of neighbouring letters. A phrase query over them is an exact substring
search, as in the browser; single letters have a field of their own. docs/search.md says when this is worth a server.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

from disclosure.search.record import SearchRecord
from disclosure.search.source import search_records
from disclosure.site.page import Site, on_demand
from disclosure.text.normalise import BREAK, DECIMAL, POINT, SEPARATOR, fold_character, number_key, pinyin_tokens

INDEX = "disclosure"


@on_demand("search")
def search(site: Site) -> Mapping[str, Iterable[bytes]]:
    """The settings and mapping of the index, and its documents in the form of the bulk interface."""
    synonyms = [",".join(words) for words in site.library.vocabulary.synonyms]
    mapping = json.dumps(_index(synonyms), ensure_ascii=False, indent=1) + "\n"
    return {
        "search-mapping.json": [mapping.encode()],
        "search.ndjson": _lines(search_records(site), site.config.site.base_path),
    }


def _lines(records: Iterable[SearchRecord], base_path: str) -> Iterator[bytes]:
    for record in records:
        policies = tuple(base_path + url[1:] for url in record.policy_url)
        record = replace(record, url=base_path + record.url[1:], policy_url=policies, remarks=())  # noqa: PLW2901 — as readers ask for it
        action = {"index": {"_index": INDEX, "_id": record.url}}
        for line in (action, document(record)):
            yield json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def document(record: SearchRecord) -> dict[str, Any]:
    """One document as the mapping describes it. What is empty is left out."""
    syllables, _ = pinyin_tokens(record.title)
    spoken = [syllable[1:] for syllable in syllables]
    fields = {
        **asdict(record),
        "number_key": record.number and number_key(record.number),
        "pinyin": "".join(spoken),
        "initials": "".join(syllable[0] for syllable in spoken),
    }
    return {name: value for name, value in fields.items() if value not in (None, "", (), {})}


def _index(synonyms: list[str]) -> dict[str, Any]:
    pairs = {"type": "text", "analyzer": "pairs", "fields": {"letters": {"type": "text", "analyzer": "letters"}}}
    exact = {"type": "keyword"}
    return {
        "settings": {"analysis": _analysis(synonyms)},
        "mappings": {
            "dynamic": False,
            "properties": {
                **dict.fromkeys(("title", "number", "agencies", "keywords", "summary", "text"), pairs),
                **dict.fromkeys(("url", "kind", "number_key", "pinyin", "initials", "policy_url"), exact),
                "timeline": {"type": "keyword", "index": False},
                "published_on": {"type": "date"},
                "effective_on": {"type": "date"},
                "text_until": {"type": "date"},
                "facets": {"type": "flat_object"},
                "passages": {"type": "object", "enabled": False},
            },
        },
    }


def _analysis(synonyms: list[str]) -> dict[str, Any]:
    def tokens_of(length: int) -> dict[str, Any]:
        return {
            "type": "ngram",
            "min_gram": length,
            "max_gram": length,
            "token_chars": ["letter", "digit", "custom"],
            "custom_token_chars": other_numbers(),
        }

    filters = ["separators", "points", "fold"]
    return {
        "char_filter": {
            "separators": {"type": "pattern_replace", "pattern": _for_java(SEPARATOR), "replacement": ""},
            "points": {"type": "pattern_replace", "pattern": _for_java(DECIMAL), "replacement": POINT},
            "fold": {"type": "mapping", "mappings": [f"{_escaped(o)}=>{_escaped(n)}" for o, n in foldings()]},
        },
        "tokenizer": {"pairs": tokens_of(2), "letters": tokens_of(1)},
        "filter": {"synonyms": {"type": "synonym_graph", "synonyms": synonyms}},
        "analyzer": {
            "pairs": {"type": "custom", "char_filter": filters, "tokenizer": "pairs"},
            "letters": {"type": "custom", "char_filter": filters, "tokenizer": "letters"},
            "synonyms": {"type": "custom", "char_filter": filters, "tokenizer": "keyword", "filter": ["synonyms"]},
        },
    }


def _for_java(pattern: str) -> str:
    """A pattern as the server reads it, whose digits are 0 to 9 alone unless one says otherwise."""
    return pattern.replace(r"\d", r"\p{Nd}")


def foldings() -> Iterator[tuple[str, str]]:
    """Every character that is searched as others or not at all, and those. Punctuation stays: the tokenizer breaks at it."""
    for character in _characters():
        folded = fold_character(character)
        if folded == BREAK:
            if unicodedata.category(character)[0] in "LN":  # our own signs
                yield character, " "
        elif folded != character:
            yield character, folded


def _escaped(text: str) -> str:
    """As the table of a character filter is read: spaces at the ends would be lost, and backslashes are its own."""
    units = text.encode("utf-16-be")
    codes = (int.from_bytes(units[at : at + 2], "big") for at in range(0, len(units), 2))
    return text if text.isalnum() else "".join(f"\\u{code:04x}" for code in codes)


def other_numbers() -> str:
    """Numbers that Unicode counts neither as letters nor as digits, such as 〇, and that stand for themselves."""
    numbers = (character for character in _characters() if unicodedata.category(character) in ("Nl", "No"))
    return "".join(number for number in numbers if fold_character(number) == number)


def _characters() -> Iterator[str]:
    every = (chr(code) for code in range(sys.maxunicode + 1))
    return (character for character in every if unicodedata.category(character) not in ("Cn", "Co", "Cs"))
