"""The AsyncAPI 3 document of the native protocol, from the server's point of view.

It receives what clients send and sends what they hear, all on one channel, Socket.IO's default
namespace. Extensions hold what AsyncAPI has no word for: `x-refusals`, the codes that an event may
be refused with; `x-refused-by`, the event that does so; `x-any-event`, the codes that any event
may be refused with; and `x-codes`, what each code means.
See https://www.asyncapi.com/docs/reference/specification/v3.0.0
"""

from collections.abc import Iterable
from typing import Any

from rooms.refusals import InvalidInput, Refusal
from signaling import events
from signaling.actions import ACTIONS
from signaling.commands import Command, InRoom
from signaling.dialects.native import NATIVE
from signaling.mixed.refusals import PasswordRequired, TooManyPasswords, TooManyRooms, WrongPassword
from signaling.reference.answers import ANSWERS
from signaling.reference.messages import messages_of
from signaling.reference.prose import Prose
from signaling.reference.refusing import Reader
from signaling.reference.schemas import schemas_of
from signaling.refusals import Internal, Unavailable, UnknownEvent, WrongRoom
from signaling.scene import NOWHERE

Document = dict[str, Any]

# What the way to an action may refuse, whatever the event.
_ANYTIME: tuple[type[Refusal], ...] = (InvalidInput, UnknownEvent, Unavailable, Internal)

_CHANNEL = "#/channels/native"
_INFO = {
    "title": "Meet: events of a meeting",
    "version": "1",
    "description": "What clients and server say to each other over Socket.IO. How to connect, and "
    "what holds for all events, is told in docs/protocol.md.",
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
    """Return the whole document; equal for equal code and prose."""
    prose = Prose()
    heard = {name: heard.command for name, heard in NATIVE.hears.items()}
    # Natively the name of an event does not depend on what is in it.
    said = {
        packet[0]: event
        for event, say in NATIVE.says.items()
        if event.__module__ == events.__name__
        for packet in say(None, NOWHERE)
    }
    answered = {event for answer in ANSWERS.values() for event in answer.events}
    messages = messages_of(heard, said, prose)
    reader = Reader()
    return {
        "asyncapi": "3.0.0",
        "info": _INFO | {"x-codes": prose.codes(), "x-any-event": _codes(_ANYTIME)},
        "defaultContentType": "application/json",
        "servers": {"meet": _SERVER},
        "channels": {"native": _channel(messages)},
        "operations": {
            **{f"hear.{name}": _hear(name, heard[name], reader) for name in heard},
            **{f"say.{name}": _say(name) for name in said},
        },
        "components": {
            "messages": messages,
            "schemas": schemas_of(heard.values(), {*said.values(), *answered}),
        },
    }


def _channel(messages: Iterable[str]) -> Document:
    return {
        "address": "/",
        "title": "The native protocol",
        "description": "Socket.IO's default namespace.",
        "messages": {key: {"$ref": f"#/components/messages/{key}"} for key in messages},
    }


def _hear(name: str, command: type[Command], reader: Reader) -> Document:
    refusals = reader.refusals_of(ACTIONS[command])
    if not issubclass(command, InRoom):
        # What names no room can't name the wrong one.
        refusals -= {WrongRoom}
    # Natively a room is named by its code.
    refusals -= {TooManyRooms, PasswordRequired, TooManyPasswords, WrongPassword}
    operation = {
        "action": "receive",
        "channel": {"$ref": _CHANNEL},
        "messages": [_reference(f"client.{name}")],
        "reply": {
            "channel": {"$ref": _CHANNEL},
            "messages": [_reference(f"answer.{name}"), _reference("answer.refused")],
        },
        "x-refusals": _codes(refusals.difference(_ANYTIME)),
    }
    refused = NATIVE.refusal_event(command, Refusal())
    if refused is not None and NATIVE.is_refused_by_event(command):
        operation["x-refused-by"] = NATIVE.says[type(refused)](refused, NOWHERE)[0][0]
    return operation


def _say(name: str) -> Document:
    return {
        "action": "send",
        "channel": {"$ref": _CHANNEL},
        "messages": [_reference(f"server.{name}")],
    }


def _reference(message: str) -> Document:
    return {"$ref": f"{_CHANNEL}/messages/{message}"}


def _codes(refusals: Iterable[type[Refusal]]) -> list[str]:
    return sorted(refusal.code for refusal in refusals)
