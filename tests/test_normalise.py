"""How text becomes searchable; the browser's half of the vectors is tested in browser/test_search_browser.py."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.normalise import BREAK, fold, number_key, pairs, phrase, pinyin_tokens, singles, token_offsets

VECTORS = json.loads((Path(__file__).parent / "data/normalise-vectors.json").read_text(encoding="utf-8"))

chinese = st.text(alphabet="政府信息公开條例PM2.5，。〔〕 \n①é", max_size=40)


@pytest.mark.parametrize("vector", VECTORS["fold"], ids=lambda vector: vector["text"] or "empty")
def test_folding(vector: dict[str, str]) -> None:
    assert fold(vector["text"]) == vector["folded"]


@pytest.mark.parametrize("vector", VECTORS["phrase"], ids=lambda vector: vector["query"] or "empty")
def test_phrases(vector: dict[str, list[str]]) -> None:
    found = phrase(str(vector["query"]))
    assert [list(found.tokens), list(found.singles)] == [vector["tokens"], vector["singles"]]


@pytest.mark.parametrize("vector", VECTORS["number_key"], ids=lambda vector: vector["text"] or "empty")
def test_number_keys(vector: dict[str, str]) -> None:
    assert number_key(vector["text"]) == vector["key"]


@given(chinese, st.data())
def test_any_stretch_of_a_text_is_a_phrase_of_its_tokens(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    wanted = phrase(text[start:end])
    tokens = pairs(text)
    places = range(len(tokens) - len(wanted.tokens) + 1)
    assert any(tokens[at : at + len(wanted.tokens)] == list(wanted.tokens) for at in places)
    assert set(wanted.singles) <= set(singles(text))


@given(st.text(max_size=60))
def test_offsets_count_the_tokens_before_each_character(text: str) -> None:
    offsets = token_offsets(text)
    assert len(offsets) == len(text) + 1
    assert offsets[-1] == len(pairs(text))


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert all(fold(stretch) == stretch for stretch in once.split(BREAK))


def test_pinyin_reads_characters_in_their_word() -> None:
    syllables, initials = pinyin_tokens("重庆银行（2024）")
    assert [syllable[1:] for syllable in syllables] == ["chong", "qing", "yin", "hang"]
    assert [pair[2:] for pair in initials] == ["cq", "qy", "yh"]
