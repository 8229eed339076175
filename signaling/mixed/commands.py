"""What clients of other protocols ask for, and the native protocol has no word for."""

from typing import Annotated

from msgspec import Meta, Raw

from signaling.commands import Command, InRoom, Join, PeerId, RoomCode

Password = Annotated[str, Meta(max_length=200)]


class JoinByName(Join, frozen=True, kw_only=True):
    """Join a room by its code, or one without a row by a name that somebody made up.

    The first in such a room sets its password, "" for none.
    """

    password: Password | None = None


class CheckRoom(Command, frozen=True, kw_only=True):
    """Ask whether one may join, without joining."""

    room_code: RoomCode
    password: Password | None = None


class ShowMedia(InRoom, frozen=True, kw_only=True):
    """Switch microphone and camera, both at once."""

    audio: bool
    video: bool


class PassOn(Command, frozen=True, kw_only=True):
    """Say something to a peer that only clients of the same protocol understand."""

    target_id: PeerId


class Quoted(Command, frozen=True, kw_only=True):
    """A command, with the payload it was read from: its own protocol's clients are told that."""

    command: Command
    payload: Raw
