"""The presence store of one process, in dictionaries.

No method awaits between reading and writing; therefore every method is atomic on one event loop.
Admission, seats and waiting rooms have modules of their own. This module connects them.
"""

import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from msgspec.structs import replace

from rooms.access import AdmissionStatus
from rooms.refusals import EntryRefused
from signaling.presence.memory_admission import MemoryAdmission
from signaling.presence.memory_pairs import MemoryPairs
from signaling.presence.memory_seats import MemorySeats
from signaling.presence.memory_waiting import MemoryWaiting
from signaling.presence.negotiated_peers import MemoryAcquaintances
from signaling.presence.outdated import OutdatedRows
from signaling.presence.records import (
    Denied,
    Emptied,
    GivenUp,
    Knock,
    Knocked,
    Lapsed,
    Role,
    Room,
    Sat,
    Seat,
    Taken,
)
from signaling.presence.registers import Registers


class MemoryPresence:
    """See `Presence`. Times are monotonic seconds of `clock`."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.pairs = MemoryPairs(clock)
        self._clock = clock
        self.acquaintances = MemoryAcquaintances()
        self._outdated = OutdatedRows(clock)
        self._registers = Registers(self.acquaintances, self._outdated)
        self._seats = MemorySeats(self._registers, clock)
        self._waiting = MemoryWaiting(self._registers, self._seats, clock)
        self._admission = MemoryAdmission(
            self._registers, self._seats, self._waiting, self._outdated, clock
        )

    def now(self) -> float:
        return self._clock()

    def is_empty(self) -> bool:
        parts = self._registers, self._seats, self._waiting, self.acquaintances
        return all(part.is_empty() for part in parts)

    async def take(
        self,
        room: Room,
        knock: Knock,
        *,
        standing: AdmissionStatus,
        newcomer_refusal: EntryRefused | None,
        hold_seconds: float,
    ) -> Taken | Knocked:
        return self._admission.take(room, knock, standing, newcomer_refusal, hold_seconds)

    def judge(
        self,
        room: Room,
        knock: Knock,
        *,
        standing: AdmissionStatus,
        newcomer_refusal: EntryRefused | None,
    ) -> None:
        self._admission.judge(room, knock, standing, newcomer_refusal)

    async def outdate(self, room_id: str) -> None:
        self._outdated.note(room_id)

    async def admit(self, knock_id: str, hold_seconds: float) -> Knock | None:
        return self._waiting.admit(knock_id, hold_seconds)

    async def settle(self, seat_id: str) -> None:
        await self.change_seat(seat_id, arrives_as_of=None)

    async def deny(self, knock_id: str) -> Denied | None:
        return self._waiting.deny(knock_id)

    async def undo_deny(self, knock: Knock) -> bool:
        return self._waiting.undo_deny(knock)

    async def withdraw(self, peer_id: str) -> Knock | Seat | None:
        return self._waiting.withdraw(peer_id)

    async def end_knock(self, knock_id: str) -> None:
        self._waiting.end(knock_id)

    def waiting(self, room_id: str) -> Sequence[Knock]:
        return self._waiting.waiting(room_id)

    async def sit(
        self,
        seat_id: str,
        peer_id: str,
        protocol: str,
        *,
        knows_seats: bool = False,
        expected: bool = False,
        ready_seconds: float = 0,
        listens_seconds: float = 0,
    ) -> Sat | None:
        before = self._registers.seat(seat_id)
        if before is None or (expected and self._registers.expected_seat(peer_id) != seat_id):
            return None
        self._admission.check_arrival(before)
        left = self._leave_another_room(peer_id, seat_id)
        # A peer that sits down, for the first time or again, makes new connections to all others.
        self.acquaintances.forget(peer_id)
        sat = self._seats.sit(
            before,
            peer_id,
            protocol,
            knows_seats=knows_seats,
            ready_seconds=ready_seconds,
            listens_seconds=listens_seconds,
        )
        waited = self._registers.forget_wait(seat_id)
        return replace(sat, left=left, moved=waited)

    async def lose(self, peer_id: str, hold_seconds: float) -> Seat | Knock | None:
        if self._registers.lose_expected(peer_id, is_lost=True):
            return None
        if (knock := self._registers.knock_of_peer(peer_id)) is not None:
            return self._waiting.lose(knock)
        seat = self._registers.seat_of_peer(peer_id)
        if seat is None or seat.is_lost:
            return None
        self._seats.lose(seat, hold_seconds)
        return seat

    async def recover(self, peer_id: str, rejoin_seconds: float = 0) -> Seat | Knock | None:
        if self._registers.lose_expected(peer_id, is_lost=False):
            return None
        if (knock := self._registers.knock_of_peer(peer_id)) is not None:
            return self._waiting.recover(knock)
        seat = self._registers.seat_of_peer(peer_id)
        if seat is None or not seat.is_lost:
            return None
        self._seats.recover(seat, rejoin_seconds)
        return seat

    async def begin_rejoin(self, peer_id: str, seconds: float) -> None:
        seat = self._registers.seat_of_peer(peer_id)
        if seat is not None:
            self._seats.begin_rejoin(seat, seconds)

    def is_rejoining(self, peer_id: str) -> bool:
        seat = self._registers.seat_of_peer(peer_id)
        return seat is not None and self._seats.is_rejoining(seat)

    async def drop(self, peer_id: str, hold_seconds: float) -> Seat | None:
        self._registers.forget_expected(peer_id)
        seat = self._registers.seat_of_peer(peer_id)
        if seat is not None:
            self._seats.drop(seat, hold_seconds)
        return seat

    async def give_up(self, seat_id: str) -> GivenUp | None:
        session = self._registers.session_of_seat(seat_id)
        if session is None:
            return None
        is_last = len(session.seats) == 1
        expected = self._registers.expected_knock(seat_id)
        seat = self._seats.remove(seat_id)
        turned_away = self._waiting.turn_away_all(session) if is_last else ()
        return GivenUp(seat, turned_away, None if expected is None else expected.peer_id)

    async def abandon(self, seat_id: str) -> None:
        seat = self._registers.seat(seat_id)
        if seat is not None and seat.is_arriving:
            self._waiting.wait_again(seat)
            self._seats.remove(seat_id)

    async def turn_out(self, owner: str, room_id: str, refusal: EntryRefused | None) -> None:
        session = self._registers.sessions.get(room_id)
        if session is None:
            self._outdated.note(room_id)
        else:
            session.turn_out(owner, self.now(), refusal)

    async def close(self, room_id: str) -> Emptied:
        session = self._registers.sessions.get(room_id)
        if session is None:
            return Emptied([], [])
        expected = [self._registers.expected_knock(seat_id) for seat_id in session.seats]
        seats = [self._seats.remove(seat_id) for seat_id in list(session.seats)]
        waiting = self._waiting.turn_away_all(session)
        return Emptied(seats, [*filter(None, expected), *waiting])

    def seat_of(self, peer_id: str) -> Seat | None:
        return self._registers.seat_of_peer(peer_id)

    def knock_of(self, peer_id: str) -> Knock | None:
        return self._registers.knock_of_peer(peer_id)

    def seats(self, room_id: str) -> Sequence[Seat]:
        return [seat for seat in self.all_seats(room_id) if seat.peer_id is not None]

    def all_seats(self, room_id: str) -> Sequence[Seat]:
        session = self._registers.sessions.get(room_id)
        return list(session.seats.values()) if session else []

    def room(self, room_id: str) -> Room | None:
        session = self._registers.sessions.get(room_id)
        return session.room if session else None

    def rooms(self) -> Sequence[Room]:
        return [session.room for session in self._registers.sessions.values()]

    async def change_seat(self, seat_id: str, **changes: Any) -> Seat | None:
        seat = self._registers.seat(seat_id)
        return None if seat is None else self._registers.put_seat(replace(seat, **changes))

    async def change_room(
        self, room_id: str, *, as_of: float | None = None, **changes: Any
    ) -> tuple[Room, Room] | None:
        session = self._registers.sessions.get(room_id)
        if session is None and as_of is None:
            self._outdated.note(room_id)
        if session is None or (as_of is not None and as_of <= session.room.as_of):
            return None
        before = session.room
        as_of = self.now() if as_of is None else as_of
        session.change(replace(before, as_of=as_of, **changes))
        return before, session.room

    async def begin_meeting(self, room_id: str, meeting_id: str) -> None:
        session = self._registers.sessions.get(room_id)
        if session is not None:
            session.room = replace(session.room, meeting_id=meeting_id)

    async def assign_role(self, room_id: str, owner: str, role: Role) -> Seat | None:
        session = self._registers.sessions.get(room_id)
        if session is None:
            self._outdated.note(room_id)
            return None
        return session.assign(owner, role, self.now())

    async def act_as_host(self, room_id: str) -> Seat | None:
        return self._seats.act_as_host(room_id)

    async def end_after(self, room_id: str, seconds: float) -> None:
        self._seats.end_after(room_id, seconds)

    async def type_until(self, seat_id: str, seconds: float) -> bool:
        seat = self._registers.seat(seat_id)
        return seat is not None and self._seats.type_until(seat, seconds)

    async def stop_typing(self, seat_id: str) -> Seat | None:
        return self._seats.stop_typing(seat_id)

    async def lapse(self) -> Lapsed:
        now = self.now()
        self._seats.give_up_connections(now)
        return Lapsed(
            stopped_typing=self._seats.stopped_typing(now),
            listening=self._seats.listening(now),
            ready=self._seats.ready(now),
            reconnecting=self._seats.reconnecting(now),
            departed=self._seats.departed(now),
            not_rejoined=self._seats.not_rejoined(now),
            expired=[
                given_up
                for seat_id in self._seats.held_too_long(now)
                if (given_up := await self.give_up(seat_id)) is not None
            ],
            unanswered_knocks=self._waiting.unanswered(now),
            expired_knocks=self._waiting.expired(now),
            hostless=self._seats.hostless(now),
            over=self._seats.over(now),
        )

    def misses_host(self, room_id: str) -> bool:
        return self._seats.misses_host(room_id)

    @asynccontextmanager
    async def in_order(self, room_id: str) -> AsyncIterator[None]:
        session = self._registers.sessions.get(room_id)
        if session is None:
            yield
            return
        async with session.order:
            yield

    @asynccontextmanager
    async def deciding(self, room_id: str) -> AsyncIterator[None]:
        session = self._registers.sessions.get(room_id)
        if session is None:
            yield
            return
        async with session.decisions:
            yield

    def _leave_another_room(self, peer_id: str, seat_id: str) -> Seat | None:
        """Take a peer off any other seat that it has or is expected on; `lapse` gives it up.

        Returns the seat that the peer had in another room, as it was.
        """
        self._seats.leave_expected(peer_id, seat_id)
        elsewhere = self._registers.seat_of_peer(peer_id)
        if elsewhere is None or elsewhere.id == seat_id:
            return None
        self._seats.drop(elsewhere, 0)
        return elsewhere
