"""What is drawn on one page of a PDF file and cannot be seen there: white, transparent, covered, beside the page.

Places are in points; of letters only the place of the first of each piece is known, so that one counts as what is under it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from disclosure.frontmatter.pdf_program.geometry import Box, Color, Paint, Strips, color_of, common, joined, moved

SHOWS = frozenset((b"Tj", b"TJ", b"'", b'"'))
FILLS = frozenset((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"))
ENDS = FILLS | {b"n", b"s", b"S"}
MOST = 20_000
"""Pieces of text, and of paint, of one page."""
COMPARED = 3_000_000
"""Pairs of a piece of text and of paint near it."""
THIN = 1.0
"""Points: lines cover no letters."""
NEAR = 0.06
"""Of 1, between two colours that look the same."""
MARGIN = 2.0
GLYPHS = re.compile(r"/(?:g|G|c|C|cid|glyph|index|a|glyph_)\d+")
WITHOUT_WORDS = re.compile(r"(?i)symbol|dings|math|barcode")


@dataclass(slots=True)
class State:
    """What PDF calls the graphics state, as far as it matters here. A colour is None where it is no plain one."""

    fill: Color | None = (0.0, 0.0, 0.0)
    alpha: float = 1.0
    plain: bool = True
    mode: int = 0
    clip: Box | None = None
    exact: bool = True
    font: str = ""
    measured: bool = True
    """Whether its colours are shares of light or of the four inks, and not of an ink of its own."""


class Piece(NamedTuple):
    """Letters that were shown."""

    order: int
    x: float
    y: float
    state: State


class Drawing:
    """Follows the steps of one page; `finish` counts what cannot be seen."""

    def __init__(self, page: Any, box: tuple[float, float, float, float]) -> None:
        resources = page.get("/Resources")
        resources = resources.get_object() if resources is not None else {}
        self._page = Box(*box)
        self._state, self._stack = State(), list[State]()
        self._path: list[Box] = []
        self._rectangles = True
        self._clips = False
        self._order = 0
        self._inside: list[tuple[list[float], Any, State]] = [([1.0, 0.0, 0.0, 1.0, 0.0, 0.0], resources, self._state)]
        """The page and the forms in it that are being drawn: where, with which resources, and the state to go back to."""
        self._paints: list[Paint] = []
        self._pieces: list[Piece] = []
        self.full = False
        """Whether there is more on the page than is followed."""
        self.unreadable: set[str] = set()
        self.spoken: list[str] = []

    def before(self, operator: bytes, operands: Any, cm: list[float], tm: list[float]) -> None:
        """One step, with the matrices that hold for it."""
        self._order += 1
        if operator in (b"BDC", b"DP") and len(operands) > 1 and hasattr(operands[1], "get"):
            self.spoken += [str(operands[1][key]) for key in ("/ActualText", "/Alt", "/E") if key in operands[1]]
        cm = joined(cm, self._inside[-1][0])
        self._step(operator, operands, cm, tm)
        if operator == b"Do":
            form = self._resource("/XObject", operands[0])
            matrix = [float(one) for one in form.get("/Matrix", (1, 0, 0, 1, 0, 0))]
            own = form.get("/Resources")
            self._inside.append(
                (joined(matrix, cm), own.get_object() if own is not None else self._inside[-1][1], self._state)
            )
            self._state = replace(self._state)

    def after(self, operator: bytes, *_: Any) -> None:
        """The same step is done, with what is inside it."""
        if operator == b"Do":
            self._state = self._inside.pop()[2]

    def _step(self, operator: bytes, operands: Any, cm: list[float], tm: list[float]) -> None:
        if operator == b"q":
            self._stack.append(replace(self._state))
        elif operator == b"Q" and self._stack:
            self._state = self._stack.pop()
        elif operator in (b"re", b"m", b"l", b"c", b"v", b"y"):
            self._outline(operator, [float(one) for one in operands], cm)
        elif operator in (b"W", b"W*"):
            self._clips = True
        elif operator in ENDS:
            self._end(operator)
        elif operator == b"sh":
            self._paint(self._state.clip or self._page, None, covers=False)
        elif operator in (b"Do", b"INLINE IMAGE"):
            self._picture(self._resource("/XObject", operands[0]) if operator == b"Do" else {}, cm)
        elif operator in SHOWS and _says(operands):
            self._show(cm, tm)
        else:
            self._set(operator, operands)

    def _set(self, operator: bytes, operands: Any) -> None:
        """A colour, a font, or another setting."""
        state = self._state
        if operator in (b"g", b"rg", b"k", b"sc", b"scn"):
            inked = operator in (b"sc", b"scn") and not state.measured
            state.fill = None if inked else color_of(operands)
        elif operator == b"cs":
            state.measured = self._is_measured(operands[0])
            state.fill = (0.0, 0.0, 0.0) if state.measured else None
        elif operator == b"Tr":
            state.mode = int(operands[0])
        elif operator == b"Tf":
            state.font = str(operands[0])
        elif operator == b"gs":
            self._settings(self._resource("/ExtGState", operands[0]))

    def _resource(self, kind: str, name: Any) -> Any:
        found = self._inside[-1][1].get(kind)
        found = found.get_object() if found is not None else {}
        one = found.get(name)
        return one.get_object() if one is not None else {}

    def _is_measured(self, name: str) -> bool:
        space = self._resource("/ColorSpace", name)
        kind = str(space[0]) if isinstance(space, list) and space else str(space or name)
        return kind in ("/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/ICCBased", "/CalRGB", "/CalGray")

    def _settings(self, settings: Any) -> None:
        if "/ca" in settings:
            self._state.alpha = float(settings["/ca"])
        if "/BM" in settings or "/SMask" in settings:
            self._state.plain = settings.get("/BM", "/Normal") in ("/Normal", "/Compatible")
            self._state.plain = self._state.plain and settings.get("/SMask", "/None") == "/None"

    def _outline(self, operator: bytes, points: list[float], cm: list[float]) -> None:
        if operator == b"re":
            x, y, width, height = points
            self._path.append(moved(x, y, x + width, y + height, cm))
        else:
            self._rectangles = False
            self._path.append(moved(points[-2], points[-1], points[-2], points[-1], cm))

    def _end(self, operator: bytes) -> None:
        """A path is used: filled, to clip what follows, or both."""
        if self._path:
            whole = Box(
                min(one.left for one in self._path),
                min(one.bottom for one in self._path),
                max(one.right for one in self._path),
                max(one.top for one in self._path),
            )
            if operator in FILLS:
                for box in self._path if self._rectangles else [whole]:
                    self._paint(box, self._state.fill, covers=self._rectangles)
            if self._clips:
                clip = self._state.clip
                self._state.clip = common(clip, whole) if clip else whole
                self._state.exact = self._state.exact and self._rectangles and len(self._path) == 1
        self._path, self._rectangles, self._clips = [], True, False

    def _picture(self, what: Any, cm: list[float]) -> None:
        if what.get("/Subtype") != "/Form":
            see_through = any(key in what for key in ("/SMask", "/Mask", "/ImageMask"))
            self._paint(moved(0, 0, 1, 1, cm), None, covers=not see_through)

    def _paint(self, box: Box, color: Color | None, *, covers: bool) -> None:
        state = self._state
        opaque = state.plain and state.alpha > 0.9
        if state.clip:
            box = common(box, state.clip)
        if min(box.right - box.left, box.top - box.bottom) < THIN or state.alpha <= 0:
            return
        if len(self._paints) == MOST:
            self.full = True
        else:
            self._paints.append(Paint(self._order, box, color if opaque else None, covers and opaque and state.exact))

    def _show(self, cm: list[float], tm: list[float]) -> None:
        if not _is_readable(self._resource("/Font", self._state.font)):
            self.unreadable.add(self._state.font)
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        if len(self._pieces) == MOST:
            self.full = True
        else:
            self._pieces.append(Piece(self._order, x, y, replace(self._state)))

    def finish(self) -> Counter[str]:
        """How many pieces of text nobody sees, by the kinds of leaks."""
        leaks: Counter[str] = Counter()
        half = self._page.area() / 2
        scanned = any(one.color is None and one.box.area() >= half for one in self._paints)
        strips, left = Strips(self._page, self._paints), COMPARED
        for piece in self._pieces:
            paints = strips.at(piece.y)
            left -= len(paints)
            if left < 0:
                self.full = True
                break
            if not self._page.holds(piece.x, piece.y, -MARGIN):
                leaks["passages beside the page"] += 1  # also where a sheet goes on over pages
            elif piece.state.mode in (3, 7):
                leaks["hidden passages"] += not scanned  # words that were read in a picture stand unseen on it
            elif piece.state.alpha < 0.05 or self._is_lost(piece, paints):
                leaks["hidden passages"] += 1
            elif any(
                one.order > piece.order
                and one.covers
                and one.box.area() < half
                and one.box.holds(piece.x + 1, piece.y + 2, 1)
                for one in paints
            ):
                leaks["covered passages"] += 1
        return leaks

    @staticmethod
    def _is_lost(piece: Piece, paints: Sequence[Paint]) -> bool:
        """Whether letters have the colour of what was painted last where they stand, or of the paper."""
        fill = piece.state.fill
        if fill is None or piece.state.mode not in (0, 4):
            return False
        behind: Color | None = (1.0, 1.0, 1.0)
        for one in paints:
            if one.order < piece.order and one.box.holds(piece.x + 1, piece.y + 2, -1):
                behind = one.color if one.covers else None
        return behind is not None and all(abs(a - b) <= NEAR for a, b in zip(fill, behind, strict=True))


def _says(operands: Any) -> bool:
    """Whether something is shown besides blanks."""
    shown = operands[-1] if operands else ""
    pieces = shown if isinstance(shown, list) else [shown]
    return any(one.strip() for one in pieces if isinstance(one, (str, bytes)))


def _is_readable(font: Any) -> bool:
    """Whether the characters of a font are known, and not only its glyphs."""
    if "/ToUnicode" in font or not font or WITHOUT_WORDS.search(str(font.get("/BaseFont", ""))):
        return True
    encoding = font.get("/Encoding")
    encoding = encoding.get_object() if encoding is not None else None
    if font.get("/Subtype") == "/Type0":
        return isinstance(encoding, str) and "Identity" not in encoding
    if encoding is not None and hasattr(encoding, "get"):
        names = [str(one) for one in encoding.get("/Differences", []) if isinstance(one, str)]
        return not names or sum(GLYPHS.fullmatch(one) is not None for one in names) * 2 < len(names)
    return bool(font.get("/Subtype") != "/Type3")
