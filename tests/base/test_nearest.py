"""What was meant, found among many words by comparing few."""

import difflib
from pathlib import Path
from random import Random

import pytest

from disclosure.base.nearest import FEW, LIKELY, Nearest, did_you_mean
from disclosure.library.references import Known
from tests.rules.test_problems import _told

WORDS = ("yiliao", "jiuzhu", "yanglao", "tudi", "keji", "zijin", "nongye", "fangwu")


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often words were compared, one number a comparison."""
    times: list[int] = []

    class Counting(difflib.SequenceMatcher[str]):
        def ratio(self) -> float:
            times.append(1)
            return super().ratio()

    monkeypatch.setattr(difflib, "SequenceMatcher", Counting)
    return times


def _ids(random: Random) -> dict[str, list[str]]:
    """Three thousand ids each of kinds that differ in how much they have in common."""
    return {
        "numbered": [f"qh-{random.randint(2015, 2026)}-{number:04d}" for number in range(3000)],
        "named": sorted({f"qh-{random.randint(2015, 2026)}-{'-'.join(random.sample(WORDS, 3))}" for _ in range(6000)}),
        "alike": [f"wenjian-{number}" for number in range(3000)],
    }


def _slip(word: str, random: Random) -> str:
    """The word with a character too many, too few, or another."""
    at = random.randrange(len(word))
    return word[:at] + random.choice(("", "x", "0", word[at] * 2)) + word[at + 1 :]


@pytest.mark.parametrize("kind", ["numbered", "named", "alike"])
def test_few_are_compared_and_as_near_a_word_is_found(kind: str, compared: list[int]) -> None:
    random = Random(14)
    known = _ids(random)[kind]
    nearest = Nearest(known)
    for _ in range(10):
        word = _slip(random.choice(known), random)
        compared.clear()
        found = nearest.to(word)
        assert len(compared) <= LIKELY / 2
        best = difflib.get_close_matches(word, known, n=1)[0]
        assert found is not None
        assert _ratio(found, word) >= _ratio(best, word) - 0.05


def _ratio(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other).ratio()


def test_a_word_is_compared_once_and_one_that_is_much_longer_never(compared: list[int]) -> None:
    known = Known((f"wenjian-{number}", f"文件{number}") for number in range(3000))
    for _ in range(100):
        assert known.meant("wenjan-17") == "wenjian-17"
    assert len(compared) <= LIKELY
    compared.clear()
    assert known.meant("x" * 100_000) is None
    assert known.meant("文件2999") == "wenjian-2999"
    assert known.meant("/policies/wenjian-8/") == "wenjian-8"
    assert known.meant("../2024/wenjian-8.md") == "wenjian-8"
    assert not compared


def test_of_few_words_all_are_compared() -> None:
    assert did_you_mean("Titel", ("title", "tags")) == "title"
    assert did_you_mean("文种类", [f"字段{number}" for number in range(FEW - 1)] + ["文种"]) == "文种"
    assert did_you_mean("甲", ("乙",)) is None
    assert did_you_mean("甲", ()) is None
    assert did_you_mean("", ("甲",)) is None


def test_a_thousand_references_to_nothing(compared: list[int], tmp_path: Path) -> None:
    """Each is told with what was meant, and no more is compared than a few words for each other word."""
    text = "---\ntitle: 甲\npublished_on: 2024-01-02\n"
    files = {f"content/policies/wenjian-{number}.md": f"{text}---\n正文\n" for number in range(FEW + 1)}
    wrong = [f"  - wenjan-{number % 50}\n" for number in range(100)]
    files |= {f"content/policies/z{n}.md": f"{text}based_on:\n{line}---\n正文\n" for n, line in enumerate(wrong)}
    problems = [problem for problem in _told(tmp_path, files) if problem.code == "dangling-reference"]
    assert [problem.values["near"][:8] for problem in problems] == ["wenjian-"] * 100
    assert len(compared) <= 50 * LIKELY


@pytest.mark.parametrize("kind", ["numbered", "named", "alike"])
def test_of_few_words_the_nearest_is_the_one_that_difflib_finds(kind: str) -> None:
    """What is not compared could not have been nearer."""
    random = Random(41)
    known = _ids(random)[kind]
    for _ in range(200):
        few = random.sample(known, FEW)
        word = random.choice((_slip(random.choice(few), random), random.choice(known)))
        found, best = Nearest(few).to(word), difflib.get_close_matches(word, few, n=1)
        assert (found is None) == (not best)
        assert found is None or _ratio(found, word) == _ratio(best[0], word)
