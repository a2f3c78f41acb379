"""The types of fields, and how a field is declared: key, label, meaning, what it refers to.

Dates are calendar days in Asia/Shanghai. References are ids; `RefersTo` says of what.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from disclosure.base.days import ISO, YEARS, iso_day

ID_PATTERN = r"^[a-z0-9][a-z0-9-]{0,99}$"
"""Ids become addresses: lower-case letters, digits and hyphens, so that they can be typed, read out and never escaped."""


VERSION_PATTERN = r"^[a-z0-9][a-z0-9-]{0,99}@[0-9]{4}-[0-9]{2}-[0-9]{2}$"
"""A later text of a document: its id, and the first day of that text."""


LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"
"""A language tag (BCP 47) with, at most, script and region: zh-Hans, en, ja, pt-BR."""


TIME_PATTERN = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
"""A time of day by the 24-hour clock."""


LENGTH_PATTERN = r"^([1-9]:[0-5][0-9]|[1-9]?[0-9]):[0-5][0-9]$"
"""How long a film lasts, in minutes and seconds, or in hours, minutes and seconds."""


HOST_PATTERN = r"[\p{L}\d]([\p{L}\d.-]*[\p{L}\d])?(:\d{1,5})?"
"""A host and its port; nothing before an @, which makes one address look like another."""


_OF_ADDRESS = r"!#-&(-;=?-\[\]-~\p{L}"


ADDRESS_PATTERN = (
    rf"^(https?://{HOST_PATTERN}([/?#][{_OF_ADDRESS}]*)?|/|/[!#-&(-.0-;=?-\[\]-~\p{{L}}][{_OF_ADDRESS}]*)$"
)
"""An address elsewhere, or one of this site; no spaces, no characters nobody sees, not //host."""


_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


def device_name(name: str) -> bool:
    """Whether Windows takes a file's name for a device, with any ending or none; such a file cannot be written there."""
    return _DEVICES.fullmatch(name) is not None


@dataclass(frozen=True, slots=True, init=False)
class RefersTo:
    """Marks a text field as the id of a record of one of these collections: kinds by their folder, or vocabularies.

    `documents` are those of all kinds.
    """

    collections: tuple[str, ...]

    def __init__(self, *collections: str) -> None:
        object.__setattr__(self, "collections", collections)


def _iso_day(value: object) -> object:
    """Only YYYY-MM-DD is a date: pydantic alone would also take a number of seconds."""
    if isinstance(value, str):
        if (day := iso_day(value)) is not None:
            return day
        if not ISO.fullmatch(value):
            code = "day_format"
            raise PydanticCustomError(code, "not YYYY-MM-DD", {"value": value})
        if int(value[:4]) not in YEARS:
            code = "day_out_of_range"
            raise PydanticCustomError(code, "not in our time", {"value": value})
        code = "day_impossible"
        raise PydanticCustomError(code, "no such day", {"value": value})
    return value


def _visible(value: str) -> str:
    """Text without the zero-width characters that pasting brings along; of nothing but these and spaces it says nothing."""
    value = re.sub("[\u00ad\u200b\u2060\ufeff]", "", value).strip()
    if not any(character.isprintable() and not character.isspace() for character in value):
        code = "string_too_short"
        raise PydanticCustomError(code, "nothing to read")
    return re.sub(r"\s*\n\s*", " ", value)


def _at_most(limit: int) -> Callable[[str], str]:
    """A check that text is no longer: a whole paragraph in a title is a slip, and would stand in every list."""

    def check(value: str) -> str:
        if len(value) > limit:
            code = "too_long"
            raise PydanticCustomError(code, "too long", {"limit": limit, "size": len(value)})
        return value

    return check


def _yes_no(value: object) -> object:
    """是 and 否 beside YAML's own words."""
    return {"是": True, "否": False}.get(value, value) if isinstance(value, str) else value


def _no_device(value: str) -> str:
    if device_name(value):
        code = "id_device"
        raise PydanticCustomError(code, "a device on Windows")
    return value


def _version_day(value: str) -> str:
    """The day in the id of a version is one of the calendar."""
    if iso_day(value.partition("@")[2]) is None:
        code = "version_day"
        raise PydanticCustomError(code, "no such day")
    return value


def _digits(value: object) -> object:
    """Only plain digits are a number: Python alone would also take 1_0, +1 and full-width digits."""
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{1,9}", value):
        code = "negative_number" if re.fullmatch(r"-[0-9]{1,9}", value) else "int_parsing"
        raise PydanticCustomError(code, "not a number")
    return value


