"""What is passed on as it came: heard with its payload, and said with that again."""

from typing import Any

from msgspec import Raw

from rooms.refusals import InvalidInput
from signaling.bodies import check_depth
from signaling.commands import Command
from signaling.dialects.hearing import HeardArguments, fields_of
from signaling.mixed.commands import Quoted
from signaling.scene import Scene
from signaling.wire import Arguments


class HeardQuoted(HeardArguments):
    """One wire name: a command that clients of the same protocol are told as it came."""

    __slots__ = ("_heard",)

    def __init__(self, heard: HeardArguments) -> None:
        super().__init__(heard.command)
        self._heard = heard

    def build(self, arguments: Arguments) -> Command:
        command = self._heard.build(arguments)
        return Quoted(command=command, payload=readable(arguments[0]))


def readable(payload: Raw) -> Raw:
    """Return a payload that every client's parser takes, whatever its fields; raise InvalidInput.

    Numbers out of range and nesting without end are valid JSON, and end other clients' connections.
    """
    try:
        check_depth(payload)
    except (ValueError, RecursionError) as error:
        raise InvalidInput from error
    return payload


def quoted(scene: Scene, protocol: str) -> dict[str, Any]:
    """Return the fields that a client of this protocol sent; none if another one's did."""
    if scene.quote is None or scene.quote.protocol != protocol:
        return {}
    return dict(fields_of(scene.quote.payload))


def whole_description(kind: str, sdp: Raw) -> Raw | dict[str, Any]:
    """Return a session description as browsers take it, whether it came so or as mere text."""
    return {"type": kind, "sdp": sdp} if bytes(memoryview(sdp)[:1]) == b'"' else sdp
