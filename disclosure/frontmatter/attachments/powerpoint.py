"""What the parts of PowerPoint files hold that readers do not see: slides, notes, shapes beside the slide, white words."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from disclosure.frontmatter.attachments.markup import is_on
from disclosure.frontmatter.attachments.package import Box, Canvas, Drawn, Package, alike
from disclosure.frontmatter.attachments.parts import Kind

_SHAPES = frozenset(("sp", "pic", "graphicFrame", "grpSp", "cxnSp", "contentPart"))
_PAINTS = frozenset(("gradFill", "blipFill", "pattFill", "pic", "tbl", "graphicData"))
_LIKE = {"ctrTitle": "title", "subTitle": "body", "obj": "body", "": "body"}
"""Placeholders that are drawn like others where the master names only those."""
_PAPER = frozenset(("bg1", "lt1"))
_CLEAR = 5_000
"""Thousandths of a percent of opacity, below which nobody sees anything."""
_MOST = 1_000
"""Shapes of one slide that are compared with its pictures."""
_TINY = 200
"""Hundredths of a point."""
_HAN = re.compile(r"[\u3400-\u9fff]{2}")
_BY_PROGRAMS = re.compile(r"(?i)(?:KSO|WM|ISLIDE|ISPRING|THINKCELL|OFFICEPLUS|MH|PA|AS|REFSHAPE|ARS)(?:_.*|\b.*)")
"""Tags that WPS and makers of templates put on every shape."""


class Notes(Drawn):
    """Speaker notes of one slide; the number of the slide alone is none."""

    def _says(self, text: str) -> str:
        if text.strip() and self.path[-1:] == ["t"] and "fld" not in self.path:
            self.leaks[Kind.NOTES] = 1
        return text


@dataclass(slots=True)
class _Shape:
    """One shape, as far as it has been read; `paint` is what is behind its words, "" nothing, None not one colour."""

    kind: str
    depth: int
    box: Box | None = None
    corner: tuple[int, int] | None = None
    paint: str | None = ""
    placeholder: tuple[str, str] | None = None
    default: str | None = None
    words: list[str | None] = field(default_factory=list)
    """The colour of each run with words, None where it says none."""
    sheer: bool = False
    """Whether what is behind it shines through."""


class Slides(Drawn):
    """A slide, layout or master, and whatever else PowerPoint keeps."""

    def __init__(self, package: Package, name: str) -> None:
        super().__init__()
        self._package, self._canvas = package, Canvas()
        package.canvases[name] = self._canvas
        self._is_slide, self._below = name.startswith("ppt/slides/"), package.below(name)
        self._shape: _Shape | None = None
        self._color: str | None = None
        self._told = self._unseen = self._outlined = self._moves = False
        self._texts: list[Box] = []
        self._covered = 0

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        super()._begins(name, attributes)
        if name in _SHAPES and self._shape is None:
            self._shape = _Shape(name, len(self.path), paint=None if name in ("pic", "graphicFrame") else "")
        if name == "sld" and not is_on(attributes, "show"):
            self.leaks[Kind.HIDDEN_SLIDES] += 1
        elif name == "tag":
            value = attributes.get("val", "")
            self.leaks[Kind.TAGS] += bool(_HAN.search(value)) and not _BY_PROGRAMS.fullmatch(attributes.get("name", ""))
        elif name == "cTn":  # what comes and goes while the slide is shown does not cover for good
            self._moves = self._moves or attributes.get("presetClass") in ("entr", "exit", "path")
        elif name == "sldSz":
            self._package.slide = int(attributes.get("cx", "0")), int(attributes.get("cy", "0"))
        elif name == "clrMap" and attributes.get("bg1", "lt1") != "lt1":
            self._package.dark_slides = True
        elif self._shape:
            self._of_shape(self._shape, name, attributes)
        elif name in ("srgbClr", "schemeClr") and "bg" in self.path:
            self._canvas.background = _color(name, attributes)
        elif name in ("gradFill", "blipFill", "pattFill") and "bg" in self.path:
            self._canvas.background = None
        elif (
            name in ("srgbClr", "schemeClr") and self.path[-3:-1] == ["defRPr", "solidFill"] and "lvl1pPr" in self.path
        ):
            self._canvas.colors[self.path[-5].removesuffix("Style"), ""] = _color(name, attributes)

    def _of_shape(self, shape: _Shape, name: str, attributes: Mapping[str, str]) -> None:
        if name == "ph":
            shape.placeholder = attributes.get("type", ""), attributes.get("idx", "")
        elif name == "off" and shape.corner is None:
            shape.corner = int(attributes.get("x", "0")), int(attributes.get("y", "0"))
        elif name == "ext" and "cx" in attributes and shape.box is None and shape.corner is not None:
            shape.box = Box(*shape.corner, int(attributes["cx"]), int(attributes.get("cy", "0")))
        elif name in ("r", "fld"):
            self._color, self._told, self._unseen, self._outlined = None, False, False, False
        elif "rPr" in self.path:
            self._of_letters(name, attributes)
        else:
            self._paints(shape, name, attributes)

    def _paints(self, shape: _Shape, name: str, attributes: Mapping[str, str]) -> None:
        """What a shape puts behind its words, and in which colour they are unless they say so."""
        inside = self.path[-2:-1]
        if name in _PAINTS or (name == "fillRef" and attributes.get("idx") != "0" and shape.paint == ""):
            shape.paint = None
        elif name == "noFill" and inside == ["spPr"] and shape.kind == "sp":
            shape.paint = ""
        elif name in ("alphaModFix", "clrChange"):
            shape.sheer = True
        elif name == "alpha" and "spPr" in self.path:
            shape.sheer = True
            if self.path[-4:-2] == ["spPr", "solidFill"] and int(attributes.get("val", "0")) < _CLEAR:
                shape.paint = ""
        elif name in ("srgbClr", "schemeClr") and inside == ["solidFill"]:
            color = _color(name, attributes)
            if self.path[-3:-2] == ["spPr"]:
                shape.paint = color
            elif self.path[-3:-2] == ["defRPr"] and "lvl1pPr" in self.path:
                shape.default = color

    def _of_letters(self, name: str, attributes: Mapping[str, str]) -> None:
        """How the letters of a run are filled, and whether they have an outline that is seen."""
        inside = self.path[-2:-1]
        if name == "rPr":
            self._unseen = 0 < int(attributes.get("sz", "0")) <= _TINY
        elif "ln" in self.path:
            self._outlined = self._outlined or name == "solidFill"
        elif name == "noFill" and inside == ["rPr"]:
            self._unseen = self._unseen or not self._outlined
        elif name == "alpha" and self.path[-4:-2] == ["rPr", "solidFill"]:
            self._unseen = self._unseen or (not self._outlined and int(attributes.get("val", "0")) < _CLEAR)
        elif name in ("srgbClr", "schemeClr") and self.path[-3:-1] == ["rPr", "solidFill"]:
            color = _color(name, attributes)
            self._color = color if color is not None else "other"

    def _says(self, text: str) -> str:
        if self._shape and text.strip() and self.path[-1:] == ["t"] and not self._told:
            self._told = True
            if not self._unseen:
                self._shape.words.append(self._color)
            elif self._is_slide:
                self.leaks[Kind.HIDDEN_TEXT] += 1
        return text

    def _ends(self, name: str) -> None:
        if name == "sld" and not self._moves:
            self.leaks[Kind.UNDER_PICTURES] += self._covered
        if self._shape and len(self.path) == self._shape.depth:
            shape, self._shape = self._shape, None
            self._end_shape(shape)

    def _end_shape(self, shape: _Shape) -> None:
        layers = [self._canvas, *self._below]
        box = shape.box or next(
            (one.boxes[key] for one in self._below for key in _keys(shape) if key in one.boxes), None
        )
        if shape.placeholder and not self._is_slide:
            self._canvas.colors.update({key: shape.default for key in _keys(shape)[:1] if shape.default is not None})
            self._canvas.boxes.update({key: box for key in _keys(shape)[:1] if box})
        elif self._is_slide and box:
            (width, height), seen = self._package.slide, shape.words or shape.kind == "pic"
            self.leaks[Kind.OFF_PAGE] += bool(seen and width and not box.meets(Box(0, 0, width, height)))
            self._lies(shape, box)
        if self._is_slide and shape.words:
            painted = [one for layer in layers for one in layer.painted]
            behind = shape.paint
            if behind == "":
                behind = None if box is None or any(box.meets(one) for one in painted) else self._background()
            own = shape.default if shape.default is not None else self._inherited(shape)
            colors = [color if color is not None else own for color in shape.words]
            if behind is not None:
                self.leaks[Kind.HIDDEN_TEXT] += sum(color is not None and alike(color, behind) for color in colors)
        if shape.paint != "" and box and not (shape.placeholder and not self._is_slide):
            self._canvas.painted.append(box)

    def _lies(self, shape: _Shape, box: Box) -> None:
        """Take note of where words stand, and of those that a picture or a filled shape covers."""
        paints = shape.kind == "pic" or (shape.kind == "sp" and bool(shape.paint))
        if paints and not shape.sheer:
            left = [text for text in self._texts if not box.holds(text)]
            self._covered += len(self._texts) - len(left)
            self._texts = left
        if shape.words and len(self._texts) < _MOST:
            self._texts.append(box)

    def _background(self) -> str | None:
        if self._package.dark_slides:
            return None
        return next((one.background for one in (self._canvas, *self._below) if one.background != "inherited"), "")

    def _inherited(self, shape: _Shape) -> str | None:
        keys = [*_keys(shape), ("other", "")]
        return next((one.colors[key] for one in self._below for key in keys if key in one.colors), None)


def _keys(shape: _Shape) -> list[tuple[str, str]]:
    """Under which a placeholder is found in the layout and the master, the nearest first."""
    if shape.placeholder is None:
        return []
    kind, index = shape.placeholder
    return [(kind, index), (kind, ""), (_LIKE.get(kind, kind), "")]


def _color(name: str, attributes: Mapping[str, str]) -> str | None:
    """RRGGBB, "" for the colour of the paper, None for another of the theme."""
    value = attributes.get("val", "")
    if name == "srgbClr":
        return value
    return "" if value in _PAPER else None


def target(name: str, relation: str) -> str:
    """The part to which the relation of a part leads, in small letters."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), relation)).lstrip("/").lower()
