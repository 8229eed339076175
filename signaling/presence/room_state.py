"""One room in session: its seats, its waiting room, denials, removals and assigned roles.

A session knows its own room. It does not know other rooms, deadlines or the clock; callers pass
times in, and `MemoryPresence` connects the sessions. Nothing here awaits. A person has at most one
seat and one knock in a session.
"""

import asyncio
import math
from typing import NamedTuple

from django.conf import settings
from msgspec.structs import replace

from rooms.access import AdmissionStatus, RowsOutdated
from rooms.admission import has_to_knock
from rooms.refusals import (
    EntryRefused,
    KnockDenied,
    RoomFull,
    RoomLocked,
    WaitingRoomFull,
)
from signaling.presence.records import Knock, Role, Room, Seat

# After this number of denials, a person can't knock again in the same meeting.
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
    """The result for a newcomer who is not refused: a seat, or a place in the waiting room."""

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
        """The id of the seat that acts for an absent host, and the role that it gets back."""
        self.order = asyncio.Lock()
        self.decisions = asyncio.Lock()
        self._changed_at = -math.inf
        """The time of the last change of the lock, the rules, or the removed people."""
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
        """Replace the room's state, and note the time of a change of its lock or rules."""
        if (room.is_locked, room.rules) != (self.room.is_locked, self.room.rules):
            self._changed_at = max(self._changed_at, room.as_of)
        self.room = room

    def check_unchanged(self, seat: Seat, as_of: float) -> None:
        """Raise RowsOutdated if the rules for entry or the person's role changed after `as_of`."""
        assigned = self._assigned.get(seat.owner)
        if self._changed_at > as_of or (assigned is not None and assigned.at > as_of):
            raise RowsOutdated

    def judge(
        self,
        room: Room,
        knock: Knock,
        standing: AdmissionStatus,
        newcomer_refusal: EntryRefused | None,
        now: float,
    ) -> Judged:
        """Apply the rules 4 to 7 of admission to a newcomer.

        This uses the newcomer's rows and the later decisions in this session. Raises the refusal. A
        person who already waits keeps the place when the room is locked.
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
        """Raise RoomLocked or RoomFull, by the newer of the two states of the room."""
        newest = self.newest(room)
        if newest.is_locked and not seat.may_host:
            raise RoomLocked
        if self.is_full_for(seat.owner, newest.rules.max_participants):
            raise RoomFull

    def newest(self, room: Room) -> Room:
        return max(room, self.room, key=lambda known: known.as_of)

    def is_full_for(self, owner: str, places: int) -> bool:
        """Tell whether a person gets no seat; one place is kept for the room's absent host."""
        host = self.room.host
        kept = 0 if owner == host or host in self.seat_ids or not host else 1
        return len(self.seats) + kept >= places

    def must_knock(self, room: Room, seat: Seat, standing: AdmissionStatus) -> bool:
        """Tell whether a newcomer has to knock; raise the refusal of an earlier removal.

        Rows that were read before a removal do not contain it yet.
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
        """Return the newcomer's knock with its denials; raise KnockDenied or WaitingRoomFull."""
        times, at = self._denials.get(knock.seat.owner, _Denials(0, 0))
        if times >= _MOST_DENIALS:
            raise KnockDenied
        wait_seconds = at + settings.KNOCK_AGAIN_SECONDS - now
        if times and wait_seconds > 0:
            raise KnockDenied(retry_after_seconds=math.ceil(wait_seconds))
        self._check_waiting_places(knock)
        return replace(knock, denied_before=times)

    def _check_waiting_places(self, knock: Knock) -> None:
        """Raise WaitingRoomFull if there is no place for a knock.

        Some places are kept for accounts. The limit for each network applies only to guests.
        """
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
        """Store a denial; return the seconds until the knocker may knock again, None for never."""
        knock = self.knocks[knock_id]
        times = knock.denied_before + 1
        self._denials[knock.seat.owner] = _Denials(times, now)
        return None if times >= _MOST_DENIALS else settings.KNOCK_AGAIN_SECONDS

    def take_back_denial(self, knock: Knock) -> None:
        """Undo a denial. Earlier denials still count, but the knocker may knock again at once."""
        self._denials.pop(knock.seat.owner, None)
        if knock.denied_before:
            self._denials[knock.seat.owner] = _Denials(knock.denied_before, -math.inf)

    def role_of(self, seat: Seat, as_of: float) -> Role:
        """Return the seat's role by the rows of `as_of`, or the role that was assigned since."""
        assigned = self._assigned.get(seat.owner)
        return seat.role if assigned is None or assigned.at < as_of else assigned.role

    def assign(self, owner: str, role: Role, at: float) -> Seat | None:
        """Give a person a role, on its seat or in its knock; return the person's seat, if any."""
        self._assigned[owner] = _Assigned(role, at)
        if (knock := self.knock_of_owner(owner)) is not None:
            self.put_knock(replace(knock, seat=replace(knock.seat, role=role)))
        seat = self.seat_of_owner(owner)
        return None if seat is None else self.give_role(seat, role)

    def give_role(self, seat: Seat, role: Role) -> Seat:
        """Change a seat's role; an acting host gets the role when it stops acting."""
        if seat.is_acting_host:
            self.acting = seat.id, role
            return seat
        return self.put_seat(replace(seat, role=role))

    def appoint(self) -> Seat | None:
        """Make a person act for the host; return None if one already does, or no one may."""
        seat = self._successor()
        if seat is None or self.acting is not None:
            return None
        self.acting = seat.id, seat.role
        return self.put_seat(replace(seat, role="host", is_acting_host=True))

    def _successor(self) -> Seat | None:
        """Return the seat of the earliest co-host, or else of the earliest person with an account.

        Only seats with a connected peer count.
        """
        present = [seat for seat in self.seats.values() if seat.peer_id and not seat.is_lost]
        cohosts = [seat for seat in present if seat.role == "cohost"]
        accounts = [seat for seat in present if seat.user_id is not None]
        return next(iter([*cohosts, *accounts]), None)

    def stand_down(self) -> Seat | None:
        """Give the acting host its own role back; return the seat, or None if there is none."""
        if self.acting is None:
            return None
        seat_id, role = self.acting
        self.acting = None
        return self.put_seat(replace(self.seats[seat_id], role=role, is_acting_host=False))
