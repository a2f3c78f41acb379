"""What cannot be in time is told, and what can be in life is not."""

from pathlib import Path

import pytest

from tests.rules.test_problems import _told

TARGET = "formed_on: 2024-03-01\npublished_on: 2024-03-05\neffective_on: 2024-06-01\nexpires_on: 2026-05-31"


def _codes(tmp_path: Path, speaker: str, target: str = TARGET) -> list[str]:
    files = {
        "content/policies/a.md": f"---\ntitle: 甲\n{target}\n---\n正文。\n",
        "content/policies/b.md": f"---\ntitle: 乙\n{speaker}\n---\n正文。\n",
    }
    told = ("before-it-existed", "before-it-was-known", "extends-expired")
    return [problem.code for problem in _told(tmp_path, files) if problem.code in told]


@pytest.mark.parametrize(
    "speaker",
    [
        "formed_on: 2024-03-01\nrepeals: [a]",  # on the same day
        "formed_on: 2024-04-01\nrepeals: [a]",  # before it took effect: it never does
        "formed_on: 2024-02-01\nbased_on: [a]",  # which was to come
        "formed_on: 2026-05-31\nextends: [{target: a, until: 2027-05-31}]",  # on its last day
        "formed_on: 2026-06-01\nextends: [{target: a, until: 2027-05-31}]",  # on the next, without a gap
        "formed_on: 2026-08-01\nextends: [{target: a, until: 2027-05-31, on: 2026-05-01}]",
        "formed_on: 2026-08-01\nrepeals: [a]",  # after it had run out
    ],
)
def test_what_can_be(speaker: str, tmp_path: Path) -> None:
    assert _codes(tmp_path, speaker) == []


@pytest.mark.parametrize("target", ["effective_on: 2024-06-01", "published_on: 2024-01-01", "summary: 丙"])
def test_where_nothing_is_known_of_when_it_was_signed(target: str, tmp_path: Path) -> None:
    assert _codes(tmp_path, "formed_on: 2024-02-01\nrepeals: [a]", target) == []


@pytest.mark.parametrize("hidden", ["", "disclosure: withheld\nbasis: 依据甲\n"])
@pytest.mark.parametrize(
    ("speaker", "code"),
    [
        ("formed_on: 2024-02-29\nrepeals: [a]", "before-it-existed"),
        ("formed_on: 2024-02-29\ndeclares_invalid: [a]", "before-it-existed"),
        ("formed_on: 2024-05-01\nrepeals: [{target: a, on: 2023-05-01}]", "before-it-existed"),
        ("formed_on: 2024-02-29\nextends: [{target: a, until: 2027-05-31}]", "before-it-existed"),
        ("formed_on: 2024-02-29\namends: [a]", "before-it-was-known"),
        ("formed_on: 2024-02-29\nrepeals: [{target: a, articles: [第一条]}]", "before-it-was-known"),
        ("formed_on: 2024-02-29\neffective_on: 2024-07-01\nrepeals: [a]", "before-it-was-known"),
        ("formed_on: 2026-06-02\nextends: [{target: a, until: 2027-05-31}]", "extends-expired"),
    ],
)
def test_what_cannot_be(hidden: str, speaker: str, code: str, tmp_path: Path) -> None:
    """Whoever says it: what is withheld ends others all the same."""
    assert _codes(tmp_path, hidden + speaker) == [code]
