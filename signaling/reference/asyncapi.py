"""The AsyncAPI 3 document of the native protocol, from the server's point of view.

The server receives the events of clients and sends its own events, all on one channel: the default
namespace of Socket.IO. Extensions hold the data that AsyncAPI has no field for: `x-refusals`, the
codes that an event may be refused with; `x-refused-by`, the event that refuses it; `x-any-event`,
the codes that any event may be refused with; and `x-codes`, the meaning of each code.
See https://www.asyncapi.com/docs/reference/specification/v3.0.0
"""

from collections.abc import Iterable
from typing import Any

from rooms.refusals import InvalidInput, Refusal
from signaling.actions import ACTIONS
from signaling.dialects.native import NATIVE
from signaling.presence.refusals import (
    PasswordRequired,
    TooManyPasswords,
    TooManyRooms,
    WrongPassword,
)
from signaling.protocol.commands import Command, InRoom
from signaling.protocol.event_context import NO_CONTEXT
from signaling.protocol.events import compatibility
from signaling.reference.acknowledgements import ACKNOWLEDGEMENTS
from signaling.reference.messages import messages_of
from signaling.reference.protocol_document import ProtocolDocument
from signaling.reference.raised_refusals import RefusalFinder
from signaling.reference.schemas import schemas_of
from signaling.refusals import Internal, Unavailable, UnknownEvent, WrongRoom

Document = dict[str, Any]

# The refusals that may be raised for any event before or around its action.
_ANYTIME: tuple[type[Refusal], ...] = (InvalidInput, UnknownEvent, Unavailable, Internal)

_CHANNEL = "#/channels/native"
_INFO = {
    "title": "Meet: events of a meeting",
    "version": "1",
    "description": "The Socket.IO events between clients and this server. docs/protocol.md "
    "describes how to connect, and the rules for all events.",
    "license": {"name": "MIT"},
}
_SERVER = {
    "host": "meet.example.org",
    "pathname": "/socket.io/",
    "protocol": "socket.io",
    "protocolVersion": "5",
    "description": "Socket.IO over Engine.IO 4, by WebSocket and long polling.",
}


def document() -> Document:
    """Return the whole document; the same source and texts give the same document."""
    texts = ProtocolDocument()
    commands = {name: parser.command for name, parser in NATIVE.hears.items()}
    # In the native protocol, the wire name of an event does not depend on its fields.
    events = {
        wire_event[0]: event
        for event, say in NATIVE.says.items()
        if event.__module__ != compatibility.__name__
        for wire_event in say(None, NO_CONTEXT)
    }
    acknowledged = {event for one in ACKNOWLEDGEMENTS.values() for event in one.events}
    messages = messages_of(commands, events, texts)
    finder = RefusalFinder()
    return {
        "asyncapi": "3.0.0",
        "info": _INFO | {"x-codes": texts.codes(), "x-any-event": _codes(_ANYTIME)},
        "defaultContentType": "application/json",
        "servers": {"meet": _SERVER},
        "channels": {"native": _channel(messages)},
        "operations": {
            **{f"receive.{name}": _receive(name, commands[name], finder) for name in commands},
            **{f"send.{name}": _send(name) for name in events},
        },
        "components": {
            "messages": messages,
            "schemas": schemas_of(commands.values(), {*events.values(), *acknowledged}),
        },
    }


def _channel(messages: Iterable[str]) -> Document:
    return {
        "address": "/",
        "title": "The native protocol",
        "description": "Socket.IO's default namespace.",
        "messages": {key: {"$ref": f"#/components/messages/{key}"} for key in messages},
    }


def _receive(name: str, command: type[Command], finder: RefusalFinder) -> Document:
    refusals = finder.refusals_of(ACTIONS[command])
    if not issubclass(command, InRoom):
        # A command without a room can't name the wrong room.
        refusals -= {WrongRoom}
    # Native clients join by a room's code, never by the name of an ad-hoc room.
    refusals -= {TooManyRooms, PasswordRequired, TooManyPasswords, WrongPassword}
    operation = {
        "action": "receive",
        "channel": {"$ref": _CHANNEL},
        "messages": [_reference(f"client.{name}")],
        "reply": {
            "channel": {"$ref": _CHANNEL},
            "messages": [
                _reference(f"acknowledgement.{name}"),
                _reference("acknowledgement.refused"),
            ],
        },
        "x-refusals": _codes(refusals.difference(_ANYTIME)),
    }
    refused = NATIVE.refusal_event(command, Refusal())
    if refused is not None and NATIVE.is_refused_by_event(command):
        operation["x-refused-by"] = NATIVE.says[type(refused)](refused, NO_CONTEXT)[0][0]
    return operation


def _send(name: str) -> Document:
    return {
        "action": "send",
        "channel": {"$ref": _CHANNEL},
        "messages": [_reference(f"server.{name}")],
    }


def _reference(message: str) -> Document:
    return {"$ref": f"{_CHANNEL}/messages/{message}"}


def _codes(refusals: Iterable[type[Refusal]]) -> list[str]:
    return sorted(refusal.code for refusal in refusals)
