"""One room in session: its seats, its waiting room, and who was sent away from either.

Nothing here waits, knows the time or other rooms; `MemoryPresence` keeps those together.
"""

import asyncio
import math
from typing import NamedTuple

from django.conf import settings
from msgspec.structs import replace

from rooms.admission import RowsOutdated, Standing, has_to_knock
from rooms.refusals import (
    EntryRefused,
    KnockDenied,
    RoomFull,
    RoomLocked,
    WaitingRoomFull,
)
from signaling.presence.records import Knock, Role, Room, Seat

# Nobody asks a third time in one meeting.
_MOST_DENIALS = 2


class _Denials(NamedTuple):
    times: int
    at: float


class _Assigned(NamedTuple):
    role: Role
    at: float


class _TurnedOut(NamedTuple):
    at: float
    refusal: EntryRefused | None


class Judged(NamedTuple):
    """What becomes of a newcomer who is not refused: a seat, or a place in the waiting room."""

    knock: Knock
    has_to_knock: bool


class Session:
    def __init__(self, room: Room) -> None:
        self.room = room
        self.seats: dict[str, Seat] = {}
        self.seat_ids: dict[str, str] = {}
        self.knocks: dict[str, Knock] = {}
        self.knock_ids: dict[str, str] = {}
        self.acting: tuple[str, Role] | None = None
        """The seat that acts for an absent host, and the role it had before."""
        self.order = asyncio.Lock()
        self.decisions = asyncio.Lock()
        self._changed_at = -math.inf
        """When it last changed who may enter: the lock, the rules, or who was sent away."""
        self._denials: dict[str, _Denials] = {}
        self._turned_out: dict[str, _TurnedOut] = {}
        self._assigned: dict[str, _Assigned] = {}

    def is_empty(self) -> bool:
        return not self.seats and not self.knocks

    def seat_of_owner(self, owner: str) -> Seat | None:
        seat_id = self.seat_ids.get(owner)
        return None if seat_id is None else self.seats[seat_id]

    def knock_of_owner(self, owner: str) -> Knock | None:
        knock_id = self.knock_ids.get(owner)
        return None if knock_id is None else self.knocks[knock_id]

    def knows(self, owner: str) -> bool:
        return owner in self.seat_ids or owner in self.knock_ids

    def change(self, room: Room) -> None:
        """Note what the room is like from now on."""
        if (room.is_locked, room.rules) != (self.room.is_locked, self.room.rules):
            self._changed_at = max(self._changed_at, room.as_of)
        self.room = room

    def check_unchanged(self, seat: Seat, as_of: float) -> None:
        """Raise RowsOutdated where it has changed since then who may enter, or this person may."""
        assigned = self._assigned.get(seat.owner)
        if self._changed_at > as_of or (assigned is not None and assigned.at > as_of):
            raise RowsOutdated

    def judge(
        self,
        room: Room,
        knock: Knock,
        standing: Standing,
        newcomer_refusal: EntryRefused | None,
        now: float,
    ) -> Judged:
        """Apply the rules 4 to 7 to a newcomer, by its rows and by what was decided here since.

        Raises the refusal. Somebody who waits already keeps the place when the room is locked.
        """
        seat, earlier = knock.seat, self.knock_of_owner(knock.seat.owner)
        keeps_its_place = earlier is not None and isinstance(newcomer_refusal, RoomLocked)
        if newcomer_refusal is not None and not keeps_its_place:
            raise newcomer_refusal
        if not self.must_knock(room, seat, standing):
            self.check_lock_and_places(room, seat)
            return Judged(knock, has_to_knock=False)
        if earlier is None:
            self.check_lock_and_places(room, seat)
            knock = self.judge_knock(knock, now)
        return Judged(knock, has_to_knock=True)

    def check_lock_and_places(self, room: Room, seat: Seat) -> None:
        """Raise RoomLocked or RoomFull; of the two states of the room the newer one judges."""
        newest = self.newest(room)
        if newest.is_locked and not seat.may_host:
            raise RoomLocked
        if self.is_full_for(seat.owner, newest.rules.max_participants):
            raise RoomFull

    def newest(self, room: Room) -> Room:
        return max(room, self.room, key=lambda known: known.as_of)

    def is_full_for(self, owner: str, places: int) -> bool:
        """One place is kept for a host who is absent, where the room has one."""
        host = self.room.host
        kept = 0 if owner == host or host in self.seat_ids or not host else 1
        return len(self.seats) + kept >= places

    def must_knock(self, room: Room, seat: Seat, standing: Standing) -> bool:
        """Tell whether a newcomer has to knock; raise what it was sent away with.

        Rows that were read before a removal don't know of it yet.
        """
        turned_out = self._turned_out.get(seat.owner)
        if turned_out is not None and turned_out.at >= room.as_of:
            if turned_out.refusal is not None:
                raise turned_out.refusal
            standing = "removed"
        return has_to_knock(seat.role, standing, waiting_room=self.newest(room).rules.waiting_room)

    def turn_out(self, owner: str, at: float, refusal: EntryRefused | None) -> None:
        self._turned_out[owner] = _TurnedOut(at, refusal)
        self._changed_at = at

    def put_seat(self, seat: Seat) -> Seat:
        self.seats[seat.id] = seat
        self.seat_ids[seat.owner] = seat.id
        return seat

    def remove_seat(self, seat_id: str) -> Seat:
        seat = self.seats.pop(seat_id)
        del self.seat_ids[seat.owner]
        if self.acting is not None and self.acting[0] == seat_id:
            self.acting = None
        return seat

    def put_knock(self, knock: Knock) -> Knock:
        self.knocks[knock.id] = knock
        self.knock_ids[knock.seat.owner] = knock.id
        return knock

    def remove_knock(self, knock_id: str) -> Knock:
        knock = self.knocks.pop(knock_id)
        del self.knock_ids[knock.seat.owner]
        return knock

    def judge_knock(self, knock: Knock, now: float) -> Knock:
        """Let a newcomer knock; raise KnockDenied or WaitingRoomFull."""
        times, at = self._denials.get(knock.seat.owner, _Denials(0, 0))
        if times >= _MOST_DENIALS:
            raise KnockDenied
        wait_seconds = at + settings.KNOCK_AGAIN_SECONDS - now
        if times and wait_seconds > 0:
            raise KnockDenied(retry_after_seconds=math.ceil(wait_seconds))
        self._check_waiting_places(knock)
        return replace(knock, denied_before=times)

    def _check_waiting_places(self, knock: Knock) -> None:
        """Raise WaitingRoomFull; some places are kept for accounts, which no address limits."""
        if len(self.knocks) >= settings.MOST_KNOCKERS:
            raise WaitingRoomFull
        if knock.seat.user_id is not None:
            return
        guests = [one for one in self.knocks.values() if one.seat.user_id is None]
        if len(guests) >= settings.MOST_KNOCKERS - settings.KNOCKERS_KEPT_FOR_ACCOUNTS:
            raise WaitingRoomFull
        neighbours = [one for one in guests if one.network == knock.network]
        if knock.network and len(neighbours) >= settings.KNOCKERS_PER_ADDRESS:
            raise WaitingRoomFull("Too many people are waiting from your network already")

    def note_denial(self, knock_id: str, now: float) -> int | None:
        """Remember that a knocker was denied; return when it may ask again, None for never."""
        knock = self.knocks[knock_id]
        times = knock.denied_before + 1
        self._denials[knock.seat.owner] = _Denials(times, now)
        return None if times >= _MOST_DENIALS else settings.KNOCK_AGAIN_SECONDS

    def take_back_denial(self, knock: Knock) -> None:
        """Let a denial not have happened; those before it don't keep the knocker waiting."""
        self._denials.pop(knock.seat.owner, None)
        if knock.denied_before:
            self._denials[knock.seat.owner] = _Denials(knock.denied_before, -math.inf)

    def role_of(self, seat: Seat, as_of: float) -> Role:
        """Return the seat's role by rows that were read then, or what was assigned since."""
        assigned = self._assigned.get(seat.owner)
        return seat.role if assigned is None or assigned.at < as_of else assigned.role

    def assign(self, owner: str, role: Role, at: float) -> Seat | None:
        """Give a person a role, on its seat or on the one it waits for; return its seat."""
        self._assigned[owner] = _Assigned(role, at)
        if (knock := self.knock_of_owner(owner)) is not None:
            self.put_knock(replace(knock, seat=replace(knock.seat, role=role)))
        seat = self.seat_of_owner(owner)
        return None if seat is None else self.give_role(seat, role)

    def give_role(self, seat: Seat, role: Role) -> Seat:
        """Change a seat's role; who acts for the host has it afterwards."""
        if seat.is_acting_host:
            self.acting = seat.id, role
            return seat
        return self.put_seat(replace(seat, role=role))

    def appoint(self) -> Seat | None:
        """Let somebody act for the host; None if somebody does, or nobody may."""
        seat = self._successor()
        if seat is None or self.acting is not None:
            return None
        self.acting = seat.id, seat.role
        return self.put_seat(replace(seat, role="host", is_acting_host=True))

    def _successor(self) -> Seat | None:
        """Return the earliest co-host, or else who has an account and has been here longest."""
        present = [seat for seat in self.seats.values() if seat.peer_id and not seat.is_lost]
        cohosts = [seat for seat in present if seat.role == "cohost"]
        accounts = [seat for seat in present if seat.user_id is not None]
        return next(iter([*cohosts, *accounts]), None)

    def stand_down(self) -> Seat | None:
        """Give the acting host the role back that it had; return the seat."""
        if self.acting is None:
            return None
        seat_id, role = self.acting
        self.acting = None
        return self.put_seat(replace(self.seats[seat_id], role=role, is_acting_host=False))