def amount(value: object) -> object:
    """Only plain digits with a point are an amount: Decimal alone would also take NaN, 1e9 and full-width digits."""
    if isinstance(value, str):
        if not re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,6})?", value):
            code = "negative_number" if re.fullmatch(r"-[0-9]{1,12}(\.[0-9]{1,6})?", value) else "float_parsing"
            raise PydanticCustomError(code, "not an amount")
        return Decimal(value)
    return value


def _former_address(value: object) -> object:
    if isinstance(value, str) and (
        not re.fullmatch(r"(/[A-Za-z0-9\u4e00-\u9fff]([\w.~-]{0,58}[\w~-])?){1,8}/?", value)
        or any(device_name(part) for part in value.split("/"))
    ):
        code = "alias_shape"
        raise PydanticCustomError(code, "not an address", {"value": value})
    return value


def _feed_id(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"tag:[^\s,]+,\d{4}-\d{2}-\d{2}:[\w.:@-]+", value):
        code = "feed_id_shape"
        raise PydanticCustomError(code, "not the id of an entry", {"value": value})
    return value


YesNo = Annotated[bool, BeforeValidator(_yes_no)]


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_visible)]


Title = Annotated[Text, AfterValidator(_at_most(300))]
"""Characters enough for any title: the longest of 3,828 real ones has 74."""


Name = Annotated[Text, AfterValidator(_at_most(100))]


Alias = Annotated[str, BeforeValidator(_former_address)]


FeedId = Annotated[str, BeforeValidator(_feed_id)]
"""The id of an entry of a feed (RFC 4151), such as tag:example.gov.cn,2024-01-02:qh-2024-3:published:2024-01-02."""


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN), AfterValidator(_no_device)]


VersionId = Annotated[str, StringConstraints(pattern=VERSION_PATTERN), AfterValidator(_version_day)]


Number = Annotated[int, BeforeValidator(_digits)]


Language = Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN)]


Day = Annotated[date, BeforeValidator(_iso_day)]


ClockTime = Annotated[str, StringConstraints(pattern=TIME_PATTERN)]


PlayingTime = Annotated[str, StringConstraints(pattern=LENGTH_PATTERN)]


WebAddress = Annotated[str, StringConstraints(pattern=ADDRESS_PATTERN)]


MailAddress = Annotated[str, StringConstraints(pattern=r"^[\w.+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")]


PolicyRef = Annotated[str, StringConstraints(min_length=1), RefersTo("policies")]


PolicyOrDraftRef = Annotated[str, StringConstraints(min_length=1), RefersTo("policies", "decisions", "consultations")]
"""A policy, or the matter in which its draft is put out for opinions."""


PolicyOrServiceRef = Annotated[str, StringConstraints(min_length=1), RefersTo("policies", "services")]


DocumentRef = Annotated[str, StringConstraints(min_length=1), RefersTo("documents")]
"""A document of any kind."""


PolicyOrInterpretationRef = Annotated[str, StringConstraints(min_length=1), RefersTo("policies", "interpretations")]


EventRef = Annotated[str, StringConstraints(min_length=1), RefersTo("events")]


ServiceRef = Annotated[str, StringConstraints(min_length=1), RefersTo("services")]


QuestionRef = Annotated[str, StringConstraints(min_length=1), RefersTo("questions")]


KindRef = Annotated[str, StringConstraints(min_length=1), RefersTo("kinds")]
"""A kind of document, by its folder."""


AgencyRef = Annotated[str, StringConstraints(min_length=1), RefersTo("agencies")]


ThemeRef = Annotated[str, StringConstraints(min_length=1), RefersTo("themes")]


TagRef = Annotated[str, StringConstraints(min_length=1), RefersTo("tags")]


AudienceRef = Annotated[str, StringConstraints(min_length=1), RefersTo("audiences")]


CatalogueFieldRef = Annotated[str, StringConstraints(min_length=1), RefersTo("catalogue_fields")]


PlanRef = Annotated[str, StringConstraints(min_length=1), RefersTo("plans")]


CatalogueRef = Annotated[str, StringConstraints(min_length=1), RefersTo("catalogue_items")]


Filled = Field(min_length=1)
"""Marks a list that must not be empty: to leave it so says no more than to leave it out."""


OneOrMore = BeforeValidator(lambda value: (value,) if isinstance(value, str) else value)
"""Marks a list of which one item alone may be written without brackets."""


def declare(
    label: str, meaning: str, english: str, default: Any = ..., *, public: bool = True, reverse: str | None = None
) -> Any:
    """One field: Chinese key, meaning in Chinese and English, default, and whether readers may ever see it.

    `reverse` is what a document to which the field refers calls the link to this one.
    """
    extra: dict[str, Any] = {"en": english, "public": public, "reverse": reverse}
    return Field(default, title=label, description=meaning, json_schema_extra=extra)
