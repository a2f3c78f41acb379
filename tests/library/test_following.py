"""What lives off another document ends with it, however the two are tied."""

from datetime import date

import pytest

from disclosure.model.validity import Turn, encode, turn_on
from disclosure.text.titles import only_changes
from tests.library.test_relate import _codes, _library

OLD = "effective_on: 2020-01-01\nexpires_on: 2023-12-31"


def _end(turns: tuple[Turn, ...]) -> tuple[str, str, str | None]:
    return str(turns[-1].on), turns[-1].cause, turns[-1].by


def _titled(title: str, fields: str) -> str:
    return f"{fields}\ntitle: {title}"


@pytest.mark.parametrize(
    "title",
    [
        "某区人民政府关于延长《某某办法（试行）》有效期的通知",
        "某区人民政府关于继续延长《某某办法》有效期限的公告",
        "某区人民政府关于再次延长《甲办法》《乙办法》等2件行政规范性文件有效期的通知",
        "某区人民政府关于延长某某补贴实施办法有效期的通知",
        "某局关于《某某办法》有效期延期的通知",
        "某局关于《某某办法》延期的通知",
        "某局关于《某某办法》继续有效的通知",
        "某局关于《某某办法》延长有效期的通知（2024年）",
        "某区人民政府关于修改《某某办法》的决定",
        "某区人民政府关于修改《某某办法》第八条和第十条的决定",
        "某区人民政府关于修改《某某办法》部分条款的通知",
        "某区人民政府关于修改《甲办法》等3件文件的决定",
        "某局关于修订《某某办法》有关内容的通知",
        "某局关于对《某某办法》部分条款进行修改的通知",
        "《某某办法》第二修正案",
    ],
)
def test_titles_of_what_does_nothing_but_change_others(title: str) -> None:
    assert only_changes(title)


@pytest.mark.parametrize(
    "title",
    [
        "某区人民政府关于印发《某某办法》的通知",
        "某区人民政府关于修改并印发《某某办法》的通知",
        "某区人民政府关于延长《某某办法》有效期并调整补贴标准的通知",
        "某区人民政府关于调整补贴标准的通知",
        "某区人民政府关于公布2023年文件清理结果的通知",
        "某区人民政府关于废止和修改部分行政规范性文件的决定",
        "某局关于延长图书馆开放日的通知",
        "《某某办法》实施细则",
    ],
)
def test_titles_of_what_says_something_of_its_own(title: str) -> None:
    assert not only_changes(title)


def test_an_extension_ends_with_what_it_prolongs_and_when_it_has_run_out() -> None:
    library, problems = _library(
        old=OLD,
        first=_titled(
            "关于延长《某办法》有效期的通知", "effective_on: 2023-12-01\nextends: [{target: old, until: 2024-12-31}]"
        ),
        second=_titled(
            "关于再次延长《某办法》有效期的通知",
            "effective_on: 2024-12-01\nextends: [{target: old, until: 2026-12-31}]",
        ),
        new="effective_on: 2026-01-01\nrepeals: [old]",
    )
    assert problems == ()
    assert _end(library.timelines["first"]) == ("2025-01-01", "extension_ends", "old")
    assert _end(library.timelines["second"]) == ("2026-01-01", "target_ends", "old")


@pytest.mark.parametrize(("said", "ends"), [("是", True), ("否", False)])
def test_the_editor_may_say_otherwise_than_the_title(said: str, *, ends: bool) -> None:
    title = "关于某办法若干事项的通知" if ends else "关于修改《某办法》的决定"
    fields = f"effective_on: 2021-01-01\namends: [old]\nonly_changes: {said}"
    library, _ = _library(old=OLD, x=_titled(title, fields))
    assert (library.timelines["x"][-1].cause == "target_ends") is ends


def test_what_also_ends_another_says_something_of_its_own() -> None:
    fields = "effective_on: 2021-01-01\namends: [old]\nrepeals: [other]"
    library, _ = _library(old=OLD, other="effective_on: 2019-01-01", x=_titled("关于修改《某办法》的决定", fields))
    assert encode(library.timelines["x"]) == ":not_yet_effective,2021-01-01:in_force"


def test_an_amendment_of_an_amendment_ends_with_both() -> None:
    """Chains are followed from what they all live off; ids are named so that no order of names helps."""
    library, problems = _library(
        m=OLD,
        z=_titled("关于修改《某办法》的决定", "effective_on: 2021-01-01\namends: [m]"),
        a=_titled("关于修改《关于修改〈某办法〉的决定》的决定", "effective_on: 2022-01-01\namends: [z]"),
    )
    assert problems == ()
    assert _end(library.timelines["z"]) == ("2024-01-01", "target_ends", "m")
    assert _end(library.timelines["a"]) == ("2024-01-01", "target_ends", "z")


def test_what_runs_in_a_circle_ends_with_nobody() -> None:
    library, problems = _library(
        a=_titled("关于修改《乙》的决定", "effective_on: 2021-01-01\namends: [b]"),
        b=_titled("关于修改《甲》的决定", "effective_on: 2021-01-01\namends: [a]"),
        c=_titled("关于修改《乙》的决定", "effective_on: 2021-01-01\namends: [b]"),
    )
    assert "circular-relation" in {code for _, code in _codes(problems)}
    assert {encode(library.timelines[key]) for key in "abc"} == {":not_yet_effective,2021-01-01:in_force"}


def test_a_translation_of_an_amendment_ends_with_it() -> None:
    library, _ = _library(
        old=OLD,
        x=_titled("关于修改《某办法》的决定", "effective_on: 2021-01-01\namends: [old]"),
        en="language: en\ntranslation_of: x",
    )
    assert library.timelines["en"] == library.timelines["x"]
    assert turn_on(library.timelines["en"], date(2024, 1, 1)).cause == "target_ends"
