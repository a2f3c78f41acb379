"""Places and colours on a page of a PDF file, in points and in shares of light."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

Color = tuple[float, float, float]


class Box(NamedTuple):
    """A rectangle by its sides."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, x: float, y: float, margin: float = 0.0) -> bool:
        """Whether a place is in it, as far as the margin inside its sides."""
        return self.left + margin <= x <= self.right - margin and self.bottom + margin <= y <= self.top - margin

    def area(self) -> float:
        """In square points."""
        return max(self.right - self.left, 0) * max(self.top - self.bottom, 0)


class Paint(NamedTuple):
    """Something that was painted; it covers what is under it only where its form is certain."""

    order: int
    box: Box
    color: Color | None
    covers: bool


def color_of(operands: Any) -> Color | None:
    """A plain colour by the shares of its lights or inks, or None."""
    try:
        values = [float(one) for one in operands]
    except (TypeError, ValueError):
        return None
    if len(values) == 1:
        return values[0], values[0], values[0]
    if len(values) == 3:
        return values[0], values[1], values[2]
    if len(values) == 4:
        red, green, blue = ((1 - one) * (1 - values[3]) for one in values[:3])
        return red, green, blue
    return None


def moved(left: float, bottom: float, right: float, top: float, cm: list[float]) -> Box:
    """A rectangle where a matrix puts it."""
    corners = [
        (x * cm[0] + y * cm[2] + cm[4], x * cm[1] + y * cm[3] + cm[5]) for x in (left, right) for y in (bottom, top)
    ]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return Box(min(across), min(up), max(across), max(up))


def joined(first: list[float], then: list[float]) -> list[float]:
    """Two matrices, one after the other."""
    a, b = first, then
    return [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]


def common(one: Box, other: Box) -> Box:
    """What two rectangles share."""
    return Box(
        max(one.left, other.left), max(one.bottom, other.bottom), min(one.right, other.right), min(one.top, other.top)
    )


class Strips:
    """What was painted, by where it is up and down the page, so that few pieces are compared with one place."""

    _COUNT = 64

    def __init__(self, page: Box, paints: Sequence[Paint]) -> None:
        self._bottom, self._height = page.bottom, max(page.top - page.bottom, 1.0) / self._COUNT
        self._strips: list[list[Paint]] = [[] for _ in range(self._COUNT)]
        for one in paints:
            for strip in self._strips[self._at(one.box.bottom - 4) : self._at(one.box.top + 4) + 1]:
                strip.append(one)

    def at(self, y: float) -> Sequence[Paint]:
        """What may be where the place is, in the order in which it was painted."""
        return self._strips[self._at(y)]

    def _at(self, y: float) -> int:
        return int(min(max((y - self._bottom) // self._height, 0), self._COUNT - 1))
