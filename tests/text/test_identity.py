"""Identity numbers in texts: however their digits are parted, and not in figures. All are made up here."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.rules.personal_data import numbers
from disclosure.text.identity_number import CONTEXT, STRETCH, is_identity_number, stretches


def made_up(region: str = "330102", born: str = "19910311", order: str = "002") -> str:
    """A number whose check digit is right."""
    start = region + born + order
    return next(start + last for last in "0123456789X" if is_identity_number(start + last))


ONE = made_up()
TWO = made_up(born="19880702", order="015")
TEN = next(made_up(order=f"{order:03}") for order in range(100) if made_up(order=f"{order:03}").endswith("X"))
PARTS = ONE[:6], ONE[6:14], ONE[14:]


def found(*pieces: str) -> list[str]:
    return sorted({number.digits for number in numbers(pieces) if number.code == "identity-number"})


@pytest.mark.parametrize(
    "mark",
    [
        *" \t\n-—/_·•．.，,、：|*~",
        "\r\n",
        "<",
        '","',
        " / ",
        "\u3000",
        "\u200b",
        "**",
        "－",
        *"→#&～!<>",
        "——",
        " " * 8,
        "\ufe0f",
        "\u3164",
    ],
)
def test_whatever_parts_it_at_its_fields(mark: str) -> None:
    mark = mark.replace("<", "（")
    assert found(mark.join(PARTS)) == [ONE]
    assert found(f"1 张某 {mark.join(PARTS)}\n2 李某") == [ONE]


@pytest.mark.parametrize(
    "text",
    [
        f"1 {' '.join(PARTS)}",
        f"序号：3. {ONE}",
        f"1{ONE}",
        f"{ONE}13800138000",
        f"1{' '.join(PARTS)}",
        f"2026 年 {' '.join(PARTS)} 500",
        f"1,{','.join(PARTS)},500",
        " ".join(ONE),
        "\t".join(ONE),
        "\n".join(ONE),
        " ".join(ONE[at : at + 3] for at in range(0, 18, 3)),
        "\n".join(ONE[at : at + 5] for at in range(0, 18, 5)),
        "-".join(ONE[at : at + 4] for at in range(0, 18, 4)),
        f"{ONE[:7]}\n{ONE[7:]}",
        f"1 张某 {ONE[:10]} 青禾街道\n李巷 {ONE[10:]} 一组",
        f"1 张某 {ONE[:10]} 青禾路5号 13900000000\n李巷2幢 {ONE[10:]} 300",
        f"1 {ONE[:6]} 甲1\n乙 {ONE[6:12]} 22\n3 {ONE[12:]} 丙",
        f"{ONE[:6]} 1991年03月11日 {ONE[14:]}",
        "\u20e3\ufe0f".join(ONE),
        f"4{ONE[:4]} {ONE[4:]}"[1:],
        "3.30102199103110022E+17",
        ONE.translate({48 + digit: 0xFF10 + digit for digit in range(10)}),
        ONE.translate({48 + digit: 0x0660 + digit for digit in range(10)}),
    ],
)
def test_beside_other_digits_and_over_lines_and_cells(text: str) -> None:
    assert len(found(text)) == 1


def _each(form: str) -> str:
    return "".join(form.format(code=ord(digit), digit=digit) for digit in ONE)


@pytest.mark.parametrize("zero", "０٠०๐០𝟎🯰０")
def test_digits_of_any_writing(zero: str) -> None:
    assert found(ONE.translate({48 + digit: ord(zero) + digit for digit in range(10)})) == [ONE]


@pytest.mark.parametrize(
    "signs",
    [
        "⓪①②③④⑤⑥⑦⑧⑨",
        "⁰¹²³⁴⁵⁶⁷⁸⁹",
        "₀₁₂₃₄₅₆₇₈₉",
        "0⑴⑵⑶⑷⑸⑹⑺⑻⑼",
        "0⒈⒉⒊⒋⒌⒍⒎⒏⒐",
        "0❶❷❸❹❺❻❼❽❾",
        "〇一二三四五六七八九",
        "零壹贰叁肆伍陆柒捌玖",
        "○㈠㈡㈢㈣㈤㈥㈦㈧㈨",
        "O123456789",
        "0l23456789",
        "〇123456789",
    ],
)
@pytest.mark.parametrize("form", ["甲{}乙", "证号：{0[0]}{0[1]}", "三、{} 13800138000", "①{}"])
def test_signs_that_are_read_as_digits(signs: str, form: str) -> None:
    spelt = ONE.translate({48 + digit: sign for digit, sign in enumerate(signs)})
    assert found(form.format(spelt if "[" not in form else (spelt[:6], spelt[6:]))) == [ONE]
    assert found(f"{spelt[:6]} {spelt[6:10]}年{spelt[10:12]}月{spelt[12:14]}日 {spelt[14:]}") == [ONE]


@pytest.mark.parametrize(
    "text",
    [
        _each("%{code:02x}"),
        "%20".join(PARTS),
        "%2C".join(PARTS),
        "".join(f"%EF%BC%{ord(digit) - 48 + 0x90:02X}" for digit in ONE),
        _each("\\u{code:04x}"),
        _each("\\x{code:02x}"),
        _each("\\u{{{code:x}}}"),
        _each("_x{code:04x}_"),
        _each("={code:02X}"),
        "=\n".join(PARTS),
        _each("&#{code};"),
        _each("&#x{code:x};"),
        f"{ONE[:5]}%3{ONE[5]}{ONE[6:]}",
        f"100%{ONE}",
        f"id={ONE}",
    ],
)
def test_characters_written_as_escapes(text: str) -> None:
    assert found(text) == [ONE]
    assert found(f"https://elsewhere.example/?id={text}&to=1") == [ONE]


def test_where_a_number_in_escapes_stands() -> None:
    (number,) = numbers([f"甲\n乙 {_each('%{code:02x}')}"])
    assert (number.line, number.column) == (1, 2)


@pytest.mark.parametrize("mark", ["①", "一", "㈠", "O", "l"])
def test_a_mark_of_a_list_changes_nothing_of_what_stands_behind_it(mark: str) -> None:
    text = f"{mark}13800138000 {mark}13900139000"
    assert [number.digits for number in numbers([text])] == ["13800138000", "13900139000"]


@pytest.mark.parametrize("letter", "XxＸｘ×✕ХхΧ")
def test_whatever_stands_for_ten(letter: str) -> None:
    assert found(TEN[:17] + letter) == [TEN]
    assert found(f"{TEN[:17]} {letter}") == [TEN]


def test_several_side_by_side() -> None:
    for text in (ONE + TWO, f"{ONE} {TWO}", f"{' '.join(PARTS)} {TWO}", f"{ONE}\n{TWO}", f"1.{ONE}2.{TWO}"):
        assert found(text) == sorted((ONE, TWO))


def test_a_table_of_numbers_in_three_columns() -> None:
    people = [made_up(born=f"19{70 + index % 30}0{1 + index % 9}12", order=f"{index:03}") for index in range(40)]
    rows = "".join(f"{index},{one[:6]},{one[6:14]},{one[14:]},300\n" for index, one in enumerate(people))
    assert found(rows) == sorted(set(people))


RANDOM = random.Random(5)  # the same figures in every run


def figure(size: int) -> str:
    return str(RANDOM.randrange(10**size))


FIGURES: dict[str, Callable[[int], str]] = {
    "budget": lambda row: (
        f"{row} " + " ".join(f"{RANDOM.randrange(10**7):,}.{RANDOM.randrange(100):02}" for _ in range(6))
    ),
    "table": lambda _: ",".join(figure(RANDOM.randrange(1, 8)) for _ in range(8)),
    "region, day, number": lambda _: (
        f"33010{RANDOM.randrange(9)},2019{RANDOM.randrange(1, 13):02}15,{RANDOM.randrange(10000):04}"
    ),
    "accounts": lambda _: str(RANDOM.randrange(10**18, 10**19)),
    "accounts in groups": lambda _: " ".join(f"{RANDOM.randrange(10000):04}" for _ in range(5)),
    "codes of regions": lambda _: str(RANDOM.randrange(110000, 659999)),
    "codes of organisations": lambda _: f"91330102MA{RANDOM.randrange(10**8):08}",
    "projects": lambda _: f"2026-330102-{RANDOM.randrange(10, 99)}-03-{RANDOM.randrange(10**6):06}",
    "mobile numbers": lambda _: f"139{RANDOM.randrange(10**8):08}",
    "times": lambda _: f"2026-{RANDOM.randrange(1, 13):02}-15 {RANDOM.randrange(24):02}:15:{RANDOM.randrange(60):02}",
    "marks of lists": lambda _: " ".join(f"{chr(0x2460 + mark)}{RANDOM.randrange(10**6)}" for mark in range(6)),
    "years in words": lambda _: "".join(RANDOM.choice("〇一二三四五六七八九年月日") for _ in range(40)),
    "escapes": lambda _: "".join(f"%{RANDOM.randrange(256):02X}" for _ in range(40)),
    "codes": lambda _: ",".join(figure(RANDOM.choice((1, 2, 4, 6, 6))) for _ in range(9)),
}


@pytest.mark.parametrize("kind", FIGURES)
def test_figures_are_no_numbers(kind: str) -> None:
    assert found("\n".join(FIGURES[kind](row) for row in range(2000))) == []


@pytest.mark.parametrize(
    "text",
    [
        ONE[:17] + "1",
        made_up(region="990102"),
        made_up(born="19911311"),
        made_up(born="19910231"),
        made_up(born="21910311"),
    ],
)
def test_what_cannot_be(text: str) -> None:
    assert found(text) == []


@given(
    st.integers(STRETCH - CONTEXT - 30, STRETCH + CONTEXT + 30), st.integers(1, 40), st.sampled_from(("", " ", "\n"))
)
def test_where_the_text_is_cut_does_not_matter(before: int, size: int, mark: str) -> None:
    text = f"{'甲' * before}{mark.join(PARTS)}{'乙' * 300}\n{TWO}"
    told = [(number.digits, number.line, number.column) for number in numbers([text])]
    assert sorted(told) == sorted([(ONE, 0, before), (TWO, 1 + 2 * (mark == "\n"), 0)])
    cut = [text[at : at + size * 1000] for at in range(0, len(text), size * 1000)]
    assert [(number.digits, number.line, number.column) for number in numbers(cut)] == told
    owned = "".join(stretch.text[stretch.begin : stretch.end] for stretch in stretches(cut))
    assert owned == text
