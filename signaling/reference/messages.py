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
    commands: Mapping[str, type[Command]],
    events: Mapping[str, type[Event]],
    texts: ProtocolDocument,
) -> dict[str, Message]:
    """Return all messages by id, each with an example."""
    sent, received = texts.client_events, texts.server_events
    return {
        **{f"client.{name}": _message(name, commands[name], sent[name]) for name in commands},
        **{f"server.{name}": _message(name, events[name], received[name]) for name in events},
        **{
            f"acknowledgement.{name}": _acknowledgement(name, commands[name], sent[name])
            for name in commands
        },
        "acknowledgement.refused": _REFUSED,
    }


def _message(name: str, struct: type[Command | Event], text: EventText) -> Message:
    message = {
        "name": name,
        "title": struct.__name__,
        "payload": refer(struct),
        "examples": [{"payload": text.examples[0]}],
    }
    description = text.description or struct.__doc__
    return message | ({"description": description} if description else {})


def _acknowledgement(name: str, command: type[Command], text: EventText) -> Message:
    example = text.examples[1] if len(text.examples) > 1 else {"success": True}
    return {
        "name": name,
        "title": f"Acknowledgement of {name}",
        "payload": _acknowledgement_schema(command),
        "examples": [{"payload": example}],
    }


def _acknowledgement_schema(command: type[Command]) -> Schema:
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
    "title": "Acknowledgement of a refused event",
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
