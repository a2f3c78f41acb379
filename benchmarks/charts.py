"""Pictures of the figures as SVG: bars and lines, readable in light and dark, and in words for those who cannot see."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

STYLE = """\
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.title { font-size: 16px; font-weight: 600 }
.soft { fill: #59636e }
.grid { stroke: #d1d9e0; stroke-width: 1 }
.bar { fill: #8b98a8 }
.bar.ours { fill: #1a6f4b }
.line { stroke: #8b98a8; stroke-width: 2; fill: none }
.line.ours { stroke: #1a6f4b; stroke-width: 3 }
.dot { fill: #8b98a8 }
.dot.ours { fill: #1a6f4b }
.ground { fill: #ffffff }
.gap { stroke: #ffffff; stroke-width: 3 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .soft { fill: #9198a1 }
  .grid { stroke: #3d444d }
  .bar, .dot { fill: #768390 }
  .bar.ours, .dot.ours { fill: #4cc38a }
  .line { stroke: #768390 }
  .line.ours { stroke: #4cc38a }
  .ground { fill: #0d1117 }
  .gap { stroke: #0d1117 }
}
"""

WIDTH = 760
LEFT, RIGHT, TOP = 190, 130, 64
ROW, BAR = 30, 18
BROKEN = 4
"""A bar more than so many times as long as the next is broken, so that the others can be told apart."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it stands for, its value, the words beside it."""

    label: str
    value: float
    words: str
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its name and its points, both coordinates above zero."""

    label: str
    points: tuple[tuple[float, float], ...]
    ours: bool = False


def bars(title: str, subtitle: str, rows: Sequence[Bar]) -> str:
    """Horizontal bars on one scale from zero, in the order given."""
    *_, next_to, longest = sorted([0.0, *(row.value for row in rows)])
    width = WIDTH - LEFT - RIGHT
    scale = width / (1.3 * next_to if 0 < BROKEN * next_to < longest else longest)
    parts = []
    for index, row in enumerate(rows):
        y = TOP + index * ROW
        length = min(max(1.0, scale * row.value), width)
        gap = f'<path class="gap" d="M{LEFT + length - 34:.1f} {y + BAR + 3}l10 -{BAR + 6}m8 0l-10 {BAR + 6}"/>'
        parts.append(
            _text(LEFT - 10, y + 14, row.label, "end")
            + f'<rect class="{_kind("bar", ours=row.ours)}" x="{LEFT}" y="{y}" width="{length:.1f}" height="{BAR}" rx="2"/>'
            + (gap if length < scale * row.value - 1 else "")
            + _text(LEFT + length + 8, y + 14, row.words)
        )
    told = "; ".join(f"{row.label}: {row.words}" for row in rows)
    return _picture(title, subtitle, told, TOP + len(rows) * ROW + 10, "\n".join(parts))


def lines(title: str, subtitle: str, series: Sequence[Line], unit: str) -> str:
    """Lines over two logarithmic scales, each named at its last point."""
    height, bottom = 420, 370
    xs = sorted({x for line in series for x, _ in line.points})
    ys = [y for line in series for _, y in line.points]
    low, high = 10 ** math.floor(math.log10(min(ys))), 10 ** math.ceil(math.log10(max(ys)) + 1e-9)

    def across(x: float) -> float:
        width = WIDTH - 70 - RIGHT
        return 70 + (width * math.log(x / xs[0]) / math.log(xs[-1] / xs[0]) if len(xs) > 1 else width / 2)

    def down(y: float) -> float:
        return bottom - (bottom - TOP) * math.log(y / low) / math.log(high / low)

    parts = []
    for power in range(round(math.log10(low)), round(math.log10(high)) + 1):
        y = down(10**power)
        parts.append(
            f'<path class="grid" d="M70 {y:.1f}H{WIDTH - RIGHT}"/>' + _text(62, y + 4, f"{10**power:g}", "end")
        )
    parts += [_text(across(x), bottom + 22, f"{x:,.0f}", "middle") for x in xs]
    free = sorted(((down(line.points[-1][1]), line) for line in series), key=lambda pair: pair[0])
    last: dict[float, float] = {}
    for y, line in free:
        end = line.points[-1][0]
        # names of lines that end close together stand below each other
        last[end] = max(y, last.get(end, -math.inf) + 16)
        parts.append(_line(line, across, down) + _text(across(end) + 10, last[end] + 4, line.label))
    told = "; ".join(f"{s.label}: " + ", ".join(f"{x:,.0f} → {y:.2f} {unit}" for x, y in s.points) for s in series)
    return _picture(title, subtitle, told, height, "\n".join(parts))


def _line(line: Line, across: Callable[[float], float], down: Callable[[float], float]) -> str:
    places = [(across(x), down(y)) for x, y in line.points]
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    dots = "".join(
        f'<circle class="{_kind("dot", ours=line.ours)}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>' for x, y in places
    )
    return f'<path class="{_kind("line", ours=line.ours)}" d="{path}"/>{dots}'


def _kind(name: str, *, ours: bool) -> str:
    return f"{name} ours" if ours else name


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _picture(title: str, subtitle: str, told: str, height: int, inside: str) -> str:
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="title told">
<title id="title">{escape(title)}</title>
<desc id="told">{escape(told)}</desc>
<style>
{STYLE}</style>
<rect class="ground" width="{WIDTH}" height="{height}"/>
<text class="title" x="16" y="26">{escape(title)}</text>
<text class="soft" x="16" y="46">{escape(subtitle)}</text>
{inside}
</svg>
"""
