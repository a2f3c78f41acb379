"""YAML nodes to frozen records, with the place of every value.

Parse, don't validate: every scalar stays text until a typed field reads it, and a record comes out, or the problems do
with what could be read. Duplicate and unknown keys are problems.
"""

from __future__ import annotations

import contextlib
import re
import types
import typing
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from disclosure.base.nearest import did_you_mean
from disclosure.base.problems import Place, Problem
from disclosure.frontmatter.compose import SLIP, slip_at
from disclosure.frontmatter.nodes import Items, Node, Pairs, Scalar
from disclosure.model.choices import Choice
from disclosure.model.documents import Policy, Version
from disclosure.model.fields import (
    ADDRESS_PATTERN,
    ID_PATTERN,
    LANGUAGE_PATTERN,
    LENGTH_PATTERN,
    TIME_PATTERN,
    VERSION_PATTERN,
)
from disclosure.model.records import Entry, FieldPath, Places, Record, Shorthand, UnreadError, revive
from disclosure.text.numbering import number
from disclosure.text.pasted import joined

R = TypeVar("R", bound=Record)


def decode(
    node: Node | None,
    model: type[R],
    path: str,
    defaults: Mapping[str, str] = MappingProxyType({}),
    left_out: Iterable[str] = (),
) -> tuple[Entry[R], tuple[Problem, ...]]:
    """A record of `model` from a mapping node. With problems it has only the fields that could be read (see `UnreadError`).

    `defaults` are texts for keys that the author may leave out. Of the keys `left_out` nobody is told that they are
    missing: they were there, and could not be read.
    """
    found = _Found()
    if not isinstance(node, Pairs):
        place = node.place if node is not None else Place(path, 1, 1)
        found.problems.append(Problem(place, "not-a-mapping"))
        node, left_out = Pairs((), place), model.model_fields.keys() - defaults.keys()
    places, problems = found.places, found.problems
    places[()] = node.place
    data = {**defaults, **_mapping(node, model, (), found)}
    found.unread.update((_fields(model)[key][0],) for key in left_out if key in _fields(model))
    record = None
    try:
        record = revive(model, model.model_validate(data).__dict__)
    except ValidationError as error:
        problems.extend(
            _problem(detail, model, places, path)
            for detail in error.errors(include_url=False)
            if not (detail["type"] == "too_short" and detail["input"])  # of its items, those in order are too few
            and not (detail["type"] == "missing" and detail["loc"] in found.unread)
            and detail["type"] not in _OF_SEVERAL  # told below, where it does not rest on a field that was not read
        )
    if record is None or found.unread:
        record, held = _readable(model, data, found.unread, defaults)
        problems.extend(_problem(detail, model, places, path) for detail in held)
    return Entry(record, path, Places.of(path, places)), tuple(problems)


_OF_SEVERAL = frozenset(
    (
        "relation_end",
        "withheld_without_basis",
        "review_contradicted",
        "term_backwards",
        "service_nowhere",
        "hours_backwards",
        "moved_to_itself",
        "no_way",
        "difference_of_nothing",
        "consulting_backwards",
        "material_nowhere",
        "responsible_nobody",
        "responsible_levels",
        "evidence_end",
        "term_twice",
        "gazette_item",
        "unknown_rule",
        "rule_unit",
        "item_without_name",
        "coverage_shape",
        "field_without_items",
        "standard_field",
        "key_field_of_nothing",
        "fee_backwards",
        "query_of_everything",
        "section_of_nothing",
    )
)
"""Error types of fields that do not go together."""


def _readable(
    model: type[R],
    data: Mapping[str, Any],
    unread: Collection[FieldPath],
    defaults: Mapping[str, Any],
    path: FieldPath = (),
) -> tuple[R, list[ErrorDetails]]:
    """A record of those fields that can be read, and which of them do not go together.

    Of an id that is wrong there is the text as written, which others may refer to, or none.
    """
    fields: dict[str, Any] = {}
    problems: list[ErrorDetails] = []
    for name, info in model.model_fields.items():
        at = (*path, name)
        if name in data and at not in unread:
            try:
                fields[name] = _reader(model, name).validate_python(data[name])
            except ValidationError:
                part, held = _readable_part(model, name, data[name], unread, at)
                fields.update({} if part is None else {name: part})
                problems.extend(held)
        elif at not in unread and not info.is_required():
            fields[name] = info.get_default()
        if name not in fields and (name in defaults or name == "id"):
            written = data[name] if at not in unread and isinstance(data.get(name), str) else ""
            if written or name in defaults:
                fields[name] = written
    record = revive(model, fields)
    for validator in model.__pydantic_decorators__.model_validators.values():
        if validator.info.mode == "after":
            try:
                validator.func(record)
            except UnreadError:
                pass
            except PydanticCustomError as error:
                problems.append({"type": error.type, "loc": path, "msg": "", "input": {}, "ctx": error.context or {}})
    return record, problems


