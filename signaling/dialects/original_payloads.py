"""Relay the payload of a command unchanged to clients of the same protocol."""

from typing import Any

from msgspec import Raw

from rooms.refusals import InvalidInput
from signaling.dialects.parsing import Parser, fields_of
from signaling.protocol.bodies import check_depth
from signaling.protocol.commands import Command, CommandWithOriginal
from signaling.protocol.event_context import EventContext
from signaling.protocol.packets import Arguments


class OriginalPayloadParser(Parser):
    """Adds the payload to the command of another parser, for clients of the same protocol."""

    __slots__ = ("_parser",)

    def __init__(self, parser: Parser) -> None:
        super().__init__(parser.command)
        self._parser = parser

    def build(self, arguments: Arguments) -> Command:
        command = self._parser.build(arguments)
        return CommandWithOriginal(command=command, payload=checked_payload(arguments[0]))


def checked_payload(payload: Raw) -> Raw:
    """Return the payload if the parsers of all clients accept it; raise InvalidInput otherwise.

    Numbers out of range and very deep nesting are valid JSON, but end the connections of other
    clients.
    """
    try:
        check_depth(payload)
    except (ValueError, RecursionError) as error:
        raise InvalidInput from error
    return payload


def original_fields(context: EventContext, protocol: str) -> dict[str, Any]:
    """Return the fields of the original payload; none if its sender uses another protocol."""
    if context.original is None or context.original.protocol != protocol:
        return {}
    return dict(fields_of(context.original.payload))


def description_object(kind: str, sdp: Raw) -> Raw | dict[str, Any]:
    """Return a session description as the object that browsers accept, even if it is a string."""
    return {"type": kind, "sdp": sdp} if bytes(memoryview(sdp)[:1]) == b'"' else sdp
