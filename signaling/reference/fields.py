"""Describe the possible values of each field of a message in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from signaling.reference.schemas import Schema


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    kind: str
    """The possible values, e.g. "string, at most 64 characters, or null"."""
    anchor: str
    """The anchor of the object that the field holds or lists, or ""."""
    is_required: bool


def fields_of(document: dict[str, Any], schema: Schema) -> list[Field]:
    """Return the fields of an object schema, or of the object that a schema refers to."""
    while "$ref" in schema:
        schema = document["components"]["schemas"][_name(schema["$ref"])]
    required = schema.get("required", ())
    anchors = anchors_of(document)
    return [
        Field(
            name,
            _kind(described),
            next((anchors[held] for held in _objects(described)), ""),
            name in required,
        )
        for name, described in schema["properties"].items()
    ]


def anchors_of(document: dict[str, Any]) -> dict[str, str]:
    """Return the anchor of each schema: that of its message, or else its own."""
    components = document["components"]
    anchors = {name: f"object.{name}" for name in components["schemas"]}
    for key, message in components["messages"].items():
        if "$ref" in message["payload"]:
            anchors[_name(message["payload"]["$ref"])] = key
    return anchors


def _kind(schema: Schema) -> str:
    match schema:
        case {"$ref": reference}:
            return _name(reference)
        case {"anyOf": alternatives}:
            return ", or ".join(map(_kind, alternatives))
        case {"enum": values}:
            return "one of " + ", ".join(str(value) for value in values)
        case {"type": "array", "items": items}:
            return f"list{_bounds(schema, 'Items', 'entries')} of {_kind(items)}"
        case {"type": "string", "format": "date-time"}:
            return "time"
    return f"{schema.get('type', 'anything')}" + _bounds(schema, "Length", "characters")


def _bounds(schema: Schema, what: str, unit: str) -> str:
    """Describe the limits of a length or of a number."""
    least = schema.get(f"min{what}", schema.get("minimum"))
    most = schema.get(f"max{what}", schema.get("maximum"))
    unit = "" if "maximum" in schema or "minimum" in schema else f" {unit}"
    if least is not None and most is not None:
        return f", {least} to {most}{unit}"
    if most is not None:
        return f", at most {most}{unit}"
    return "" if least is None else f", at least {least}{unit}"


def _objects(schema: Schema) -> Iterator[str]:
    if "$ref" in schema:
        yield _name(schema["$ref"])
    for part in (*schema.get("anyOf", ()), schema.get("items")):
        if part is not None:
            yield from _objects(part)


def _name(reference: str) -> str:
    return reference.rpartition("/")[2]
