"""The base classes of commands."""

import msgspec

from signaling.protocol.commands.fields import RoomId, TargetId


class Command(msgspec.Struct, frozen=True, kw_only=True, rename="camel", gc=False):
    """A request of one client."""


class InRoom(Command, frozen=True, kw_only=True):
    """A request about the caller's room; a `room_id` must be the id or code of that room."""

    room_id: RoomId = None


class OnTarget(InRoom, frozen=True, kw_only=True):
    """A host's request about one person, named by socket id or participant id."""

    target_id: TargetId
