"""What every record is: a frozen value that knows only its own fields, and where each was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, model_validator

from disclosure.base.pickling import quickly_pickled
from disclosure.base.problems import Place


class UnreadError(Exception):
    """A field was asked for that could not be read; no record that is published lacks one."""


R_co = TypeVar("R_co", bound="Record", covariant=True)


class Record(BaseModel):
    """A frozen value that knows only its own fields.

    One whose source is wrong has only those fields that could be read; to ask for another raises UnreadError.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)  # only what is read needs its schema

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Asked for what is not there."""
            if name in type(self).model_fields:
                raise UnreadError(name)
            return super().__getattr__(name)

    def read(self, name: str, otherwise: Any = None) -> Any:
        """A field, or something else where it could not be read."""
        return self.__dict__.get(name, otherwise)

    def is_whole(self, *names: str) -> bool:
        """Whether these fields could be read, and all that they hold; without names, all fields."""
        parts = (self.__dict__.get(name, self) for name in names or type(self).model_fields)
        records = (item for part in parts for item in (part if isinstance(part, tuple) else (part,)))
        return all(item is not self and item.is_whole() for item in records if isinstance(item, Record))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as its fields alone, which is several times faster than what pydantic does."""
        return revive, (type(self), self.__dict__)


class Shorthand(Record):
    """A record that may be written as the value of one of its fields alone."""

    shorthand: ClassVar[str]
    """That field."""

    @model_validator(mode="before")
    @classmethod
    def _from_value(cls, value: object) -> object:
        return {cls.shorthand: value} if isinstance(value, str) else value


_NOT_KEPT: set[str] = set()


def revive(kind: type[R_co], fields: dict[str, Any]) -> R_co:
    """A record of fields that are known to be right, without looking at them again.

    Which of them were written is not kept, as pydantic would: it takes more memory than the fields.
    """
    record = kind.__new__(kind)
    for name, value in (
        ("__dict__", fields),
        ("__pydantic_fields_set__", _NOT_KEPT),
        ("__pydantic_extra__", None),
        ("__pydantic_private__", None),
    ):
        object.__setattr__(record, name, value)
    return record


FieldPath = tuple[str | int, ...]


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Places(Mapping[FieldPath, Place]):
    """Places in one file by field. A library holds some twenty for each document and asks for few.

    `order` says which of the `numbers`, lines and columns in turn, are those of a field. Documents with the same fields
    share it.
    """

    path: str
    order: Mapping[FieldPath, int]
    numbers: tuple[int, ...]

    @classmethod
    def of(cls, path: str, places: Mapping[FieldPath, Place]) -> Places:
        """Those of one file, in few words."""
        return cls(
            path, _order(tuple(places)), tuple(n for place in places.values() for n in (place.line, place.column))
        )

    def __getitem__(self, field: FieldPath) -> Place:
        at = self.order[field]
        return Place(self.path, *self.numbers[at : at + 2])

    def __contains__(self, field: object) -> bool:
        return field in self.order

    def __iter__(self) -> Iterator[FieldPath]:
        return iter(self.order)

    def __len__(self) -> int:
        return len(self.order)


@lru_cache(maxsize=1 << 12)
def _order(fields: tuple[FieldPath, ...]) -> Mapping[FieldPath, int]:
    return {field: 2 * number for number, field in enumerate(fields)}


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Entry(Generic[R_co]):
    """A record with where it came from. `places` maps a field's path, such as ("repeals", 0, "target"), to its place.

    `front` is the text of the front matter, where that says more than the record: it is wrong, or holds remarks.
    """

    record: R_co
    path: str
    places: Mapping[FieldPath, Place]
    body: str = ""
    body_line: int = 1
    front: str = ""
    front_line: int = 2

    def place(self, *path: str | int) -> Place:
        """The place of a field, or of the nearest thing around it that was written."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(self.path, 1, 1))
