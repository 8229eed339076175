"""The JSON Schemas of commands and events, by the names of their Structs.

msgspec describes the input that it accepts. For events of the server more is known: a field is
always present unless it may be unset, whatever its default is.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, get_args

import msgspec
from msgspec import UnsetType
from msgspec.structs import FieldInfo

Struct = type[msgspec.Struct]
Schema = dict[str, Any]

REFERENCE = "#/components/schemas/{name}"


def schemas_of(commands: Iterable[Struct], events: Iterable[Struct]) -> dict[str, Schema]:
    """Return the schemas of client commands and of server events, sorted by name."""
    commands, events = _with_parts(commands), _with_parts(events)
    _, schemas = msgspec.json.schema_components([*commands, *events], ref_template=REFERENCE)
    for struct in {*commands, *events}:
        _complete(schemas[struct.__name__], struct, is_event=struct in events)
    return {name: schemas[name] for name in sorted(schemas)}


def refer(struct: Struct) -> Schema:
    return {"$ref": REFERENCE.format(name=struct.__name__)}


def _with_parts(structs: Iterable[Struct]) -> set[Struct]:
    """Return the Structs and all Structs in the types of their fields."""
    found: set[Struct] = set()
    waiting = list(structs)
    while waiting:
        struct = waiting.pop()
        if struct not in found:
            found.add(struct)
            waiting += (
                part
                for field in msgspec.structs.fields(struct)
                for part in _types_in(field.type)
                if isinstance(part, type) and issubclass(part, msgspec.Struct)
            )
    return found


def _complete(schema: Schema, struct: Struct, *, is_event: bool) -> None:
    fields = msgspec.structs.fields(struct)
    for field in fields:
        described = schema["properties"][field.encode_name]
        if datetime in _types_in(field.type):
            for text in (one for one in _alternatives(described) if one["type"] == "string"):
                text["format"] = "date-time"
        if is_event:
            described.pop("default", None)
    required = [field.encode_name for field in fields if _is_required(field, is_event=is_event)]
    schema.pop("required")
    if required:
        schema["required"] = required


def _is_required(field: FieldInfo, *, is_event: bool) -> bool:
    return UnsetType not in _types_in(field.type) if is_event else field.required


def _alternatives(schema: Schema) -> list[Schema]:
    alternatives: list[Schema] = schema.get("anyOf", [schema])
    return alternatives


def _types_in(annotation: Any) -> Iterator[Any]:
    """Yield a type and all types inside it, as in `list[Participant] | None`."""
    yield annotation
    for part in get_args(annotation):
        yield from _types_in(part)
