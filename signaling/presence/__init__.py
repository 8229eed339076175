"""Who is in which room, right now.

Presence knows seats, peers and rooms; it knows no sockets, users or rows.
A peer is in at most one room, and a room is here only while somebody has a seat in it.

A seat's life:

    take ──▶ arriving ──sit──▶ present ──drop──▶ held ──┐
                │                 ▲  │               │  │ take and sit again
                │                 └──┼───────────────┼──┘
                └──────give_up───────┴───────────────┴────▶ gone (also when a hold runs out)
"""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Any, Literal, Protocol

import msgspec

from rooms.refusals import EntryRefused
from signaling.events import RoomRules
from signaling.presence.pairs import Pairs

Role = Literal["host", "cohost", "participant"]


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """One person's place in a meeting and the state others see; `peer_id` is None while held."""

    id: str
    room_id: str
    owner: str
    user_id: int | None
    display_name: str
    avatar_color: int
    role: Role
    peer_id: str | None = None
    protocol: str = ""
    is_muted: bool = False
    is_muted_by_host: bool = False
    is_video_off: bool = False
    is_screen_sharing: bool = False
    hand_raised_at: datetime | None = None
    is_typing: bool = False

    @property
    def may_host(self) -> bool:
        return self.role != "participant"


class Room(msgspec.Struct, frozen=True, kw_only=True):
    """A room in session, as its rows were at `as_of` by the presence's clock.

    `meeting_id` is "" until the first seat is stored.
    """

    as_of: float
    id: str
    code: str
    name: str
    host: str
    rules: RoomRules
    is_locked: bool = False
    meeting_id: str = ""


class Taken(msgspec.Struct, frozen=True):
    """The outcome of `take`: the seat, and whether it is new or was theirs before."""

    seat: Seat
    is_new: bool


class Sat(msgspec.Struct, frozen=True):
    """The outcome of `sit`: the seat with its peer, and who sat there before, if anybody.

    That may be the same peer, which has joined again.
    """

    seat: Seat
    previous_peer_id: str | None


class Lapsed(msgspec.Struct, frozen=True):
    """What time brought: seats whose hold ran out (gone by now), and typing that ended."""

    expired: Sequence[Seat]
    stopped_typing: Sequence[Seat]


class Presence(Protocol):
    """The store; every method is one atomic step, and unknown ids are answered, not raised."""

    @property
    def pairs(self) -> Pairs:
        """Return who is paired at random, without a room."""

    def now(self) -> float:
        """Return monotonic seconds; only comparable within one store."""

    async def take(
        self,
        room: Room,
        seat: Seat,
        *,
        newcomer_refusal: EntryRefused | None,
        hold_seconds: float,
    ) -> Taken:
        """Give the seat's owner a place in the room, by the rules 3 to 6 of admission.

        A seat of theirs that still stands is given back whatever else holds. A newcomer is
        refused with `newcomer_refusal`, RoomLocked unless the role may pass, or RoomFull. A new
        seat is held for so many seconds until somebody sits on it, and a room begins with its
        first seat. Of what `room` says and what is known of it, the newer one judges: a lock that
        was acknowledged while the rows were being read holds.
        """

    async def sit(self, seat_id: str, peer_id: str, protocol: str) -> Sat | None:
        """Put a peer on a seat: from now on it is seen. None if the seat is gone."""

    async def drop(self, peer_id: str, hold_seconds: float) -> Seat | None:
        """Take the peer off its seat and hold that; None if the peer sits nowhere."""

    async def give_up(self, seat_id: str) -> Seat | None:
        """Remove a seat, and the room with its last one; None if it is gone already."""

    async def seat_of(self, peer_id: str) -> Seat | None: ...

    async def seats(self, room_id: str) -> Sequence[Seat]:
        """Return the seats with a peer, in the order they were taken."""

    async def all_seats(self, room_id: str) -> Sequence[Seat]:
        """Return every seat of the room, held and arriving ones too."""

    async def room(self, room_id: str) -> Room | None: ...

    async def change_seat(self, seat_id: str, **changes: Any) -> Seat | None: ...

    async def change_room(
        self, room_id: str, *, as_of: float | None = None, **changes: Any
    ) -> tuple[Room, Room] | None:
        """Change a room in session and return it before and after.

        `as_of` is when what is to be written was read; now, if it was decided here. None if the
        room isn't in session, or if something newer is known.
        """

    async def begin_meeting(self, room_id: str, meeting_id: str) -> None:
        """Note which stored meeting the room is in; nothing else of the room becomes newer."""

    async def type_until(self, seat_id: str, seconds: float) -> bool:
        """Note that somebody types, for so many seconds; True if it was not known before."""

    async def stop_typing(self, seat_id: str) -> Seat | None:
        """Note that somebody types no more; None if they did not."""

    async def lapse(self) -> Lapsed:
        """Remove what has run out by now."""

    def in_order(self, room_id: str) -> AbstractAsyncContextManager[None]:
        """Let one at a time store a message, or read the chat and sit down, in this room."""
