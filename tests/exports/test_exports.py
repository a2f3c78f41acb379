"""The export for a search server: it must normalise as the site does, and hold every document."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from disclosure.commands.cli import main
from disclosure.exports.opensearch import document
from disclosure.text.normalise import BREAK, POINT, fold
from tests.search_examples import EXAMPLES

ROOT = Path(__file__).parents[2]
VECTORS = json.loads((Path(__file__).parents[1] / "data/normalise-vectors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    assert main(["export", "search", "--root", str(ROOT), "--out", str(folder), "--as-of", "2026-11-01"]) == 0
    return folder


def unescaped(text: str) -> str:
    units = re.sub(r"\\u(....)", lambda match: chr(int(match[1], 16)), text)
    return units.encode("utf-16", "surrogatepass").decode("utf-16")


def tokens_by_server(index: dict[str, Any], text: str) -> list[str]:
    """What the analyzer `pairs` makes of a text, as its documentation says."""
    analysis = index["settings"]["analysis"]
    mappings = (mapping.split("=>") for mapping in analysis["char_filter"]["fold"]["mappings"])
    table = {unescaped(old): unescaped(new) for old, new in mappings}
    for name, sign in (("separators", ""), ("points", POINT)):
        text = re.sub(analysis["char_filter"][name]["pattern"].replace(r"\p{Nd}", r"\d"), sign, text)
    folded = "".join(table.get(character, character) for character in text)
    numbers = re.escape(analysis["tokenizer"]["pairs"]["custom_token_chars"])
    stretches = re.findall(rf"(?:[^\W_]|[{numbers}])+", folded)
    return [stretch[at : at + 2] for stretch in stretches for at in range(len(stretch) - 1)]


BEYOND = re.compile("[一二三四五六七八九](?=[OoＯ0])")
"""O and 0 as zeros of a Chinese number: the server has no such rule (docs/search.md)."""
TEXTS = [vector["text"] for vector in VECTORS["fold"] if not BEYOND.search(vector["text"])]


@pytest.mark.parametrize("text", TEXTS + [example.text[:200] for example in EXAMPLES])
def test_the_server_makes_the_same_pairs(exported: Path, text: str) -> None:
    index = json.loads((exported / "search-mapping.json").read_bytes())
    stretches = fold(text).split(BREAK)
    assert tokens_by_server(index, text) == [s[at : at + 2] for s in stretches for at in range(len(s) - 1)]


def test_every_document_is_exported_with_fields_of_the_mapping(exported: Path) -> None:
    properties = json.loads((exported / "search-mapping.json").read_bytes())["mappings"]["properties"]
    lines = [json.loads(line) for line in (exported / "search.ndjson").read_bytes().splitlines()]
    actions, documents = lines[::2], lines[1::2]
    assert len(documents) > 100
    assert [action["index"]["_id"] for action in actions] == [document["url"] for document in documents]
    assert all(set(found) <= set(properties) for found in documents)
    assert all(date.fromisoformat(found["published_on"]) for found in documents if "published_on" in found)


def test_what_is_empty_is_left_out() -> None:
    found = document(EXAMPLES[-1])
    assert "number" not in found
    assert found["initials"] == "qhqzfxxgkzn"


def test_an_export_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "nothing", "--lang", "en"]) == 2
    assert "search" in capsys.readouterr().err
