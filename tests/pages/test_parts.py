import re
from pathlib import Path
from string import Formatter

import pytest

from disclosure.model.choices import Status
from disclosure.pages._parts import Pager, paginate
from disclosure.site.page import Strings
from disclosure.site.render import load_strings

TEMPLATES = Path(__file__).parents[2] / "templates"
CHINESE, ENGLISH = (load_strings(TEMPLATES, language) for language in ("zh-Hans", "en"))


def test_a_list_is_cut_into_pages() -> None:
    pages = list(paginate("/x/", range(25), 10))
    assert [(page.here, len(page.rows)) for page in pages] == [("/x/", 10), ("/x/page/2/", 10), ("/x/page/3/", 5)]
    assert [row for page in pages for row in page.rows] == list(range(25))
    assert all(page.total == 25 and page.last == 3 for page in pages)


@pytest.mark.parametrize(("rows", "pages"), [(0, 1), (1, 1), (10, 1), (11, 2)])
def test_there_is_always_one_page_and_never_an_empty_one_more(rows: int, pages: int) -> None:
    assert len(list(paginate("/x/", range(rows), 10))) == pages


@pytest.mark.parametrize(
    ("number", "last", "shown"),
    [
        (1, 1, (1,)),
        (1, 3, (1, 2, 3)),
        (4, 9, (1, 2, 3, 4, 5, 6, None, 9)),
        (9, 20, (1, None, 7, 8, 9, 10, 11, None, 20)),
        (20, 20, (1, None, 18, 19, 20)),
    ],
)
def test_page_numbers_offered(number: int, last: int, shown: tuple[int | None, ...]) -> None:
    assert Pager("/x/", number, last, 0, ()).shown == shown


def test_no_words_are_cut_off_as_a_remark() -> None:
    """`带 # 的网址` without quotation marks ends at its #."""
    cut = [
        f"{path.name}: {line}"
        for path in sorted((TEMPLATES / "strings").iterdir())
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.match(r"\s*[\w-]+: [^\"'#].*\s#", line)
    ]
    assert cut == []


def test_both_languages_say_the_same_things() -> None:
    def names(words: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(words)} - {None}

    assert CHINESE.words.keys() == ENGLISH.words.keys()
    assert {key for key in CHINESE.words if names(CHINESE.words[key]) != names(ENGLISH.words[key])} == set()


@pytest.mark.parametrize("strings", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_scripts_and_pages_call_a_status_by_one_name(strings: Strings) -> None:
    for status in Status:
        assert strings(f"status.{status.value}") == strings.label(status)
