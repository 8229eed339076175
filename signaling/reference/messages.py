"""The messages of the AsyncAPI document: client events, server events, and acknowledgements.

The name of a message is its wire name. Its id also contains its direction.
"""

from collections.abc import Mapping
from typing import Any

from signaling.protocol.commands import Command
from signaling.protocol.events import Event
from signaling.reference.acknowledgements import ACKNOWLEDGEMENTS
from signaling.reference.protocol_document import EventText, ProtocolDocument
from signaling.reference.schemas import Schema, refer

Message = dict[str, Any]


def messages_of(
    heard: Mapping[str, type[Command]], said: Mapping[str, type[Event]], prose: ProtocolDocument
) -> dict[str, Message]:
    """Return all messages by id, each with an example."""
    return {
        **{f"client.{name}": _message(name, heard[name], prose.heard[name]) for name in heard},
        **{f"server.{name}": _message(name, said[name], prose.said[name]) for name in said},
        **{f"answer.{name}": _answer(name, heard[name], prose.heard[name]) for name in heard},
        "answer.refused": _REFUSED,
    }


def _message(name: str, struct: type[Command | Event], told: EventText) -> Message:
    message = {
        "name": name,
        "title": struct.__name__,
        "payload": refer(struct),
        "examples": [{"payload": told.examples[0]}],
    }
    words = told.words or struct.__doc__
    return message | ({"description": words} if words else {})


def _answer(name: str, command: type[Command], told: EventText) -> Message:
    example = told.examples[1] if len(told.examples) > 1 else {"success": True}
    return {
        "name": name,
        "title": f"Answer to {name}",
        "payload": _answer_schema(command),
        "examples": [{"payload": example}],
    }


def _answer_schema(command: type[Command]) -> Schema:
    success: Schema = {
        "type": "object",
        "properties": {"success": {"const": True}},
        "required": ["success"],
    }
    if command not in ACKNOWLEDGEMENTS:
        return success
    answer = ACKNOWLEDGEMENTS[command]
    references = [refer(event) for event in answer.events]
    fields = references[0] if len(references) == 1 else {"anyOf": references}
    if answer.under is None:
        return {"allOf": [fields, success]}
    success["properties"][answer.under] = fields
    success["required"].append(answer.under)
    return success


_REFUSED = {
    "name": "refused",
    "title": "Answer to an event that is refused",
    "payload": {
        "type": "object",
        "properties": {
            "success": {"const": False},
            "error": {"type": "string"},
            "code": {"type": "string"},
        },
        "required": ["success", "error", "code"],
    },
    "examples": [
        {"payload": {"success": False, "error": "Join the room first", "code": "NOT_IN_ROOM"}}
    ],
}
