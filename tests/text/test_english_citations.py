"""Citations in the words of English translations."""

import pytest

from disclosure.text.provisions import in_english


@pytest.mark.parametrize(
    ("citation", "english"),
    [
        ("第八条", "Article 8"),
        ("第八条第二款第（三）项", "Article 8, paragraph 2, item 3"),
        ("第十二条之一", "Article 12-1"),
        ("第三条至第五条", "Article 3, Article 4, Article 5"),
        ("第八条第一款、第九条", "Article 8, paragraph 1; Article 9"),
        ("附件2第一条", "Annex 2, Article 1"),
        ("第二章", "Chapter 2"),
        ("二、（三）", "二、（三）"),
        ("前言", "前言"),
        ("原第三条", "原第三条"),
    ],
)
def test_a_citation_is_said_in_english_where_it_is_one_by_number(citation: str, english: str) -> None:
    assert in_english(citation) == english
