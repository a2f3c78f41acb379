"""The benchmark of what finds changed words: real pairs come from a corpus that need not be there."""

import json
import lzma
from pathlib import Path

import pytest

from benchmarks import words_changed

OLD = "第一条　为了保护和改善环境，制定本条例。\n\n第二条　年满六十五周岁的老年人可以申请。\n\n第三条　不得转让。"
NEW = "第一条　为了保护和改善生态环境，制定本条例。\n\n第二条　年满六十周岁的老年人可以申请。\n\n第三条　不得转让。"


def _corpus(folder: Path) -> Path:
    laws = [("2020-01-01", OLD), ("2024-01-01", NEW), (None, "没有日期")]
    lines = [
        json.dumps({"title": "甲条例", "kind": "地方性法规", "body": body} | ({"published_on": day} if day else {}))
        for day, body in laws
    ]
    path = folder / "corpus.jsonl.xz"
    path.write_bytes(lzma.compress("\n".join(lines).encode()))
    return path


def test_clauses_that_differ_are_those_of_laws_of_one_name(tmp_path: Path) -> None:
    number, differing = words_changed.changed(_corpus(tmp_path))
    assert number == 1
    assert [old[:4] for old, _ in differing] == ["为了保护", "年满六十"]


def test_every_answer_gives_back_both_texts_and_is_counted(tmp_path: Path) -> None:
    _, differing = words_changed.changed(_corpus(tmp_path))
    for name, contestant in words_changed.contestants().items():
        if contestant is not None:
            found = words_changed.Measured()
            for old, new in differing:
                found.add(old, new, contestant(old, new))
            assert 0 < found.marked < found.letters, name


def test_islands_and_cut_words_are_told() -> None:
    found = words_changed.Measured()
    found.add("甲乙丙", "丁乙戊", [("甲", "丁"), ("乙", "乙"), ("丙", "戊")])
    assert (found.islands, found.marked, found.letters) == (1, 4, 6)
    cut = words_changed.Measured()
    cut.add("保护环境", "保护生态", [("保", "保"), ("护环境", "护生态")])
    assert (cut.cut, cut.ends) == (2, 2)


def test_an_answer_that_loses_words_is_an_error() -> None:
    with pytest.raises(AssertionError, match="not the texts"):
        words_changed.Measured().add("甲乙", "甲丙", [("甲", "甲")])


def test_without_the_corpus_it_says_that_it_was_skipped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["words_changed.py", str(tmp_path / "none.xz")])
    assert words_changed.main() == 0
    assert capsys.readouterr().out.startswith("skipped: there is no corpus at ")


def test_what_is_not_installed_is_said_to_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words_changed, "_installed", lambda _name: None)
    monkeypatch.setattr("sys.argv", ["words_changed.py", str(_corpus(tmp_path))])
    assert words_changed.main() == 0
    out = capsys.readouterr().out
    assert "1 pairs of texts, 2 clauses" in out
    assert "| rapidfuzz by words | not installed |" in out
