"""Generate TypeScript types of the messages, for clients in TypeScript or with JSDoc comments.

The two maps of events are the type parameters of `Socket` of socket.io-client.
"""

import json
from collections.abc import Iterator
from typing import Any

from signaling.reference.schemas import Schema

_HEAD = """\
// Made by `manage.py document_events` from what the server speaks; changes made here are lost.
//
//   import { io, type Socket } from "socket.io-client";
//   const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io("https://meet.example.org");
"""

_ANSWERS = """\
/** The answer to an event that asks for one by a callback. */
export type Acknowledgement<Fields = unknown> = ({ success: true } & Fields) | Refusal;

/** Nothing was changed; `error` is a sentence, `code` stable. */
export interface Refusal {
  success: false;
  error: string;
  code: Code;
}
"""


def types_of(document: dict[str, Any]) -> str:
    """Return the text of the declaration file."""
    components = document["components"]
    schemas, messages = components["schemas"], components["messages"]
    parts = [
        _HEAD,
        *(_declaration(name, schema) for name, schema in schemas.items()),
        _union("Code", document["info"]["x-codes"]),
        _ANSWERS,
        _map("ClientToServerEvents", _client_events(messages)),
        _map("ServerToClientEvents", _server_events(messages)),
    ]
    return "\n".join(parts)


def _declaration(name: str, schema: Schema) -> str:
    words = _comment(schema.get("description", ""))
    if not schema["properties"]:
        return f"{words}export type {name} = Record<string, never>;\n"
    required = schema.get("required", ())
    fields = (
        f"  {field}{'' if field in required else '?'}: {_type(described)};\n"
        for field, described in schema["properties"].items()
    )
    return f"{words}export interface {name} {{\n{''.join(fields)}}}\n"


def _type(schema: Schema) -> str:
    match schema:
        case {"$ref": reference}:
            return str(reference).rpartition("/")[2]
        case {"anyOf": alternatives}:
            return " | ".join(map(_type, alternatives))
        case {"enum": values}:
            return " | ".join(json.dumps(value, ensure_ascii=False) for value in values)
        case {"type": "array", "items": items}:
            return f"Array<{_type(items)}>"
    return _PLAIN.get(schema.get("type", ""), "unknown")


_PLAIN = {
    "boolean": "boolean",
    "integer": "number",
    "number": "number",
    "null": "null",
    "object": "Record<string, unknown>",
    "string": "string",
}


def _client_events(messages: dict[str, Any]) -> Iterator[str]:
    for name, message in _of("client", messages):
        command = _type(message["payload"])
        answer = _acknowledgement(messages[f"answer.{name}"]["payload"])
        yield _event(message, f"command: {command}, answer?: (answer: {answer}) => void")


def _server_events(messages: dict[str, Any]) -> Iterator[str]:
    for _, message in _of("server", messages):
        yield _event(message, f"event: {_type(message['payload'])}")


def _of(direction: str, messages: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for key, message in messages.items():
        if key.startswith(f"{direction}."):
            yield message["name"], message


def _event(message: dict[str, Any], arguments: str) -> str:
    words = _comment(message.get("description", ""), "  ")
    return f'{words}  "{message["name"]}": ({arguments}) => void;\n'


def _acknowledgement(schema: Schema) -> str:
    """Return the type of an acknowledgement; its fields are at the top level or under one field."""
    if "allOf" in schema:
        return f"Acknowledgement<{_type(schema['allOf'][0])}>"
    under = [name for name in schema["properties"] if name != "success"]
    fields = "; ".join(f"{name}: {_type(schema['properties'][name])}" for name in under)
    return f"Acknowledgement<{{ {fields} }}>" if fields else "Acknowledgement"


def _map(name: str, events: Iterator[str]) -> str:
    return f"export interface {name} {{\n{''.join(events)}}}\n"


def _union(name: str, values: dict[str, str]) -> str:
    lines = "".join(f"\n  | {json.dumps(value)}" for value in values)
    return f"export type {name} ={lines};\n"


def _comment(words: str, indent: str = "") -> str:
    if not words:
        return ""
    lines = words.replace("*/", "*\\/").splitlines()
    if len(lines) == 1:
        return f"{indent}/** {lines[0]} */\n"
    inside = "".join(f"{indent} * {line}".rstrip() + "\n" for line in lines)
    return f"{indent}/**\n{inside}{indent} */\n"
