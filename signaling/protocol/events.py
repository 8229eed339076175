"""The events that the server sends: one frozen Struct for each.

The fields, with their names in camelCase, are the payloads of the native protocol; other dialects
use some of them. Times are ISO 8601 in UTC. A "socket id" is the id of a peer, and a "participant
id" is the id of its seat. All events of rooms are in one file, because a dialect may ignore all
events of a module: see `signaling.dialects.silence`.
"""

from datetime import datetime
from typing import Literal

import msgspec
from msgspec import UNSET, Raw, UnsetType

from rooms.ice import IceServer
from signaling.presence.records import RoomRules

MessageType = Literal["TEXT", "FILE", "SYSTEM"]


class Event(msgspec.Struct, frozen=True, kw_only=True, rename="camel", gc=False):
    """An event that the server sends to clients."""


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
    protocol: str


class Waiting(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A person in the waiting room, as hosts see them; `verified` if they have an account."""

    participant_id: str
    display_name: str
    avatar_color: int
    user_id: str | UnsetType = UNSET
    verified: bool
    since: datetime
    away: bool
    denied_before: int


class Account(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The account of a message's sender."""

    id: str
    display_name: str
    avatar_url: None = None


class ChatPosted(Event, frozen=True, kw_only=True):
    id: str
    sender_id: str
    sender_participant_id: str | None
    sender_name: str
    content: str
    type: MessageType
    timestamp: datetime
    user: Account | UnsetType = UNSET


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
    waiting: list[Waiting] | UnsetType = UNSET
    ice_servers: list[IceServer]


class JoinRefused(Event, frozen=True, kw_only=True):
    code: Literal["JOIN_FAILED"] = "JOIN_FAILED"
    message: str
    reason: str
    can_retry_after_seconds: int | UnsetType = UNSET


class KnockPlaced(Event, frozen=True, kw_only=True):
    """To the knocker: they are in the waiting room, and may be admitted at any moment."""

    participant_id: str
    participant_token: str | UnsetType = UNSET
    room_name: str
    host_name: str
    host_present: bool


class KnockEnded(Event, frozen=True, kw_only=True):
    """To the knocker: the knock ended without admission. An admitted knocker joins the room."""

    status: Literal["denied", "expired", "ended"]
    can_retry_after_seconds: int | UnsetType = UNSET


class KnockerAddressed(Event, frozen=True, kw_only=True):
    """To the knocker: a message from a host."""

    sender: str = msgspec.field(name="from")
    content: str


class WaitingChanged(Event, frozen=True, kw_only=True):
    """To every host and co-host: the complete list of people in the waiting room."""

    waiting: list[Waiting]


class AdmittedAll(Event, frozen=True, kw_only=True):
    """To the host who admitted several knockers: their ids, and the ids that found no free seat."""

    admitted: list[str]
    full_for: list[str]


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
    """To clients that know seats: a participant is back, perhaps with another socket."""

    participant_id: str
    old_socket_id: str
    socket_id: str


class PeerUpdated(Event, frozen=True, kw_only=True):
    participant_id: str
    socket_id: str
    display_name: str | UnsetType = UNSET
    role: Literal["host", "cohost", "participant"] | UnsetType = UNSET
    is_host: bool | UnsetType = UNSET


class Reacted(Event, frozen=True, kw_only=True):
    socket_id: str
    emoji: str


class UnmuteRequested(Event, frozen=True, kw_only=True):
    """To a participant: a host asks them to switch the microphone on."""

    by: str


class OfferRelayed(Event, frozen=True, kw_only=True):
    sender_id: str
    user_id: str | UnsetType = UNSET
    display_name: str
    sdp: Raw


class AnswerRelayed(Event, frozen=True, kw_only=True):
    sender_id: str
    sdp: Raw


class CandidateRelayed(Event, frozen=True, kw_only=True):
    sender_id: str
    candidate: Raw


class AudioToggled(Event, frozen=True, kw_only=True):
    socket_id: str
    enabled: bool


class VideoToggled(Event, frozen=True, kw_only=True):
    socket_id: str
    enabled: bool


class ScreenShareStarted(Event, frozen=True, kw_only=True):
    socket_id: str


class ScreenShareStopped(Event, frozen=True, kw_only=True):
    socket_id: str


class HandRaised(Event, frozen=True, kw_only=True):
    socket_id: str
    display_name: str


class HandLowered(Event, frozen=True, kw_only=True):
    socket_id: str


class TypingChanged(Event, frozen=True, kw_only=True):
    socket_id: str
    display_name: str
    is_typing: bool


class MessagesRead(Event, frozen=True, kw_only=True):
    """A page of the chat, oldest first; `more` if the chat continues in the requested direction."""

    messages: list[ChatPosted]
    more: bool


class IceServersGiven(Event, frozen=True, kw_only=True):
    ice_servers: list[IceServer]
    ttl_seconds: int


class Muted(Event, frozen=True, kw_only=True):
    """To the target of a host's mute."""


class Removed(Event, frozen=True, kw_only=True):
    """To a person who may not stay, before the server closes the socket.

    If the credential has ended, `code` says how.
    """

    reason: str
    code: str | UnsetType = UNSET


class TokenRanOut(Event, frozen=True, kw_only=True):
    """To a client with an expired access token: the seconds until its connection ends.

    Another access token prevents the end.
    """

    grace_seconds: float


class SessionEnding(Event, frozen=True, kw_only=True):
    """To a client with a page's session: the seconds until the session ends, unless it is used."""

    seconds_left: float


class SessionProlonged(Event, frozen=True, kw_only=True):
    """To a client that was warned: the session was used, and the seconds until it ends now."""

    seconds_left: float


class TokenRefreshed(Event, frozen=True, kw_only=True):
    """To a client that sent another access token: the seconds until this one expires."""

    expires_in_seconds: int


class LockChanged(Event, frozen=True, kw_only=True):
    locked: bool


class SettingsUpdated(Event, frozen=True, kw_only=True):
    settings: RoomRules


class Moved(Event, frozen=True, kw_only=True):
    """To a peer: a newer connection of the same person has taken over its seat."""


class RoomEnded(Event, frozen=True, kw_only=True):
    reason: str


class ServerRestarting(Event, frozen=True, kw_only=True):
    """To everybody: the server stops, and is back in about this number of seconds."""

    grace_seconds: int


class Refused(Event, frozen=True, kw_only=True):
    """To a caller: its request was refused. Sent if the request asked for no acknowledgement."""

    code: str
    message: str