def _readable_part(
    model: type[Record], name: str, value: Any, unread: Collection[FieldPath], path: FieldPath
) -> tuple[Record | tuple[Record, ...] | None, list[ErrorDetails]]:
    """The same of a field that holds a record or several, if what is written there has that shape."""
    nested = _fields(model)[name][1]
    if nested is None or isinstance(value, str) or isinstance(value, Mapping) is _is_list(model, name):
        return None, []
    if isinstance(value, Mapping):
        return _readable(nested, value, unread, {}, path)
    parts = []
    for index, item in enumerate(value):
        fields = {nested.shorthand: item} if isinstance(item, str) and issubclass(nested, Shorthand) else item
        readable = isinstance(fields, Mapping)
        parts.append(_readable(nested, fields, unread, {}, (*path, index)) if readable else (revive(nested, {}), []))
    return tuple(record for record, _ in parts), [problem for _, problems in parts for problem in problems]


@cache
def _is_list(model: type[Record], name: str) -> bool:
    """Whether a field holds several of what it holds."""
    hint = typing.get_type_hints(model)[name]
    return any(typing.get_origin(part) is tuple for part in (hint, *typing.get_args(hint)))


@cache
def _reader(model: type[Record], name: str) -> TypeAdapter[Any]:
    return TypeAdapter(typing.get_type_hints(model, include_extras=True)[name])


# --- typed fields ---------------------------------------------------------------------------------------------------


@cache
def _fields(model: type[Record]) -> Mapping[str, tuple[str, type[Record] | None]]:
    """Every accepted key of a model: its canonical key, and the record that its value or its items are."""
    hints = typing.get_type_hints(model)
    known: dict[str, tuple[str, type[Record] | None]] = {}
    for name, info in model.model_fields.items():
        entry = (name, _nested(hints[name]))
        known[name] = entry
        if info.title:
            known[info.title] = entry
    return known


def _nested(annotation: Any) -> type[Record] | None:
    """The record class inside an annotation such as `tuple[Relation, ...]` or `Review | None`."""
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return annotation if issubclass(annotation, Record) else None
    return next((found for part in typing.get_args(annotation) if (found := _nested(part)) is not None), None)


def keys_of(model: type[Record]) -> frozenset[str]:
    """Every key of a record."""
    return frozenset(_fields(model))


@cache
def inner_keys_of(model: type[Record], *, own: bool = True) -> frozenset[str]:
    """Every key of a record and of the records in it; without `own` only of these."""
    parts = {nested for _, nested in _fields(model).values() if nested is not None}
    inner = frozenset(key for part in parts for key in inner_keys_of(part))
    return inner | keys_of(model) if own else inner


_STATUS = frozenset(("status", "validity", "有效性", "时效性", "公文时效", "效力状态"))
"""What other systems let editors write."""


