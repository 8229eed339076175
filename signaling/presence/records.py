"""What presence remembers of people and rooms, and what its steps answer."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import msgspec

from signaling.events import RoomRules

# Before the name that is all there is of a room without a row.
AD_HOC = "ad-hoc:"

Role = Literal["host", "cohost", "participant"]


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """One person's place in a meeting and the state others see.

    `peer_id` is the address of who sits here, and None while nobody does. A peer whose transport
    was lost (`is_lost`) keeps it until the peer is back or the seat is gone. What the others were
    told of that differs by what they understand: `is_reconnecting` was told to those who know
    seats, `is_departed` to those who only know who comes and goes. A peer that is back stays
    departed while it may join again by itself, so that the others hear once that it came. It
    `is_given_up` once whoever was connected to it has surely closed that. A peer `is_back` that was
    lost since it sat down. A seat is not ready while its client can't be connected to yet.
    `room_code` is what clients call the room. Until somebody has sat on it for
    the first time, `arrives_as_of` is when the rows were read by which it was given.
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
    is_lost: bool = False
    is_reconnecting: bool = False
    is_departed: bool = False
    is_given_up: bool = False
    is_back: bool = False
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
    def may_host(self) -> bool:
        return self.role != "participant"

    @property
    def is_ad_hoc(self) -> bool:
        return self.room_id.startswith(AD_HOC)

    @property
    def is_owner(self) -> bool:
        return self.role == "host" and not self.is_acting_host


class Knock(msgspec.Struct, frozen=True, kw_only=True):
    """One person in the waiting room, with the seat that admission would give.

    `is_away` while the transport is lost; `denied_before` counts how often hosts said no. A client
    that cannot wait hears at `answered_by`, a time of the presence's clock, that it is not admitted
    yet. From then on the knock has no peer: `peer_id` is "" until the person asks again.
    """

    seat: Seat
    peer_id: str
    protocol: str
    since: datetime
    is_away: bool = False
    denied_before: int = 0
    network: str = ""
    """Whose knocks are counted together; "" where the client has no address."""
    answered_by: float | None = None
    order: float = 0
    """When the person began to wait by the presence's clock; `since` may step back."""

    @property
    def id(self) -> str:
        """Return the id of the seat to be, by which hosts name the knocker."""
        return self.seat.id


class Room(msgspec.Struct, frozen=True, kw_only=True):
    """A room in session, as its rows were at `as_of` by the presence's clock.

    `host` is the owner as a seat's `owner`. `meeting_id` is "" until the first seat is stored. An
    ad-hoc room has no rows, and so neither of the two; but it may have a password.
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
        """Compare in the same time for every wrong password."""
        return secrets.compare_digest(self.password.encode(), password.encode())


class Taken(msgspec.Struct, frozen=True):
    """The outcome of `take`: the seat, whether it is new or was theirs before.

    `has_waited`: the person was in the waiting room until now.
    """

    seat: Seat
    is_new: bool
    has_waited: bool = False


class Knocked(msgspec.Struct, frozen=True):
    """The other outcome of `take`: a place in the waiting room, and who waited there before."""

    knock: Knock
    previous_peer_id: str | None


class Denied(msgspec.Struct, frozen=True):
    """The outcome of `deny`; None seconds mean: not again in this meeting."""

    knock: Knock
    retry_after_seconds: int | None


class Sat(msgspec.Struct, frozen=True):
    """The outcome of `sit`: the seat with its peer, and the seat as it was before.

    `stood_down` is the seat that acted as host until the owner sat down just now. `left` is the
    seat, as it was, that the same peer had in another room; it is given up in a moment. The peer
    `moved` waited for this seat until now, in another tab of the person.
    """

    seat: Seat
    before: Seat
    stood_down: Seat | None = None
    left: Seat | None = None
    moved: str | None = None


class GivenUp(msgspec.Struct, frozen=True):
    """A seat that is gone; with the last one of a room, everybody in its waiting room is too.

    `expected_peer_id` was about to sit on it.
    """

    seat: Seat
    turned_away: Sequence[Knock] = ()
    expected_peer_id: str | None = None


class Emptied(msgspec.Struct, frozen=True):
    """Who was in a room when it was closed, and who waited or was about to sit on a seat."""

    seats: Sequence[Seat]
    turned_away: Sequence[Knock]


class Lapsed(msgspec.Struct, frozen=True):
    """What time brought, in the order in which it is told."""

    stopped_typing: Sequence[Seat]
    listening: Sequence[Seat]
    """Seats whose clients, which start over, listen from now on."""
    ready: Sequence[Seat]
    """Seats whose clients can be connected to from now on."""
    reconnecting: Sequence[Seat]
    """Lost seats of which those who know seats are told now."""
    departed: Sequence[Seat]
    """Lost seats that are told as gone, now, to those who don't know seats."""
    not_rejoined: Sequence[Seat]
    """Seats whose peers came back after that and did not sit down again by themselves; they are
    departed still."""
    expired: Sequence[GivenUp]
    """Seats whose hold ran out; they are gone by now."""
    unanswered_knocks: Sequence[Knock]
    """Knocks whose clients can't wait any longer, as they were before they lost their peer."""
    expired_knocks: Sequence[Knock]
    hostless: Sequence[str]
    """Rooms whose host has been away for so long that the room's policy applies."""
    over: Sequence[str]
    """Rooms that end now because their host did not come back."""
