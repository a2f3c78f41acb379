"""How text becomes searchable; the browser's half of the vectors is tested in browser/test_search_browser.py."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from disclosure.text.normalise import (
    BREAK,
    SYLLABLES,
    contained,
    fold,
    number_key,
    numbers_read,
    phrase,
    pinyin_tokens,
    token_offsets,
    tokens,
)

VECTORS = json.loads((Path(__file__).parents[1] / "data/normalise-vectors.json").read_text(encoding="utf-8"))

chinese = st.text(
    alphabet="主管部门政府人民法院委员会应当第二十规定的本条例管理信息公開PM201.5，。〔〕 \n①é", max_size=40
)


@pytest.mark.parametrize("vector", VECTORS["fold"], ids=lambda vector: vector["text"] or "empty")
def test_folding(vector: dict[str, str]) -> None:
    assert fold(vector["text"]) == vector["folded"]


@pytest.mark.parametrize("vector", VECTORS["phrase"], ids=lambda vector: vector["query"] or "empty")
def test_phrases(vector: dict[str, list[str]]) -> None:
    found = phrase(str(vector["query"]))
    expected = [vector["tokens"], vector["endings"], vector["part"]]
    assert [list(found.tokens), list(found.endings), found.part] == expected


@pytest.mark.parametrize("vector", VECTORS["number_key"], ids=lambda vector: vector["text"] or "empty")
def test_number_keys(vector: dict[str, str]) -> None:
    assert number_key(vector["text"]) == vector["key"]


def holds(text: str, query: str) -> bool:
    """What the browser asks of the index, asked of one text."""
    wanted = phrase(query)
    found = tokens(text)
    if not wanted.endings:
        return not wanted.part or wanted.part in contained(fold(text))
    return any(
        all(token in ("", found[at + offset]) for offset, token in enumerate(way))
        for way in ((*wanted.tokens, ending) for ending in wanted.endings)
        for at in range(len(found) - len(way) + 1)
    )


@given(chinese, st.data())
def test_a_text_holds_every_stretch_of_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    stretch = text[start:end]
    assume(numbers_read(stretch) == numbers_read(text)[start:end])  # it is not cut within a number
    assert holds(text, stretch)


@given(chinese, st.text(alphabet="市主管部门政府人民法院应当第一规定的", min_size=1, max_size=6))
def test_a_text_holds_nothing_else(text: str, query: str) -> None:
    # Words that a text has, but not side by side, are not a phrase of it.
    assert holds(text, query) == (query in fold(text))


@given(
    st.text(alphabet="2015.、，（政府人民一的 ", max_size=30),
    st.text(alphabet="201.、政府人民一的", min_size=1, max_size=5),
)
def test_what_follows_punctuation_stands_there(text: str, query: str) -> None:
    assert holds(text, query) == (fold(query) in fold(text))


@given(st.text(max_size=60))
def test_offsets_are_the_places_of_characters(text: str) -> None:
    offsets = token_offsets(text)
    row = tokens(text)
    assert len(offsets) == len(text) + 1
    assert len(row) <= offsets[-1] <= len(row) + 1  # a break at the end has a place and no token
    letters = [(at, fold(character)) for at, character in enumerate(text) if fold(character)]
    assert all(row[offsets[at]].startswith(folded[0]) for at, folded in letters)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert all(fold(stretch) == stretch for stretch in once.split(BREAK))


def test_the_syllables_are_those_of_every_character_in_use() -> None:
    rows = (bytes([high, low]) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    characters = "".join(row.decode("gb2312", errors="ignore") for row in rows)
    spoken = {token[1:] for token in pinyin_tokens("，".join(characters))[0]}
    assert {syllable for syllable in spoken if set(syllable) & set("aeiouv")} <= set(SYLLABLES.split())


def test_pinyin_reads_characters_in_their_word() -> None:
    syllables, initials = pinyin_tokens("重庆银行（2024）")
    assert [syllable[1:] for syllable in syllables] == ["chong", "qing", "yin", "hang"]
    assert [pair[2:] for pair in initials] == ["cq", "qy", "yh"]
