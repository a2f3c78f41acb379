"""Document numbers as they are really written."""

import pytest

from disclosure.rules.numbers import DOCUMENT_NUMBER


@pytest.mark.parametrize(
    "number",
    [
        "青禾府规〔2024〕3号",
        "青禾区税务局公告2024年第3号",
        "青禾区税务局公告〔2024〕3号",
        "公告2024年3号",
        "通告2024年第3号",
        "2024年第3号公告",
        "2024年第24号",
        "第3号公告",
        "令第12号",
        "青禾区人民政府令〔2024〕第3号",
        "主席令第四十五号",
        "云岚市人民代表大会常务委员会公告〔十七届〕第二号",
        "青禾区税务局、青禾区财政局公告2024年第3号",
    ],
)
def test_real_shapes_are_well_formed(number: str) -> None:
    assert DOCUMENT_NUMBER.fullmatch(number)


@pytest.mark.parametrize(
    "number",
    [
        "青禾府规[2024]3号",
        "青禾府规〔2024〕03号",
        "青禾府规〔2024〕第3号",
        "青禾府规〔24〕3号",
        "青禾府规2024年3号",
        "青禾府规〔2024〕3",
        "〔2024〕3号",
        "公告2024年第03号",
        "公告2024第3号",
        "令第０３号",
    ],
)
def test_slips_are_not(number: str) -> None:
    assert not DOCUMENT_NUMBER.fullmatch(number)
