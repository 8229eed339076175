"""Convert the AsyncAPI document to the entries of the reference page."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from signaling.reference.fields import Field, anchors_of, fields_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One event, or one object that is a part of events."""

    anchor: str
    name: str
    paragraphs: list[str]
    """The description, with the names of fields and events between backticks."""
    fields: list[Field]
    example: str = ""
    acknowledgement: str = ""
    refusals: tuple[str, ...] = ()
    refused_by: str = ""


@dataclass(frozen=True, slots=True)
class Direction:
    """All events of one direction, or the objects that are parts of events."""

    key: str
    entries: list[Entry]


def entries_of(document: dict[str, Any]) -> list[Direction]:
    events = {key: _events(document, key) for key in ("client", "server")}
    return [
        *(Direction(key, list(entries)) for key, entries in events.items()),
        Direction("objects", list(_objects(document))),
    ]


def _events(document: dict[str, Any], direction: str) -> Iterator[Entry]:
    messages = document["components"]["messages"]
    for key, message in messages.items():
        if not key.startswith(f"{direction}."):
            continue
        name = message["name"]
        operation = document["operations"].get(f"receive.{name}") if direction == "client" else None
        yield Entry(
            anchor=key,
            name=name,
            paragraphs=message.get("description", "").split("\n\n"),
            fields=fields_of(document, message["payload"]),
            example=_example(message),
            acknowledgement=_example(messages[f"acknowledgement.{name}"]) if operation else "",
            refusals=tuple(operation["x-refusals"]) if operation else (),
            refused_by=operation.get("x-refused-by", "") if operation else "",
        )


def _objects(document: dict[str, Any]) -> Iterator[Entry]:
    """Yield the objects that are not messages, but parts of messages or of acknowledgements."""
    anchors = anchors_of(document)
    for name, schema in document["components"]["schemas"].items():
        if anchors[name] == f"object.{name}":
            paragraphs = [schema["description"]] if "description" in schema else []
            yield Entry(anchors[name], name, paragraphs, fields_of(document, schema))


def _example(message: dict[str, Any]) -> str:
    return json.dumps(message["examples"][0]["payload"], indent=2, ensure_ascii=False)
