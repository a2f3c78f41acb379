"""What pages of the web hold that readers do not see: remarks, hidden elements, letters without size or in white."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from disclosure.frontmatter.attachments.package import Look
from disclosure.frontmatter.attachments.parts import Kind, Leak, Seen, Text, UnreadableError
from disclosure.frontmatter.attachments.text import decoded

PAGE = re.compile(rb"(?i)<(?:!doctype html|html|head|body|table|div)[\s>]")
_MOST = 20_000_000
_AT_ONCE = 50_000
_LONGEST = 1_000
_TOKEN = re.compile(r"<!--|<(/?)([a-zA-Z][\w:-]*)((?:[^<>\"']|\"[^<\"]*\"|'[^<']*'|[\"'])*+)>|[^<]++|<")
_ATTRIBUTE = re.compile(r"([\w:-]+)(?:\s*+=\s*+(\"[^\"]*\"|'[^']*'|[^\s\"'>]++))?")
_SAYS = re.compile(r"(?i)hidden|style|color|background|class|id\s*=|size")
_OF_PROGRAMS = re.compile(
    r"(?is)\s*(?:\[if|<!\[endif|\[endif|(?:start|end)fragment|/?\W*$|google|saved from url|#(?:include|set)).*"
)
_WORDS = re.compile(r"[\u3400-\u9fff]|[A-Za-z]{2,}")
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
_UNSHOWN = frozenset(("script", "style", "template", "title", "noscript", "head", "datalist"))
"""Elements whose words are no words of the page."""
_RAW = frozenset(("script", "style"))
_ENDED_BY_ANOTHER = frozenset(("p", "li", "td", "th", "tr", "option", "dt", "dd"))
_WHITE = frozenset(("white", "#fff", "#ffffff", "rgb(255,255,255)", "snow", "transparent"))
_NAMED = {"black": "000000", "red": "FF0000", "blue": "0000FF", "navy": "000080", "green": "008000", "yellow": "FFFF00"}
_NOTHING = re.compile(r"0*\.?0*(?:px|pt|em|rem|%|cm|mm)?")
_AWAY = re.compile(r"-[0-9]{4,}(?:\.[0-9]+)?(?:px|pt)|-[0-9]{3,}(?:em|rem|cm)")


def of_page(data: bytes) -> Iterator[Seen]:
    """How much of a page nobody sees; raises UnreadableError for one that is too large to follow."""
    page = _Page()
    if len(data) > _MOST:
        raise UnreadableError("过大 too large")
    source = "".join(piece for text in list(decoded(data))[:1] for piece in text.pieces)
    for number, _ in enumerate(page.read(source)):
        if number % _AT_ONCE == 0:
            yield Text([""])  # so that the time is looked at
    yield from (Leak(kind, count) for kind, count in page.leaks.items() if count)


@dataclass(slots=True)
class _Page:
    """A page, as far as it has been read; `rules` are those of simple selectors."""

    leaks: dict[Kind, int] = field(default_factory=lambda: {Kind.COMMENTS: 0, Kind.HIDDEN_TEXT: 0})
    open: list[tuple[str, Look]] = field(default_factory=list)
    rules: dict[str, Look] = field(default_factory=dict)

    def read(self, source: str) -> Iterator[None]:
        """Go through it token by token."""
        at = 0
        while token := _TOKEN.match(source, at):
            at = token.end()
            if token[0] == "<!--":
                end = source.find("-->", at) % (len(source) + 1)
                self._remark(source[at:end])
                at = min(end + 3, len(source))
            elif token[2] is None:
                self._words(token[0])
            elif token[1]:
                self._end(token[2].lower())
            else:
                name = token[2].lower()
                self._begin(name, token[3])
                if name in _RAW:
                    end = _end_of(name, source, at)
                    if name == "style":
                        self._styles(source[at:end])
                    at = end
            yield

    def _remark(self, words: str) -> None:
        if _WORDS.search(words) and not _OF_PROGRAMS.match(words):
            self.leaks[Kind.COMMENTS] += 1

    def _begin(self, name: str, written: str) -> None:
        look = self.rules.get(name, Look())
        if _SAYS.search(written):
            found = _ATTRIBUTE.finditer(written)
            attributes = {one[1].lower(): html.unescape((one[2] or "").strip("\"'")) for one in found}
            names = [f".{one}" for one in attributes.get("class", "").split()] + [f"#{attributes.get('id', '')}"]
            for one in (*names, *(f"{name}{one}" for one in names)):
                look = self.rules.get(one, Look()).over(look)
            look = _look(_declarations(attributes.get("style", ""))).over(_of_attributes(name, attributes)).over(look)
        if self.open and self.open[-1][0] == name and name in _ENDED_BY_ANOTHER:
            self.open.pop()
        if name not in _VOID and not written.endswith("/"):
            above = self.open[-1][1] if self.open else Look()
            hidden = Look(hidden=True) if above.hidden else Look()  # what is inside cannot be shown again
            self.open.append((name, hidden.over(look).over(above)))

    def _end(self, name: str) -> None:
        for at in range(len(self.open) - 1, max(len(self.open) - 50, -1), -1):
            if self.open[at][0] == name:
                del self.open[at:]
                return

    def _words(self, words: str) -> None:
        if self.open and not words.isspace():
            name, look = self.open[-1]
            shown = name not in _UNSHOWN and html.unescape(words).strip()
            self.leaks[Kind.HIDDEN_TEXT] += bool(shown) and look.is_unseen("" if look.shade != "unknown" else None)

    def _styles(self, rules: str) -> None:
        """Take note of rules with plain selectors, but not of those for paper or some screens only."""
        some = False
        for rule in rules.split("}"):
            before, brace, said = rule.rpartition("{")
            some = bool(brace) and (some or "@" in before)
            if brace and not some and len(before) < _LONGEST:
                for selector in re.split(r",|\*/|<!--|-->", before):
                    if re.fullmatch(r"[\w.#-]+", one := selector.strip()):
                        self.rules[one] = _look(_declarations(said)).over(self.rules.get(one, Look()))


def _end_of(name: str, source: str, at: int) -> int:
    found = re.compile(f"(?i)</{name}").search(source, at)
    return found.start() if found else len(source)


def _of_attributes(name: str, attributes: Mapping[str, str]) -> Look:
    """What HTML itself says, besides styles."""
    shade = _color(attributes["bgcolor"]) if "bgcolor" in attributes else None
    color = _color(attributes["color"]) if name == "font" and "color" in attributes else None
    hidden = "hidden" in attributes and attributes["hidden"] != "until-found"
    return Look(hidden or None, None, color, "unknown" if "background" in attributes else shade)


def _declarations(style: str) -> dict[str, str]:
    pairs = (one.partition(":") for one in re.sub(r"/\*.*?\*/", "", style).split(";"))
    return {name.strip().lower(): value.replace("!important", "").strip().lower() for name, _, value in pairs}


def _look(said: Mapping[str, str]) -> Look:
    """How declarations draw letters."""
    hidden = (
        said.get("display") == "none"
        or said.get("visibility") in ("hidden", "collapse")
        or said.get("mso-hide") == "all"
        or (
            said.get("overflow") in ("hidden", "clip")
            and any(_is_nothing(said.get(one)) for one in ("height", "width"))
        )
        or _is_nothing(said.get("opacity"))
        or any(_AWAY.fullmatch(said.get(side, "")) for side in ("left", "top", "text-indent", "margin-left"))
    )
    size, shade = said.get("font-size"), None
    if background := said.get("background-color") or said.get("background"):
        shade = "unknown" if "url" in background or "gradient" in background else _color(background)
    tiny = None if size is None else _is_nothing(size) or size in ("1px", "1pt", ".1pt", "0.1pt")
    return Look(hidden or None, tiny, _color(said["color"]) if "color" in said else None, shade)


def _is_nothing(size: str | None) -> bool:
    return bool(size and _NOTHING.fullmatch(size))


def _color(written: str) -> str:
    """RRGGBB, "" for white, "other" for what is not known."""
    plain = written.strip().lower().replace(" ", "")
    if plain in _WHITE:
        return ""
    if found := re.fullmatch(r"#?([0-9a-f])([0-9a-f])([0-9a-f])", plain):
        return "".join(2 * one for one in found.groups()).upper()
    if found := re.fullmatch(r"rgba?\((\d{1,3}),(\d{1,3}),(\d{1,3})(?:,[\d.%]+)?\)", plain):
        return "".join(f"{min(int(one), 255):02X}" for one in found.groups())
    return plain.lstrip("#").upper() if re.fullmatch(r"#?[0-9a-f]{6}", plain) else _NAMED.get(plain, "other")
