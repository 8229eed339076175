"""To a person who joins: the room, or a refusal."""

from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from rooms.ice import IceServer
from signaling.presence.records import RoomRules
from signaling.protocol.events.chat import ChatPosted
from signaling.protocol.events.event import Event
from signaling.protocol.events.participants import Participant
from signaling.protocol.events.room_media import RoomMedia
from signaling.protocol.events.waiting_room import Waiting


class RoomJoined(Event, frozen=True, kw_only=True):
    """To the newcomer: the complete current state of the room."""

    room_id: str
    room_code: str
    room_name: str
    meeting_id: str
    participant_id: str
    participant_token: str | UnsetType = UNSET
    role: Literal["host", "cohost", "participant"]
    is_host: bool
    you: Participant = msgspec.field(name="self")
    participants: list[Participant]
    messages: list[ChatPosted]
    settings: RoomRules
    locked: bool
    spotlight: str | None
    """The participant id of the person in the spotlight."""
    waiting: list[Waiting] | UnsetType = UNSET
    ice_servers: list[IceServer]
    media: RoomMedia


class JoinRefused(Event, frozen=True, kw_only=True):
    code: Literal["JOIN_FAILED"] = "JOIN_FAILED"
    message: str
    reason: str
    can_retry_after_seconds: int | UnsetType = UNSET


class Moved(Event, frozen=True, kw_only=True):
    """To a peer: a newer connection of the same person has taken over its seat."""
