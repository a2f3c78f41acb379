"""What the fields of records refer to, and what these links are called from the other side: read from their declarations."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from functools import cache

from disclosure.model.fields import RefersTo
from disclosure.model.records import FieldPath, Record, revive


def references(record: Record) -> Iterator[tuple[FieldPath, tuple[str, ...], str]]:
    """Every reference in a record: where, to which collections, to which id."""
    for name, collections in reference_fields(type(record)).items():
        if value := record.read(name):
            for path, item in _items(name, value):
                if isinstance(item, Record):
                    yield from (((*path, *inner), found, target) for inner, found, target in references(item))
                elif collections and item is not None:
                    yield path, collections, item


def links(record: Record) -> Iterator[tuple[str, str, Record | None]]:
    """What a document says of others: what these call it, the id of each, and the record of the relation, if it has one.

    A record in a field that is no relation may say it too, as a hearing of a decision names its event.
    """
    for name, reverse in _linking(type(record)).items():
        if value := record.read(name):
            for item in value if isinstance(value, tuple) else (value,):
                if reverse is None:
                    yield from links(item)
                elif (target := _target(item)) is not None:
                    yield reverse, target, item if isinstance(item, Record) else None


def records_of_links(record: Record) -> Iterator[tuple[str, int, Record]]:
    """What a document says of others in records that say more than an id: the field, the place in it, the record."""
    for name in reverse_names(type(record)):
        value = record.read(name, ())
        if isinstance(value, tuple):
            yield from ((name, index, item) for index, item in enumerate(value) if isinstance(item, Record))


def targets(record: Record, name: str | None) -> tuple[str, ...]:
    """The ids of documents of this site that a field names, by themselves or in records that say more of each."""
    value = record.read(name, ()) if name else ()
    named = (_target(item) for item in (value if isinstance(value, tuple) else (value,)))
    return tuple(target for target in named if target is not None)


@cache
def target_collections(record: type[Record], name: str) -> tuple[str, ...]:
    """The collections of which a field names documents, by themselves or in records that say more of each."""
    hint = typing.get_type_hints(record, include_extras=True)[name]
    for mark in _marks(hint):
        if isinstance(mark, RefersTo):
            return mark.collections
        if "target" in mark.model_fields:
            return reference_fields(mark)["target"]
    return ()


def _target(item: typing.Any) -> str | None:
    """The id of a document, given as such or in a record that says more of it."""
    target: str | None = item.read("target") if isinstance(item, Record) else item
    return target


@cache
def reverse_names(record: type[Record]) -> Mapping[str, str]:
    """The fields by which documents refer to others, with what these call the links to them."""
    extras = ((name, info.json_schema_extra) for name, info in record.model_fields.items())
    return {name: str(extra["reverse"]) for name, extra in extras if isinstance(extra, dict) and extra["reverse"]}


@cache
def _linking(record: type[Record]) -> Mapping[str, str | None]:
    """The same, and the fields whose records have such fields (None)."""
    names = reverse_names(record)
    found: dict[str, str | None] = {}
    for name, hint in typing.get_type_hints(record, include_extras=True).items():
        inner = (mark for mark in _marks(hint) if not isinstance(mark, RefersTo))
        if name in names or any(_linking(mark) for mark in inner):
            found[name] = names.get(name)
    return found


@cache
def reference_fields(record: type[Record]) -> Mapping[str, tuple[str, ...]]:
    """Fields that are references, with their collections, or that hold records that may have some (then none)."""
    found: dict[str, tuple[str, ...]] = {}
    for name, hint in typing.get_type_hints(record, include_extras=True).items():
        marks = list(_marks(hint))
        if marks:
            found[name] = next((mark.collections for mark in marks if isinstance(mark, RefersTo)), ())
    return found


R = typing.TypeVar("R", bound=Record)


def redirected(record: R, meant: Mapping[str, str], collections: frozenset[str]) -> R:
    """The record with its references to documents of these collections redirected, as `meant` has it; itself without any.

    What then names one document twice in a list names it once.
    """
    fields: dict[str, typing.Any] = {}
    for name, found in reference_fields(type(record)).items():
        if not (value := record.read(name)):
            continue
        items = value if isinstance(value, tuple) else (value,)
        new = tuple(
            redirected(item, meant, collections)
            if isinstance(item, Record)
            else meant.get(item, item)
            if not collections.isdisjoint(found)
            else item
            for item in items
        )
        if any(one is not other for one, other in zip(new, items, strict=True)):
            fields[name] = _each_once(new, items) if isinstance(value, tuple) else new[0]
    return revive(type(record), {**record.__dict__, **fields}) if fields else record


def _each_once(new: tuple[typing.Any, ...], old: tuple[typing.Any, ...]) -> tuple[typing.Any, ...]:
    """Without what was redirected to a target that stands there by itself, or was redirected before."""
    seen = {_target(item) for item, before in zip(new, old, strict=True) if item is before and _names(item)}
    kept = []
    for item, before in zip(new, old, strict=True):
        if item is before or not _names(item) or _target(item) not in seen:
            kept.append(item)
            seen.add(_target(item) if item is not before and _names(item) else None)
    return tuple(kept)


def _names(item: typing.Any) -> bool:
    return isinstance(item, str) or (isinstance(item, Record) and item.read("target") is not None)


def label(record: type[Record], name: str) -> str:
    """The Chinese name of a field."""
    return record.model_fields[name].title or name


def value_at(record: Record, path: FieldPath) -> object:
    """What stands at a field's path; None where nothing does."""
    value: object = record
    for part in path:
        if isinstance(part, int):
            value = value[part] if isinstance(value, tuple) and part < len(value) else None
        else:
            value = value.read(part) if isinstance(value, Record) else None
    return value


def _items(name: str, value: object) -> Iterator[tuple[FieldPath, typing.Any]]:
    if isinstance(value, tuple):
        yield from (((name, i), item) for i, item in enumerate(value))
    else:
        yield (name,), value


def _marks(hint: object) -> Iterator[RefersTo | type[Record]]:
    if isinstance(hint, type) and not typing.get_args(hint):
        if issubclass(hint, Record):
            yield hint
        return
    if typing.get_origin(hint) is typing.Annotated:
        yield from (mark for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, RefersTo))
    for part in typing.get_args(hint):
        if not isinstance(part, RefersTo):
            yield from _marks(part)
