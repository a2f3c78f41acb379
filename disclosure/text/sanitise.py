"""What HTML a page may hold. Only this module imports nh3.

The page's HTML goes through an allow-list at the very end, whatever made it. What an author may write of HTML is less, and
told where it is refused: see `htmltable`.
"""

from __future__ import annotations

import html

import nh3

_TAGS = frozenset(
    """
    a b br caption col colgroup del div em h2 h3 h4 h5 h6 i img ins li mark ol p rp rt ruby s section small strong sub sup
    table tbody td tfoot th thead tr u ul wbr
    """.split()  # noqa: SIM905 -- a table of names
)
_ATTRIBUTES = {
    "*": {"id"},
    "a": {"href", "aria-label", "title"},
    "b": {"aria-level"},
    "col": {"span"},
    "colgroup": {"span"},
    "div": {"aria-label"},
    "img": {"src", "alt", "width", "height"},
    "li": {"value"},
    "ol": {"start"},
    "section": {"aria-label"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_CLASSES = {
    "a": {"anchor", "do", "footnote-ref", "footnote-backref"},
    "b": {"lead"},
    "div": {"table"},
    "p": {"tiao", "addressee", "signature"},
    "section": {"footnotes"},
    "td": {"align-center", "align-right"},
    "th": {"align-center", "align-right"},
}
EXTERNAL_REL = "noopener noreferrer"

_page = nh3.Cleaner(
    tags=set(_TAGS),
    attributes=_ATTRIBUTES,
    tag_attribute_values={
        "a": {"rel": {EXTERNAL_REL}},
        "b": {"role": {"heading"}},
        "div": {"role": {"region"}, "tabindex": {"0"}},
    },
    allowed_classes=_CLASSES,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)


def clean(page: str) -> str:
    """HTML with only what a page may hold. What has been through it comes out of it unchanged."""
    return _page.clean(page)


def is_safe_target(href: str) -> bool:
    """Whether the page may link there: a relative address, or one of http, https, mailto and tel."""
    return " href=" in _page.clean(f'<a href="{html.escape(href)}">.</a>')
