"""Presence of one process, in dictionaries.

Nothing here waits between reading and writing, so on one event loop every method is atomic.
"""

import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from msgspec.structs import replace

from rooms.admission import Standing
from rooms.refusals import EntryRefused, RoomFull
from signaling.presence.deadlines import Deadlines
from signaling.presence.hosts import HostWatch
from signaling.presence.memory_pairs import MemoryPairs
from signaling.presence.records import (
    Denied,
    Emptied,
    GivenUp,
    Knock,
    Knocked,
    Lapsed,
    Room,
    Sat,
    Seat,
    Taken,
)
from signaling.presence.registers import Registers
from signaling.presence.session import Session


class MemoryPresence:
    """See `Presence`. Times are monotonic seconds by `clock`."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.pairs = MemoryPairs(clock)
        self._clock = clock
        self._registers = Registers()
        self._hosts = HostWatch()
        # By seat.
        self._held_until = Deadlines()
        self._typing_until = Deadlines()
        self._reconnecting_at = Deadlines()
        self._departed_at = Deadlines()
        # By knock.
        self._away_until = Deadlines()

    def now(self) -> float:
        return self._clock()

    async def take(
        self,
        room: Room,
        knock: Knock,
        *,
        standing: Standing,
        newcomer_refusal: EntryRefused | None,
        hold_seconds: float,
    ) -> Taken | Knocked:
        session = self._registers.sessions.get(room.id) or Session(room)
        seat = knock.seat
        if (mine := session.seat_of_owner(seat.owner)) is not None:
            role = mine.role if mine.is_acting_host else seat.role
            return Taken(self._registers.put_seat(replace(mine, role=role)), is_new=False)
        if newcomer_refusal is not None:
            raise newcomer_refusal
        earlier = session.knock_of_owner(seat.owner)
        if session.must_knock(room, seat, standing):
            if earlier is None:
                session.check_lock_and_places(room, seat)
                knock = session.judge_knock(knock, self.now())
            return self._knock(session, knock, earlier)
        session.check_lock_and_places(room, seat)
        if earlier is not None:
            self._remove_knock(earlier.id)
        self._registers.open(session)
        self._put_arriving(seat, hold_seconds)
        return Taken(seat, is_new=True, was_waiting=earlier is not None)

    async def admit(self, knock_id: str, hold_seconds: float) -> Knock | None:
        session = self._registers.session_of_knock(knock_id)
        if session is None:
            return None
        knock = session.knocks[knock_id]
        if session.is_full_for(knock.seat.owner, session.room.rules.max_participants):
            raise RoomFull
        self._put_arriving(replace(knock.seat, since=datetime.now(UTC)), hold_seconds)
        self._remove_knock(knock_id)
        self._registers.expected_seats[knock.peer_id] = knock.id
        if knock.is_away:
            self._registers.lost_while_expected.add(knock.peer_id)
        return knock

    async def put_back(self, knock: Knock) -> None:
        if knock.seat.room_id not in self._registers.sessions:
            return
        is_away = knock.is_away or knock.peer_id in self._registers.lost_while_expected
        self._registers.forget_expected(knock.peer_id)
        self._registers.put_knock(replace(knock, is_away=is_away))
        if self._registers.seat(knock.id) is not None:
            self._remove_seat(knock.id)
        if is_away:
            self._away_until.set(knock.id, self.now() + settings.KNOCK_AWAY_SECONDS)

    async def deny(self, knock_id: str) -> Denied | None:
        session = self._registers.session_of_knock(knock_id)
        if session is None:
            return None
        retry_after_seconds = session.note_denial(knock_id, self.now())
        return Denied(self._remove_knock(knock_id), retry_after_seconds)

    async def withdraw(self, peer_id: str) -> Knock | Seat | None:
        if (knock := self._registers.knock_of_peer(peer_id)) is not None:
            return self._remove_knock(knock.id)
        seat_id = self._registers.expected_seats.get(peer_id)
        self._registers.forget_expected(peer_id)
        return None if seat_id is None else self._registers.seat(seat_id)

    async def waiting(self, room_id: str) -> Sequence[Knock]:
        session = self._registers.sessions.get(room_id)
        knocks = session.knocks.values() if session else ()
        return sorted(knocks, key=lambda knock: knock.since)

    async def sit(
        self,
        seat_id: str,
        peer_id: str,
        protocol: str,
        *,
        knows_seats: bool = False,
        expected: bool = False,
    ) -> Sat | None:
        before = self._registers.seat(seat_id)
        expected_seat_id = self._registers.expected_seats.get(peer_id)
        if before is None or (expected and expected_seat_id != seat_id):
            return None
        is_lost = peer_id in self._registers.lost_while_expected
        self._registers.forget_expected(peer_id)
        self._forget_deadlines(seat_id)
        seat = self._registers.put_seat(
            replace(
                before,
                peer_id=peer_id,
                protocol=protocol,
                knows_seats=knows_seats,
                is_lost=False,
                is_reconnecting=False,
                is_departed=False,
                is_screen_sharing=before.is_screen_sharing and before.peer_id == peer_id,
            )
        )
        stood_down = self._host_is_back(seat)
        if is_lost:
            self._lose(seat, settings.HOLD_SECONDS)
        return Sat(seat, before, stood_down)

    async def lose(self, peer_id: str, hold_seconds: float) -> Seat | Knock | None:
        if peer_id in self._registers.expected_seats:
            self._registers.lost_while_expected.add(peer_id)
            return None
        if (knock := self._registers.knock_of_peer(peer_id)) is not None:
            if knock.is_away:
                return None
            self._away_until.set(knock.id, self.now() + settings.KNOCK_AWAY_SECONDS)
            self._registers.put_knock(replace(knock, is_away=True))
            return knock
        seat = self._registers.seat_of_peer(peer_id)
        if seat is None or seat.is_lost:
            return None
        self._lose(seat, hold_seconds)
        return seat

    async def recover(self, peer_id: str) -> Seat | Knock | None:
        self._registers.lost_while_expected.discard(peer_id)
        if (knock := self._registers.knock_of_peer(peer_id)) is not None:
            self._away_until.clear(knock.id)
            self._registers.put_knock(replace(knock, is_away=False))
            return knock
        seat = self._registers.seat_of_peer(peer_id)
        if seat is None or not seat.is_lost:
            return None
        self._forget_deadlines(seat.id)
        back = replace(seat, is_lost=False, is_reconnecting=False, is_departed=False)
        self._registers.put_seat(back)
        return seat

    async def drop(self, peer_id: str, hold_seconds: float) -> Seat | None:
        self._registers.forget_expected(peer_id)
        seat = self._registers.seat_of_peer(peer_id)
        if seat is None:
            return None
        self._forget_deadlines(seat.id)
        self._held_until.set(seat.id, self.now() + hold_seconds)
        held = {"peer_id": None, "is_lost": False, "is_screen_sharing": False, "is_typing": False}
        self._registers.put_seat(replace(seat, **held))
        self._host_goes(seat, settings.HOST_HOLD_SECONDS)
        return seat

    async def give_up(self, seat_id: str) -> GivenUp | None:
        session = self._registers.session_of_seat(seat_id)
        if session is None:
            return None
        is_last = len(session.seats) == 1
        seat = self._remove_seat(seat_id)
        return GivenUp(seat, self._turn_away_all(session) if is_last else ())

    async def turn_out(self, owner: str, room_id: str, refusal: EntryRefused | None) -> None:
        session = self._registers.sessions.get(room_id)
        if session is not None:
            session.turn_out(owner, self.now(), refusal)

    async def close(self, room_id: str) -> Emptied:
        session = self._registers.sessions.get(room_id)
        if session is None:
            return Emptied([], [])
        seats = [self._remove_seat(seat_id) for seat_id in list(session.seats)]
        return Emptied(seats, self._turn_away_all(session))

    async def seat_of(self, peer_id: str) -> Seat | None:
        return self._registers.seat_of_peer(peer_id)

    async def knock_of(self, peer_id: str) -> Knock | None:
        return self._registers.knock_of_peer(peer_id)

    async def seats(self, room_id: str) -> Sequence[Seat]:
        return [seat for seat in await self.all_seats(room_id) if seat.peer_id is not None]

    async def all_seats(self, room_id: str) -> Sequence[Seat]:
        session = self._registers.sessions.get(room_id)
        return list(session.seats.values()) if session else []

    async def room(self, room_id: str) -> Room | None:
        session = self._registers.sessions.get(room_id)
        return session.room if session else None

    async def rooms(self) -> Sequence[Room]:
        return [session.room for session in self._registers.sessions.values()]

    async def change_seat(self, seat_id: str, **changes: Any) -> Seat | None:
        seat = self._registers.seat(seat_id)
        return None if seat is None else self._registers.put_seat(replace(seat, **changes))

    async def change_room(
        self, room_id: str, *, as_of: float | None = None, **changes: Any
    ) -> tuple[Room, Room] | None:
        session = self._registers.sessions.get(room_id)
        if session is None or (as_of is not None and as_of <= session.room.as_of):
            return None
        before = session.room
        as_of = self.now() if as_of is None else as_of
        session.room = replace(before, as_of=as_of, **changes)
        return before, session.room

    async def begin_meeting(self, room_id: str, meeting_id: str) -> None:
        session = self._registers.sessions.get(room_id)
        if session is not None:
            session.room = replace(session.room, meeting_id=meeting_id)

    async def act_as_host(self, room_id: str) -> Seat | None:
        session = self._registers.sessions.get(room_id)
        if session is None or not self._hosts.is_missing(room_id):
            return None
        return session.appoint()

    async def end_after(self, room_id: str, seconds: float) -> None:
        self._hosts.end_at(room_id, self.now() + seconds)

    async def type_until(self, seat_id: str, seconds: float) -> bool:
        seat = self._registers.seat(seat_id)
        if seat is None:
            return False
        self._typing_until.set(seat_id, self.now() + seconds)
        if seat.is_typing:
            return False
        self._registers.put_seat(replace(seat, is_typing=True))
        return True

    async def stop_typing(self, seat_id: str) -> Seat | None:
        if not self._typing_until.clear(seat_id):
            return None
        return await self.change_seat(seat_id, is_typing=False)

    async def lapse(self) -> Lapsed:
        now = self.now()
        return Lapsed(
            stopped_typing=self._mark(self._typing_until.due(now), is_typing=False),
            reconnecting=self._mark(self._reconnecting_at.due(now), is_reconnecting=True),
            departed=self._mark(self._departed_at.due(now), is_departed=True),
            expired=[
                given_up
                for seat_id in self._held_until.due(now)
                if (given_up := await self.give_up(seat_id)) is not None
            ],
            expired_knocks=[self._remove_knock(knock_id) for knock_id in self._away_until.due(now)],
            hostless=self._hosts.due(now),
            over=self._hosts.over(now),
        )

    @asynccontextmanager
    async def in_order(self, room_id: str) -> AsyncIterator[None]:
        session = self._registers.sessions.get(room_id)
        if session is None:
            yield
            return
        async with session.order:
            yield

    def _knock(self, session: Session, knock: Knock, earlier: Knock | None) -> Knocked:
        """Let a person wait, on the place it has already if it has one."""
        self._registers.open(session)
        if earlier is None:
            return Knocked(self._registers.put_knock(knock), None)
        self._away_until.clear(earlier.id)
        name = knock.seat.display_name
        seat = replace(earlier.seat, display_name=name, knows_seats=knock.seat.knows_seats)
        again = replace(
            earlier, seat=seat, peer_id=knock.peer_id, protocol=knock.protocol, is_away=False
        )
        return Knocked(self._registers.put_knock(again), earlier.peer_id)

    def _put_arriving(self, seat: Seat, hold_seconds: float) -> None:
        self._registers.put_seat(seat)
        self._held_until.set(seat.id, self.now() + hold_seconds)

    def _lose(self, seat: Seat, hold_seconds: float) -> None:
        now = self.now()
        self._typing_until.clear(seat.id)
        self._held_until.set(seat.id, now + hold_seconds)
        self._reconnecting_at.set(seat.id, now + settings.RECONNECTING_SECONDS)
        self._departed_at.set(seat.id, now + settings.DEPARTED_SECONDS)
        self._registers.put_seat(replace(seat, is_lost=True, is_typing=False))
        self._host_goes(seat, settings.HOST_HOLD_SECONDS)

    def _remove_seat(self, seat_id: str) -> Seat:
        self._forget_deadlines(seat_id)
        seat = self._registers.remove_seat(seat_id)
        self._host_goes(seat, 0)
        self._forget_closed(seat.room_id)
        return seat

    def _remove_knock(self, knock_id: str) -> Knock:
        self._away_until.clear(knock_id)
        knock = self._registers.remove_knock(knock_id)
        self._forget_closed(knock.seat.room_id)
        return knock

    def _forget_closed(self, room_id: str) -> None:
        if room_id not in self._registers.sessions:
            self._hosts.forget(room_id)

    def _turn_away_all(self, session: Session) -> list[Knock]:
        return [self._remove_knock(knock_id) for knock_id in list(session.knocks)]

    def _host_goes(self, seat: Seat, seconds: float) -> None:
        if seat.role == "host":
            due_at = self.now() + seconds
            self._hosts.goes(seat.room_id, due_at, is_acting=seat.is_acting_host)

    def _host_is_back(self, seat: Seat) -> Seat | None:
        if seat.role != "host" or seat.is_acting_host:
            return None
        self._hosts.is_back(seat.room_id)
        return self._registers.sessions[seat.room_id].stand_down()

    def _forget_deadlines(self, seat_id: str) -> None:
        for deadlines in (
            self._held_until,
            self._typing_until,
            self._reconnecting_at,
            self._departed_at,
        ):
            deadlines.clear(seat_id)

    def _mark(self, seat_ids: Sequence[str], **changes: Any) -> list[Seat]:
        seats = (self._registers.seat(seat_id) for seat_id in seat_ids)
        return [self._registers.put_seat(replace(seat, **changes)) for seat in seats if seat]
