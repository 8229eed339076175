"""The records of the presence store: seats, knocks, rooms, and the results of its methods.

Every record is immutable. Times that are `datetime` are wall-clock times; times that are `float`
are seconds of the presence's clock.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import msgspec

from signaling.protocol.events import RoomRules

# The prefix of the id of an ad-hoc room, before its name. An ad-hoc room has no row.
AD_HOC = "ad-hoc:"

Role = Literal["host", "cohost", "participant"]


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """One person's place in a meeting, and the state that others see.

    `peer_id` is the address of the peer on this seat, or None if no peer sits here. A peer that has
    lost its transport (`is_lost`) keeps the seat until the peer is back or the seat is gone. The
    others are told of the loss by the protocol they use: clients that know seats were told
    `is_reconnecting`, and the other clients were told `is_departed`. A peer that is back stays
    departed while it may join again by itself, so that the others are told only once that it
    joined. `is_given_up` is set when the clients that were connected to the peer have certainly
    closed their connections. `is_back` is set on a peer that was lost and is back since it sat
    down. A seat is not ready (`is_ready`) until its client can accept connections. `room_code` is
    the name that clients use for the room. Until a peer sits on the seat for the first time,
    `arrives_as_of` is the time when the rows were read by which the seat was given.
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
    seat is stored. An ad-hoc room has no rows; both fields are "", and it may have a password.
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
        """Compare a password in a time that does not depend on its correct part."""
        return secrets.compare_digest(self.password.encode(), password.encode())


class Taken(msgspec.Struct, frozen=True):
    """The result of `take` with a seat.

    `is_new` is False if the person had the seat before and a peer has sat on it. `has_waited` is
    True if the person was in the waiting room until now.
    """

    seat: Seat
    is_new: bool
    has_waited: bool = False


class Knocked(msgspec.Struct, frozen=True):
    """The result of `take` with a place in the waiting room.

    `previous_peer_id` is the peer that waited for the same person until now, if any.
    """

    knock: Knock
    previous_peer_id: str | None


class Denied(msgspec.Struct, frozen=True):
    """The result of `deny`. If `retry_after_seconds` is None, the person can't knock again.

    This holds until the meeting ends.
    """

    knock: Knock
    retry_after_seconds: int | None


class Sat(msgspec.Struct, frozen=True):
    """The result of `sit`: the seat with its peer, and the seat as it was before.

    `stood_down` is the seat that acted as host until the owner sat down on `seat`. `left` is the
    seat that the same peer had in another room, as it was; `lapse` gives it up. `moved` is the peer
    that waited for this seat until now, in another tab of the person.
    """

    seat: Seat
    before: Seat
    stood_down: Seat | None = None
    left: Seat | None = None
    moved: str | None = None


class GivenUp(msgspec.Struct, frozen=True):
    """A seat that was removed. With the last seat of a room, its whole waiting room ends.

    `turned_away` are the knocks that ended with the seat. `expected_peer_id` is the admitted peer
    that was about to sit on it.
    """

    seat: Seat
    turned_away: Sequence[Knock] = ()
    expected_peer_id: str | None = None


class Emptied(msgspec.Struct, frozen=True):
    """The seats of a room that was closed, and the knocks that ended with it.

    `turned_away` also has the knocks of admitted peers that had not sat down yet.
    """

    seats: Sequence[Seat]
    turned_away: Sequence[Knock]


class Lapsed(msgspec.Struct, frozen=True):
    """The changes that `lapse` made, in the order in which clients are told of them."""

    stopped_typing: Sequence[Seat]
    listening: Sequence[Seat]
    """Seats of clients that started over and now listen to events."""
    ready: Sequence[Seat]
    """Seats of clients that can now accept connections."""
    reconnecting: Sequence[Seat]
    """Lost seats that are now shown as reconnecting to clients that know seats."""
    departed: Sequence[Seat]
    """Lost seats that are now shown as gone to clients that don't know seats."""
    not_rejoined: Sequence[Seat]
    """Seats whose peers recovered after they departed, and did not join again by themselves. They
    are still departed."""
    expired: Sequence[GivenUp]
    """Seats that were removed because their hold ran out."""
    unanswered_knocks: Sequence[Knock]
    """Knocks of clients that can't wait any longer, as they were before they lost their peer."""
    expired_knocks: Sequence[Knock]
    hostless: Sequence[str]
    """Rooms whose host has been away for so long that the room's policy applies."""
    over: Sequence[str]
    """Rooms that end now because their host did not come back."""
