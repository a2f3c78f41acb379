"""Identity numbers wherever they may reach a page, and in whatever way their digits are written."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from disclosure.base.messages import masked
from disclosure.base.problems import Problem, UserError
from disclosure.pipeline.build import examine
from tests.rules.test_problems import BASE, TEMPLATES

NUMBER = "110105194912311006"
REGION, BIRTH, ORDER = NUMBER[:6], NUMBER[6:14], NUMBER[14:]


def each(signs: str) -> str:
    return "".join(signs[int(digit)] for digit in NUMBER)


def escaped(pattern: str) -> str:
    return "".join(pattern.format(digit, ord(digit)) for digit in NUMBER)


WAYS = {
    "plain": NUMBER,
    "full width": each("０１２３４５６７８９"),
    "in circles": each("⓪①②③④⑤⑥⑦⑧⑨"),
    "raised": each("⁰¹²³⁴⁵⁶⁷⁸⁹"),
    "Thai": each("๐๑๒๓๔๕๖๗๘๙"),
    "numerals": each("〇一二三四五六七八九"),
    "numerals of banks": each("零壹贰叁肆伍陆柒捌玖"),
    "one by one": "、".join(each("〇一二三四五六七八九")),
    "for telephones": each("零幺二三四五六七八九"),
    "keys": "".join(f"{digit}\ufe0f\u20e3" for digit in NUMBER),
    "references": escaped("&#{1};"),
    "hexadecimal references": escaped("&#x3{0};"),
    "address": escaped("%3{0}"),
    "address of full width": escaped("%EF%BC%9{0}"),
}
QUOTED = '"' + escaped("\\x3{0}") + '"'
POLICY = "content/policies/a.md"
CONFIG = BASE["config.yaml"]


def policy(front: str = "", body: str = "正文。") -> dict[str, str]:
    return {POLICY: f"---\ntitle: 甲\npublished_on: 2024-01-02\n{front}---\n{body}\n"}


def told(root: Path, files: dict[str, str]) -> list[Problem]:
    for path, text in {**BASE, **files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    try:
        problems = examine(root, date(2026, 11, 22))
    except UserError as error:
        problems = tuple(error.problems)
    return [problem for problem in problems if problem.code == "identity-number"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    shutil.copytree(TEMPLATES / "strings", tmp_path / "templates/strings")
    return tmp_path


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_write_digits(root: Path, way: str) -> None:
    """In a body, an address, a list of a front matter and the settings; each at its line and column."""
    files = policy(f"keywords:\n  - 甲\n  - '证{WAYS[way]}'\n", f"第一条 甲。\n\n&amp; 证号 {WAYS[way]}。")
    files["config.yaml"] = CONFIG.replace("name: 测试区\n", f"name: 区{WAYS[way]}\n")
    places = {str(problem.place) for problem in told(root, files)}
    in_front = {
        place for place in places if place.startswith(f"{POLICY}:6:")
    }  # of a value in quotes: within it, or its own
    assert places - in_front == {"config.yaml:2:10", f"{POLICY}:10:10"}
    assert len(in_front) == 1


PLACES = {
    "address": (policy(body=f"见[甲](https://x.example/?no={NUMBER})。"), f"{POLICY}:5:28"),
    "words of a link": (policy(body=f'[甲](https://x.example/ "{NUMBER}")'), f"{POLICY}:5:25"),
    "cells": (policy(body=f"| 甲 | 乙 | 丙 |\n|---|---|---|\n| {REGION} | {BIRTH} | {ORDER} |"), f"{POLICY}:7:3"),
    "rows in HTML": (
        policy(body=f"<table><tr><td>{REGION}</td></tr><tr><td>{BIRTH}</td></tr><tr><td>{ORDER}</td></tr></table>"),
        f"{POLICY}:5:16",
    ),
    "parts in a list": (policy(f"keywords: ['{REGION}', '{BIRTH}', '{ORDER}']\n"), f"{POLICY}:4:11"),
    "folded": (policy(f"summary: >\n  证 {REGION}\n  {BIRTH}\n  {ORDER}\n"), f"{POLICY}:4:12"),
    "escaped": (policy(f"keywords: [{QUOTED}]\n"), f"{POLICY}:4:12"),
    "source of an end": (policy(f"ended: {{how: repealed, on: 2024-02-02, source: 见{NUMBER}}}\n"), f"{POLICY}:4:49"),
    "former address": (policy(f"aliases: [/old/{NUMBER}/]\n"), f"{POLICY}:4:16"),
    "field that is unknown": (policy(f"zz: {NUMBER}\n"), f"{POLICY}:4:5"),
    "settings, escaped": (
        {**policy(), "config.yaml": CONFIG.replace("description: 测试", f"description: {QUOTED}")},
        "config.yaml:7:17",
    ),
    "remark in settings": ({**policy(), "config.yaml": f"# {NUMBER}\n{CONFIG}"}, "config.yaml:1:3"),
    "synonyms": (
        {**policy(), "content/data/synonyms.yaml": f"groups: [[老人, {QUOTED}]]\n"},
        "content/data/synonyms.yaml:1:16",
    ),
    "calendar": (
        {**policy(), "content/data/calendar/2025.yaml": f"year: 2025\nsource: 通知{WAYS['numerals']}\n"},
        "content/data/calendar/2025.yaml:2:11",
    ),
    "words of the interface": (
        {**policy(), "templates/strings/more.zh-Hans.yaml": f"phone: {NUMBER}\n"},
        "templates/strings/more.zh-Hans.yaml:1:8",
    ),
    "template": (
        {**policy(), "templates/parts/x.html": f"<p>\n  {NUMBER}</p>\n"},
        "templates/parts/x.html:2:3",
    ),
}


@pytest.mark.parametrize("where", PLACES)
def test_everywhere(root: Path, where: str) -> None:
    files, place = PLACES[where]
    problems = told(root, files)
    assert [str(problem.place) for problem in problems] == [place]
    assert problems[0].values["masked"] == masked(NUMBER, 6, 4)


def test_names_of_static_files(root: Path) -> None:
    problems = told(root, {**policy(), f"templates/static/{NUMBER}.txt": "x"})
    assert [problem.code for problem in problems] == ["identity-number"]
