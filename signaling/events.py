"""What happened: one frozen Struct each, as it is told to the people it concerns.

The field names in camelCase are the payloads of the native protocol; other dialects pick from
them. Times are ISO 8601 in UTC. A "socket id" is the peer's id, a "participant id" its seat's. They
are one file, as they are one vocabulary: a dialect is silent about families of events by file.
"""

from datetime import datetime
from typing import Literal

import msgspec
from msgspec import UNSET, Raw, UnsetType

from rooms.ice import IceServer

MessageType = Literal["TEXT", "FILE", "SYSTEM"]
WhenHostLeaves = Literal["continue", "lock", "end"]


class Event(msgspec.Struct, frozen=True, kw_only=True, rename="camel", gc=False):
    """Something that happened in a room."""


class Participant(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A seat with its peer, in the state it is in now."""

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


class RoomRules(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The settings of a room that concern the people in it."""

    allow_screen_share: bool = True
    allow_chat: bool = True
    waiting_room: bool = False
    knock_after_removal: bool = True
    allow_microphone: bool = True
    allow_camera: bool = True
    allow_unmute: bool = True
    allow_reactions: bool = True
    allow_rename: bool = True
    max_participants: int = 12
    when_host_leaves: WhenHostLeaves = "continue"
    end_after_minutes: int = 10


class Waiting(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Somebody in the waiting room, as hosts see it; `verified` where there is an account."""

    participant_id: str
    display_name: str
    avatar_color: int
    user_id: str | UnsetType = UNSET
    verified: bool
    since: datetime
    away: bool
    denied_before: int


class Account(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What is said of a message's sender who has an account."""

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
    """To the newcomer: everything about the room at this moment."""

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
    """To the knocker: it waits, and may be admitted at any moment."""

    participant_id: str
    participant_token: str | UnsetType = UNSET
    room_name: str
    host_name: str
    host_present: bool


class KnockEnded(Event, frozen=True, kw_only=True):
    """To the knocker, unless it was admitted, which is told by the room itself."""

    status: Literal["denied", "expired", "ended"]
    can_retry_after_seconds: int | UnsetType = UNSET


class KnockerAddressed(Event, frozen=True, kw_only=True):
    """To the knocker: a host wrote to it."""

    sender: str = msgspec.field(name="from")
    content: str


class WaitingChanged(Event, frozen=True, kw_only=True):
    """To every host and co-host: who waits, whole."""

    waiting: list[Waiting]


class AdmittedAll(Event, frozen=True, kw_only=True):
    """To the host that admitted many: who got in, and who did not find a place any more."""

    admitted: list[str]
    full_for: list[str]


class PeerJoined(Event, frozen=True, kw_only=True):
    participant: Participant


class PeerLeft(Event, frozen=True, kw_only=True):
    socket_id: str
    user_id: str | UnsetType = UNSET


class PeerReconnecting(Event, frozen=True, kw_only=True):
    """To those who know seats: this one's connection is lost and may come back."""

    participant_id: str
    socket_id: str


class PeerResumed(Event, frozen=True, kw_only=True):
    """To those who know seats: somebody is back on its seat, perhaps with another socket."""

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
    """To somebody whom a host asks to switch the microphone on."""

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
    """A page of the chat, oldest first; `more` says whether there is more in that direction."""

    messages: list[ChatPosted]
    more: bool


class IceServersGiven(Event, frozen=True, kw_only=True):
    ice_servers: list[IceServer]
    ttl_seconds: int


class Muted(Event, frozen=True, kw_only=True):
    """To the target of a host's mute."""


class Removed(Event, frozen=True, kw_only=True):
    """To somebody who may not stay, before the socket is closed; `code` says that the credential
    has ended, and how.
    """

    reason: str
    code: str | UnsetType = UNSET


class TokenRanOut(Event, frozen=True, kw_only=True):
    """To whom an access token proved: without another one the connection ends in so long."""

    grace_seconds: float


class SessionEnding(Event, frozen=True, kw_only=True):
    """To whom a page's session proved: unless it is used, it ends in so long."""

    seconds_left: float


class SessionProlonged(Event, frozen=True, kw_only=True):
    """To somebody who was warned: the session was used, and ends in so long."""

    seconds_left: float


class TokenRefreshed(Event, frozen=True, kw_only=True):
    """To somebody who has shown another access token, which runs out in so long."""

    expires_in_seconds: int


class LockChanged(Event, frozen=True, kw_only=True):
    locked: bool


class SettingsUpdated(Event, frozen=True, kw_only=True):
    settings: RoomRules


class Moved(Event, frozen=True, kw_only=True):
    """To a peer whose seat was taken over by a newer connection of the same person."""


class RoomEnded(Event, frozen=True, kw_only=True):
    reason: str


class ServerRestarting(Event, frozen=True, kw_only=True):
    """To everybody: the server ends and is back in about so many seconds."""

    grace_seconds: int


class Refused(Event, frozen=True, kw_only=True):
    """To a caller that asked for no acknowledgement."""

    code: str
    message: str
