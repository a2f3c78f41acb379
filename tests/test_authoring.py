"""The authoring guide says what the declarations say."""

from tools.authoring import GUIDE, filled


def test_the_guide_is_up_to_date() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert filled(text) == text, "run `make docs`"
