"""Presence of one process, in dictionaries.

Nothing here waits between reading and writing, so on one event loop every method is atomic.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from msgspec.structs import replace

from rooms.refusals import EntryRefused, RoomFull, RoomLocked
from signaling.presence import Lapsed, Room, Sat, Seat, Taken
from signaling.presence.memory_pairs import MemoryPairs


class _Session:
    """A room in session, with its seats by id and by owner."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.seats: dict[str, Seat] = {}
        self.seat_ids: dict[str, str] = {}
        self.order = asyncio.Lock()

    def is_full_for(self, owner: str, places: int) -> bool:
        """One place is kept for a host who is absent."""
        host = self.room.host
        kept = 0 if owner == host or host in self.seat_ids else 1
        return len(self.seats) + kept >= places


class MemoryPresence:
    """See `Presence`. Times are monotonic seconds by `clock`."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.pairs = MemoryPairs(clock)
        self._clock = clock
        self._sessions: dict[str, _Session] = {}
        self._rooms_of_seats: dict[str, str] = {}
        self._seats_of_peers: dict[str, str] = {}
        self._held_until: dict[str, float] = {}
        self._typing_until: dict[str, float] = {}

    def now(self) -> float:
        return self._clock()

    async def take(
        self,
        room: Room,
        seat: Seat,
        *,
        newcomer_refusal: EntryRefused | None,
        hold_seconds: float,
    ) -> Taken:
        session = self._sessions.get(room.id)
        if session is not None:
            if (seat_id := session.seat_ids.get(seat.owner)) is not None:
                standing = replace(session.seats[seat_id], role=seat.role)
                session.seats[seat_id] = standing
                return Taken(standing, is_new=False)
        else:
            session = _Session(room)
        if newcomer_refusal is not None:
            raise newcomer_refusal
        newest = max(room, session.room, key=lambda known: known.as_of)
        if newest.is_locked and not seat.may_host:
            raise RoomLocked
        if session.is_full_for(seat.owner, newest.rules.max_participants):
            raise RoomFull
        self._sessions[room.id] = session
        session.seats[seat.id] = seat
        session.seat_ids[seat.owner] = seat.id
        self._rooms_of_seats[seat.id] = room.id
        self._held_until[seat.id] = self.now() + hold_seconds
        return Taken(seat, is_new=True)

    async def sit(self, seat_id: str, peer_id: str, protocol: str) -> Sat | None:
        seat = self._seat(seat_id)
        if seat is None:
            return None
        if seat.peer_id is not None:
            del self._seats_of_peers[seat.peer_id]
        self._held_until.pop(seat_id, None)
        self._seats_of_peers[peer_id] = seat_id
        return Sat(self._put(replace(seat, peer_id=peer_id, protocol=protocol)), seat.peer_id)

    async def drop(self, peer_id: str, hold_seconds: float) -> Seat | None:
        seat_id = self._seats_of_peers.pop(peer_id, None)
        if seat_id is None:
            return None
        seat = self._session_of(seat_id).seats[seat_id]
        self._typing_until.pop(seat_id, None)
        self._held_until[seat_id] = self.now() + hold_seconds
        self._put(replace(seat, peer_id=None, is_screen_sharing=False, is_typing=False))
        return seat

    async def give_up(self, seat_id: str) -> Seat | None:
        if seat_id not in self._rooms_of_seats:
            return None
        session = self._session_of(seat_id)
        seat = session.seats.pop(seat_id)
        del session.seat_ids[seat.owner]
        del self._rooms_of_seats[seat_id]
        if seat.peer_id is not None:
            del self._seats_of_peers[seat.peer_id]
        self._held_until.pop(seat_id, None)
        self._typing_until.pop(seat_id, None)
        if not session.seats:
            del self._sessions[seat.room_id]
        return seat

    async def seat_of(self, peer_id: str) -> Seat | None:
        seat_id = self._seats_of_peers.get(peer_id)
        return None if seat_id is None else self._seat(seat_id)

    async def seats(self, room_id: str) -> Sequence[Seat]:
        return [seat for seat in await self.all_seats(room_id) if seat.peer_id is not None]

    async def all_seats(self, room_id: str) -> Sequence[Seat]:
        session = self._sessions.get(room_id)
        return list(session.seats.values()) if session else []

    async def room(self, room_id: str) -> Room | None:
        session = self._sessions.get(room_id)
        return session.room if session else None

    async def change_seat(self, seat_id: str, **changes: Any) -> Seat | None:
        seat = self._seat(seat_id)
        return None if seat is None else self._put(replace(seat, **changes))

    async def change_room(
        self, room_id: str, *, as_of: float | None = None, **changes: Any
    ) -> tuple[Room, Room] | None:
        session = self._sessions.get(room_id)
        if session is None or (as_of is not None and as_of <= session.room.as_of):
            return None
        before = session.room
        as_of = self.now() if as_of is None else as_of
        session.room = replace(before, as_of=as_of, **changes)
        return before, session.room

    async def begin_meeting(self, room_id: str, meeting_id: str) -> None:
        session = self._sessions.get(room_id)
        if session is not None:
            session.room = replace(session.room, meeting_id=meeting_id)

    async def type_until(self, seat_id: str, seconds: float) -> bool:
        seat = self._seat(seat_id)
        if seat is None:
            return False
        self._typing_until[seat_id] = self.now() + seconds
        if seat.is_typing:
            return False
        self._put(replace(seat, is_typing=True))
        return True

    async def stop_typing(self, seat_id: str) -> Seat | None:
        if self._typing_until.pop(seat_id, None) is None:
            return None
        return await self.change_seat(seat_id, is_typing=False)

    async def lapse(self) -> Lapsed:
        now = self.now()
        expired = [
            seat
            for seat_id in _due(self._held_until, now)
            if (seat := await self.give_up(seat_id)) is not None
        ]
        stopped = [
            seat
            for seat_id in _due(self._typing_until, now)
            if (seat := await self.stop_typing(seat_id)) is not None
        ]
        return Lapsed(expired, stopped)

    @asynccontextmanager
    async def in_order(self, room_id: str) -> AsyncIterator[None]:
        session = self._sessions.get(room_id)
        if session is None:
            yield
            return
        async with session.order:
            yield

    def _session_of(self, seat_id: str) -> _Session:
        return self._sessions[self._rooms_of_seats[seat_id]]

    def _seat(self, seat_id: str) -> Seat | None:
        if seat_id not in self._rooms_of_seats:
            return None
        return self._session_of(seat_id).seats[seat_id]

    def _put(self, seat: Seat) -> Seat:
        self._session_of(seat.id).seats[seat.id] = seat
        return seat


def _due(deadlines: dict[str, float], now: float) -> list[str]:
    return [seat_id for seat_id, deadline in deadlines.items() if deadline <= now]
