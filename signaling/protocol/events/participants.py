"""Participants of a room, and changes of them."""

from datetime import datetime
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from signaling.protocol.events.event import Event


class Participant(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A seat with its peer, in its current state."""

    socket_id: str
    participant_id: str
    user_id: str | UnsetType = UNSET
    display_name: str
    avatar_color: int
    role: Literal["host", "cohost", "participant"]
    is_host: bool
    is_muted: bool
    is_video_off: bool
    is_screen_sharing: bool
    is_hand_raised: bool
    hand_raised_at: datetime | None
    is_reconnecting: bool = False
    knows_seats: bool = False
    has_two_pictures: bool = False
    uses_media_server: bool = False
    protocol: str


class PeerJoined(Event, frozen=True, kw_only=True):
    participant: Participant


class PeerLeft(Event, frozen=True, kw_only=True):
    socket_id: str
    user_id: str | UnsetType = UNSET


class PeerReconnecting(Event, frozen=True, kw_only=True):
    """To clients that know seats: this participant's connection is lost and may come back."""

    participant_id: str
    socket_id: str


class PeerResumed(Event, frozen=True, kw_only=True):
    """To clients that know seats: a participant is back, perhaps with another socket.

    `has_two_pictures` is only sent if it has changed, because another client took the seat.
    """

    participant_id: str
    old_socket_id: str
    socket_id: str
    has_two_pictures: bool | UnsetType = UNSET
    uses_media_server: bool | UnsetType = UNSET


class PeerUpdated(Event, frozen=True, kw_only=True):
    participant_id: str
    socket_id: str
    display_name: str | UnsetType = UNSET
    role: Literal["host", "cohost", "participant"] | UnsetType = UNSET
    is_host: bool | UnsetType = UNSET
