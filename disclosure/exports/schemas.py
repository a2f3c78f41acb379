"""The words in which our schemas are written (JSON Schema, 2020-12): nothing optional, nothing unsaid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Schema = dict[str, object]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

TEXT: Schema = {"type": "string"}
FILLED: Schema = {"type": "string", "minLength": 1}
MAYBE_TEXT: Schema = {"type": ["string", "null"]}
DAY: Schema = {"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"}
MAYBE_DAY: Schema = {**DAY, "type": ["string", "null"]}
ADDRESS: Schema = {"type": "string", "format": "uri"}
WEB_ADDRESS: Schema = {"type": "string", "format": "iri"}
"""As authors write them, with letters of any script."""
DIGEST: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
TEXTS: Schema = {"type": "array", "items": FILLED}


def fields(**properties: object) -> Schema:
    """An object that has all of these and nothing else."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def some(required: Sequence[str], properties: Mapping[str, Schema]) -> Schema:
    """An object that has all of the required ones, any of the others, and nothing else."""
    return {"type": "object", "additionalProperties": False, "required": [*required], "properties": {**properties}}


def rows(**properties: object) -> Schema:
    """Any number of such objects."""
    return {"type": "array", "items": fields(**properties)}


def each(value: Schema) -> Schema:
    """An object whose names are data, such as anchors, each with such a value."""
    return {"type": "object", "additionalProperties": value}
