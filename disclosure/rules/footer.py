"""The rule on the foot of every page: who runs the site, under which records, and where errors are reported."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.base.problems import Place, Problem
from disclosure.library.library import Library
from disclosure.model.choices import FooterElement
from disclosure.model.config import Config

_SETTINGS: dict[FooterElement, tuple[str, ...]] = {
    FooterElement.CONTACT: ("phone", "email"),
    FooterElement.CORRECTIONS: ("corrections", "email"),
}
"""The settings of an element, any of which will do; of the others, the one of the same name."""


def footer_incomplete(config: Config, library: Library) -> Iterator[Problem]:
    """A problem for each element that the rules want (`footer-owed`) and the settings do not say.

    A sample is nobody's site: its pages say so, and what it would say here would be somebody else's record. What is written and
    could not be read is not missing.
    """
    owed = library.vocabulary.rules.get("footer-owed")
    if owed is None or owed.record.value == 0 or config.read("sample", otherwise=True):
        return
    for element in owed.record.elements:
        settings = _SETTINGS.get(element, (element.value,))
        if not any(config.site.read(name, otherwise=True) for name in settings):
            values = {
                "element": element.en,
                "element_zh": element.zh,
                "setting": settings[0],
                "basis": owed.record.basis,
            }
            yield Problem(Place("config.yaml"), "footer-incomplete", values)