@dataclass(slots=True)
class _Found:
    """What is found beside the values: where each stands, what is wrong, and the fields that must have been meant."""

    places: dict[FieldPath, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: set[FieldPath] = field(default_factory=set)


def _mapping(node: Pairs, model: type[Record], path: FieldPath, found: _Found) -> dict[str, Any]:
    known = _fields(model)
    data: dict[str, Any] = {}
    seen: dict[str, Scalar] = {}
    for key, value in node.pairs:
        if key.text in _STATUS and model is Policy:
            found.problems.append(Problem(key.place, "status-is-computed", {"key": key.text}))
            continue
        if model is Version and key.text in keys_of(Policy):
            found.problems.append(Problem(key.place, "version-field", {"key": key.text}))
            continue
        if key.text not in known:
            values = {"key": key.text}
            if near := did_you_mean(key.text, known):
                values["near"] = near
                found.unread.add((*path, known[near][0]))
            else:
                values["known"] = "、".join(dict.fromkeys(name for name, _ in known.values()))
            found.problems.append(Problem(key.place, "unknown-key", values))
            continue
        name, nested = known[key.text]
        if name in seen:
            values = {"key": key.text, "line": str(seen[name].place.line), "other": seen[name].text}
            found.problems.append(Problem(key.place, "duplicate-key", values))
            continue
        seen[name] = key
        if isinstance(value, Scalar) and value.plain and not value.text:
            found.places[(*path, name)] = key.place  # an empty value is an absent one
            continue
        data[name] = _value(value, nested, (*path, name), found)
    found.unread.difference_update((*path, name) for name in data)
    return data


def _value(node: Node, nested: type[Record] | None, path: FieldPath, found: _Found) -> Any:
    found.places[path] = node.place
    if isinstance(node, Scalar):
        slip = SLIP.match(node.text) if nested is not None and node.plain else None
        if slip and nested is not None and slip[1] in _fields(nested):  # - title：… is text to YAML
            place = node.place
            found.problems.append(slip_at(slip, Place(place.path, place.line, place.column + slip.end() - 1)))
        return joined(node.text)
    if isinstance(node, Items):
        return tuple(_value(item, nested, (*path, i), found) for i, item in enumerate(node.nodes))
    if nested is None:
        return {key.text: _value(value, None, (*path, key.text), found) for key, value in node.pairs}
    return _mapping(node, nested, path, found)


# --- pydantic's errors as our problems ------------------------------------------------------------------------------

_CODES = {
    "missing": "missing-field",
    "enum": "bad-choice",
    "literal_error": "bad-choice",
    "day_format": "day-format",
    "day_impossible": "day-impossible",
    "day_out_of_range": "day-out-of-range",
    "tuple_type": "not-a-list",
    "model_type": "not-a-mapping",
    "int_parsing": "not-a-number",
    "int_parsing_size": "not-a-number",
    "float_parsing": "not-a-decimal",
    "negative_number": "number-negative",
    "greater_than_equal": "out-of-range",
    "less_than_equal": "out-of-range",
    "greater_than": "out-of-range",
    "less_than": "out-of-range",
    "finite_number": "not-a-decimal",
    "bool_parsing": "not-yes-or-no",
    "string_pattern_mismatch": "bad-shape",
    "string_too_short": "empty-value",
    "too_short": "empty-value",
    "too_long": "too-long",
    "relation_end": "relation-end",
    "alias_shape": "alias-shape",
    "feed_id_shape": "feed-id-shape",
    "id_device": "id-device",
    "version_day": "version-name",
    "unknown_rule": "unknown-rule",
    "rule_unit": "rule-unit",
    "item_without_name": "item-without-name",
    "coverage_shape": "coverage-shape",
    "field_without_items": "field-without-items",
    "standard_field": "standard-field",
    "key_field_of_nothing": "key-field-of-nothing",
    "withheld_without_basis": "withheld-without-basis",
    "review_contradicted": "review-contradicted",
    "term_backwards": "term-backwards",
    "service_nowhere": "service-nowhere",
    "hours_backwards": "hours-backwards",
    "moved_to_itself": "moved-to-itself",
    "no_way": "no-way",
    "difference_of_nothing": "difference-of-nothing",
    "consulting_backwards": "consulting-backwards",
    "material_nowhere": "material-nowhere",
    "responsible_nobody": "responsible-nobody",
    "responsible_levels": "responsible-levels",
    "evidence_end": "evidence-end",
    "term_twice": "term-twice",
    "gazette_item": "gazette-item",
    "query_of_everything": "query-of-everything",
    "section_of_nothing": "section-of-nothing",
    "row_of_figures": "row-of-figures",
    "report_of_one": "report-of-one",
    "fee_backwards": "fee-backwards",
}
"""Pydantic's error types, and our own, by what an editor is told."""

_SHAPES = {
    ID_PATTERN: "bad-id",
    LANGUAGE_PATTERN: "bad-language",
    VERSION_PATTERN: "version-name",
    ADDRESS_PATTERN: "bad-address",
    TIME_PATTERN: "bad-time",
    LENGTH_PATTERN: "bad-length",
}
"""What is told of text that does not have the shape of this pattern."""


def _problem(detail: ErrorDetails, model: type[Record], places: Mapping[FieldPath, Place], path: str) -> Problem:
    context = detail.get("ctx", {})
    loc: FieldPath = (*detail["loc"], context["field"]) if "field" in context else detail["loc"]
    where = loc
    while where and where not in places:
        where = where[:-1]
    name = next((part for part in reversed(loc) if isinstance(part, str)), "")
    code = _code(detail)
    values = {key: str(value) for key, value in context.items()}
    values |= {"key": name, "label": _label(model, loc), "value": _shown(detail["input"])}
    values |= _meaning(model, loc) if code == "bad-shape" else {}
    if detail["type"] == "literal_error":
        values["choices"] = context["expected"].replace("'", "").replace(" or ", "、")
    elif code == "bad-choice":
        choices = _choices(model, loc)
        values["choices"] = "、".join(f"{c.zh}（{c.value}）" for c in choices)
        values["near"] = did_you_mean(values["value"], [word for c in choices for word in (c.zh, c.value)]) or ""
    elif code == "version-name":
        policy, _, day = values["value"].partition("@")
        values |= {"near": f"{policy}@{guess}.md"} if (guess := guess_day(day)) and guess != day else {}
    elif code == "day-format":
        values["near"] = guess_day(values["value"]) or ""
    elif code == "out-of-range":
        values["bound"] = next(iter(context.values()), "")
    return Problem(places.get(where, Place(path, 1, 1)), code, {key: str(value) for key, value in values.items()})


_OF_ONE_VALUE = frozenset(
    ("enum", "literal_error", "date_type", "int_type", "float_type", "decimal_type", "bool_type", "string_type")
)


def _code(detail: ErrorDetails) -> str:
    if detail["type"] in _OF_ONE_VALUE and not isinstance(detail["input"], str):
        return "not-one-value"
    if detail["input"] == "":
        return "empty-value"
    code = _CODES.get(detail["type"], "bad-shape")
    return _SHAPES.get(detail.get("ctx", {}).get("pattern", ""), code) if code == "bad-shape" else code


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else "" if isinstance(value, Mapping | Sequence) else str(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _walk(model: type[Record], loc: FieldPath) -> tuple[type[Record], str | None]:
    """The model and field name that a path ends in."""
    name = None
    for part in loc:
        if isinstance(part, int):
            continue
        if name is not None:
            nested = _fields(model).get(name, (name, None))[1]
            if nested is None:
                break
            model = nested
        name = part
    return model, name


def _label(model: type[Record], loc: FieldPath) -> str:
    owner, name = _walk(model, loc)
    info = owner.model_fields.get(name or "")
    return (info.title or "") if info else ""


def _meaning(model: type[Record], loc: FieldPath) -> dict[str, str]:
    """What a field is for, in both languages."""
    owner, name = _walk(model, loc)
    info = owner.model_fields.get(name or "")
    extra = info.json_schema_extra if info else None
    english = str(extra.get("en", "")) if isinstance(extra, dict) else ""
    return {"meaning": info.description or "", "meaning_en": english} if info else {}


def _choices(model: type[Record], loc: FieldPath) -> list[Choice]:
    owner, name = _walk(model, loc)
    return list(_choices_of(owner, name or ""))


@cache
def _choices_of(model: type[Record], name: str) -> tuple[Choice, ...]:
    found = _choice_class(typing.get_type_hints(model).get(name))
    return tuple(found) if found else ()


def _choice_class(annotation: Any) -> type[Choice] | None:
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return annotation if issubclass(annotation, Choice) else None
    return next((found for part in typing.get_args(annotation) if (found := _choice_class(part)) is not None), None)


_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?|([0-9]{4})([0-9]{2})([0-9]{2})")
_HOUR = re.compile(r"(?<=[0-9日])[Tt\s]+[0-9]{1,2}[:：时点][0-9]{0,2}.{0,20}|[（(]?(?:星期|周)[一二三四五六日天][）)]?")
"""What other systems add to a day."""
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")


def guess_day(text: str) -> str | None:
    """2024年3月5日, 2024/3/5, ２０２４．３．５, 20240305, 二〇二四年三月五日 and 2024-03-05 00:00:00 as the ISO date that they mean.

    None where there is no such day.
    """
    plain = re.sub(r"\s", "", _HOUR.sub("", unicodedata.normalize("NFKC", text))).translate(_DASHES)
    plain = re.sub(
        r"[〇○零一二三四五六七八九]{4}(?=年)", lambda year: "".join(str(number(sign)) for sign in year[0]), plain
    )
    plain = re.sub(r"[一二三四五六七八九十]{1,3}(?=[月日])", lambda part: str(number(part[0])), plain)
    if found := _DAY.fullmatch(plain):
        year, month, day = (int(part) for part in found.groups() if part)
        with contextlib.suppress(ValueError):
            return date(year, month, day).isoformat()
    return None
