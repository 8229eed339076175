"""Rooms in which a test can act, or break a table, in the middle of an action."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from django.db import connection

from accounts.identity import person_of_account
from accounts.models import User
from rooms import actions
from rooms.models import Room
from signaling.actions.rooms.deadline_events import deadline_events
from signaling.actions.rooms.end import room_end_events
from signaling.caller import Caller
from signaling.concurrency.database import in_database
from signaling.delivery import Deliverer
from signaling.dialects.native import NATIVE
from signaling.dispatch import Dispatch
from signaling.presence import Presence
from tests.signaling.database_gate import GatedPool
from tests.signaling.examples import Clock, a_caller, an_event, handled
from tests.signaling.fake_server import FakeServer

ACK_ID = 7
PATIENCE_SECONDS = 10
Step = Callable[[], Awaitable[object]]


class HookedPresence(Presence):
    """Runs a step of the test once: before a row is stored, after an error, or before sitting."""

    def __init__(self, clock: Clock, pool: GatedPool) -> None:
        super().__init__(clock)
        self._pool = pool
        self.after_take: Step | None = None
        self.after_admit: Step | None = None
        self.after_deny: Step | None = None
        self.after_release: Step | None = None
        self.before_sitting: Step | None = None
        self.running: list[asyncio.Task[None]] = []
        self._hook("admission", "take_place", "after_take")
        self._hook("waiting_rooms", "admit", "after_admit")
        self._hook("waiting_rooms", "deny", "after_deny")
        chat_order = self.rooms.chat_order
        self.rooms.chat_order = lambda room_id: self._chat_order(chat_order(room_id))  # type: ignore[method-assign]

    def release_unused(self, seat_id: str) -> None:
        super().release_unused(seat_id)
        if (step := self._once("after_release")) is not None:
            self.running.append(asyncio.ensure_future(step()))

    def _hook(self, part: str, method: str, name: str) -> None:
        """After this method, let a step delay the next call of the database."""
        carry_out = getattr(getattr(self, part), method)

        def hooked(*args: Any) -> Any:
            result = carry_out(*args)
            if (step := self._once(name)) is not None:
                self._pool.before_next(step)
            return result

        setattr(getattr(self, part), method, hooked)

    @asynccontextmanager
    async def _chat_order(self, lock: AbstractAsyncContextManager[None]) -> AsyncIterator[None]:
        if (step := self._once("before_sitting")) is not None:
            await step()
        async with lock:
            yield

    def _once(self, name: str) -> Step | None:
        step: Step | None = getattr(self, name)
        setattr(self, name, None)
        return step


class RacingRooms:
    """Two rooms in a presence with hooks, and native clients that send events."""

    def __init__(self, ann: User, pool: GatedPool) -> None:
        self.clock = Clock()
        self.presence = HookedPresence(self.clock, pool)
        self.server = FakeServer()
        self.delivery = Deliverer(self.server, self.presence)
        self._dispatch = Dispatch(self.presence, self.delivery)
        self.room = actions.create_room(ann, "Weekly", waiting_room=True)
        self.other = actions.create_room(ann, "Daily")
        self.ann = a_caller("ann", person_of_account(ann))

    async def send(self, caller: Caller, name: str, **fields: Any) -> dict[str, Any]:
        event = an_event(name, fields, ack_id=ACK_ID)
        await handled(self._dispatch.handle_event(caller, NATIVE, event))
        await asyncio.gather(*self.presence.running)
        answer: dict[str, Any] = self.server.acks_of(caller.peer_id)[ACK_ID][-1]
        return answer

    async def join(self, caller: Caller, room: Room) -> dict[str, Any]:
        return await self.send(caller, "join-room", roomCode=room.code, displayName="Guest")

    async def knock(self, *names: str) -> list[str]:
        """Let clients knock at the room; return the ids of their knocks."""
        return [(await self.join(a_caller(name), self.room))["participantId"] for name in names]

    def received(self, name: str) -> list[str]:
        return [event for event, _ in self.server.events_of(f"peer-{name}")]

    async def close_room(self) -> None:
        """Close the room, as after an operator has ended it."""
        emptied = self.presence.close_room(str(self.room.pk))
        self.delivery.deliver(room_end_events(emptied, "The room has ended"))

    async def pass_seconds(self, seconds: float) -> None:
        """Advance the clock, and deliver the events of deadlines."""
        self.clock.pass_seconds(seconds)
        for tell in deadline_events(self.presence.apply_deadlines(), self.presence):
            self.delivery.deliver(tell())

    async def until_waiting_list(self, *seat_ids: str) -> None:
        """Wait until the host has received a waiting list with exactly these ids."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while self._last_list() != list(seat_ids):
                self.server.has_more.clear()
                await self.server.has_more.wait()

    def _last_list(self) -> list[str]:
        events = self.server.events_of(self.ann.peer_id)
        lists = [body["waiting"] for name, body in events if name == "waiting-room-update"]
        return [one["participantId"] for one in lists[-1]] if lists else []

    def waiting(self) -> list[str]:
        return [knock.peer_id for knock in self.presence.knocks(str(self.room.pk))]

    def seats(self, room: Room) -> list[str | None]:
        return [seat.peer_id for seat in self.presence.all_seats(str(room.pk))]


def rename(table: str, new_name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO {new_name}")


def removes_table(table: str) -> Step:
    return lambda: in_database(rename, table, f"{table}_away")


def restores_table(table: str) -> Step:
    return lambda: in_database(rename, f"{table}_away", table)
