"""Join and leave a room, and the waiting room as the person who waits."""

from typing import Annotated

import msgspec
from msgspec import Meta

from signaling.protocol.commands.command import Command, InRoom
from signaling.protocol.commands.fields import Name, PeerId, RoomCode, UserId


class Join(Command, frozen=True, kw_only=True):
    room_code: RoomCode
    display_name: Name | None = None
    user_id: UserId | None = None
    participant_token: Annotated[str, Meta(max_length=200)] | None = None
    capabilities: Annotated[list[Annotated[str, Meta(max_length=32)]], Meta(max_length=16)] = (
        msgspec.field(default_factory=list)
    )
    previous_socket_ids: Annotated[list[PeerId], Meta(max_length=20)] | None = None


class Leave(InRoom, frozen=True, kw_only=True):
    pass


class CancelKnock(Command, frozen=True, kw_only=True):
    """Leave the waiting room."""
