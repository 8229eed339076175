"""The records of presence: rooms in session, seats and knocks.

Every record is immutable. Times that are `datetime` are wall-clock times; times that are `float`
are seconds of the presence's clock.
"""

import secrets
from datetime import datetime
from typing import Literal

import msgspec

from rooms.access import AdmissionStatus
from rooms.refusals import EntryRefused

# The prefix of the id of an ad-hoc room, before its name. An ad-hoc room has no row.
AD_HOC = "ad-hoc:"

Role = Literal["host", "cohost", "participant"]
WhenHostLeaves = Literal["continue", "lock", "end"]
# The sources of a person: the sound and the picture of a device, and those of a shared screen.
Source = Literal["microphone", "camera", "screen", "screen-sound"]
PictureSource = Literal["camera", "screen"]
MediaServerUse = Literal["auto", "always", "never"]
# The path of a room's media between clients. Direct links carry only sound if no media server is
# left and there are too many people for pictures.
MediaPath = Literal["mesh", "server", "sound-only"]
# How the media of one person flow now: "mixed" while some use direct links and others do not.
MediaWay = Literal["direct", "server", "mixed"]


class RoomRules(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The settings of a room that its participants need to know."""

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
    media_server: MediaServerUse = "auto"


class TransportState(msgspec.Struct, frozen=True, kw_only=True):
    """The state of a peer's transport, and what the others were told about it."""

    is_lost: bool = False
    is_reconnecting: bool = False
    """Clients that know seats were told that the peer is reconnecting."""
    is_departed: bool = False
    """The other clients were told that the peer has left.

    A peer that is back stays departed while it may join again by itself, so that the others are
    told only once that it joined.
    """
    is_unreachable: bool = False
    """The clients that were connected to the peer have certainly closed their connections."""
    is_recovered: bool = False
    """The peer was lost and has come back since it sat down."""


CONNECTED = TransportState()


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """One person's place in a meeting, and the state that others see.

    `peer_id` is the address of the peer on this seat, or None if no peer sits here. A peer that has
    lost its transport keeps the seat until the peer is back or the seat is gone. A seat is not
    ready (`is_ready`) until its client can accept connections. `room_code` is the name that clients
    use for the room. Until a peer sits on the seat for the first time, `arrives_as_of` is the time
    when the rows were read by which the seat was given.
    """

    id: str
    room_id: str
    room_code: str = ""
    owner: str
    user_id: int | None
    display_name: str
    avatar_color: int
    role: Role
    since: datetime
    arrives_as_of: float | None = None
    peer_id: str | None = None
    protocol: str = ""
    knows_seats: bool = False
    has_two_pictures: bool = False
    """The client sends and receives a screen beside the camera on a direct link."""
    knows_media_server: bool = False
    """The client can send and receive through a media server."""
    transport: TransportState = CONNECTED
    return_key: str = ""
    """The key by which a guest on this seat is recognised on another connection."""
    is_acting_host: bool = False
    is_ready: bool = True
    has_shown_media: bool = False
    is_muted: bool = False
    is_muted_by_host: bool = False
    is_video_off: bool = False
    is_screen_sharing: bool = False
    hand_raised_at: datetime | None = None
    is_typing: bool = False

    @property
    def is_arriving(self) -> bool:
        return self.arrives_as_of is not None

    @property
    def is_lost(self) -> bool:
        return self.transport.is_lost

    @property
    def is_departed(self) -> bool:
        return self.transport.is_departed

    @property
    def may_host(self) -> bool:
        return self.role != "participant"

    @property
    def is_ad_hoc(self) -> bool:
        return self.room_id.startswith(AD_HOC)

    @property
    def is_owner(self) -> bool:
        return self.role == "host" and not self.is_acting_host


class Knock(msgspec.Struct, frozen=True, kw_only=True):
    """One person in the waiting room, with the seat that the person gets on admission.

    `is_away` is set while the transport is lost, and `denied_before` counts the denials by hosts. A
    client that cannot wait is told at `answered_by`, a time of the presence's clock, that it is not
    admitted yet. Then the knock has no peer: `peer_id` is "" until the person asks again.
    """

    seat: Seat
    peer_id: str
    protocol: str
    since: datetime
    is_away: bool = False
    denied_before: int = 0
    network: str = ""
    """Knocks from the same network are counted together; "" if the client has no address."""
    answered_by: float | None = None
    order: float = 0
    """The time by the presence's clock when the person began to wait.

    `since` does not give the order, because the wall clock may be set back.
    """

    @property
    def id(self) -> str:
        """Return the id of the future seat, which hosts use to name the knocker."""
        return self.seat.id


class Room(msgspec.Struct, frozen=True, kw_only=True):
    """A room in session, with the state of its rows at `as_of`, a time of the presence's clock.

    `host` is the room's owner, in the form of a seat's `owner`. `meeting_id` is "" until the first
    seat is stored. An ad-hoc room has no rows; both fields are "", and it may have a password, of
    which `password` is a keyed hash.
    """

    as_of: float
    id: str
    code: str
    name: str
    host: str
    rules: RoomRules
    host_name: str = ""
    is_locked: bool = False
    meeting_id: str = ""
    password: str = ""

    @property
    def is_ad_hoc(self) -> bool:
        return self.id.startswith(AD_HOC)

    def has_password(self, password: str) -> bool:
        """Compare the hash of a password in a time that does not depend on its correct part."""
        return secrets.compare_digest(self.password.encode(), password.encode())


class EntryRequest(msgspec.Struct, frozen=True):
    """A person who asks for a place in a room, with the rows as they were read.

    `room` is the room by these rows. `knock` has the seat that the person gets, and its peer.
    `newcomer_refusal` is raised unless the person already has a seat.
    """

    room: Room
    knock: Knock
    status: AdmissionStatus = "newcomer"
    newcomer_refusal: EntryRefused | None = None
