"""Rooms in a presence with hooks, where rows fail or others act in the middle of an action."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from django.db import connection

from accounts.identity import person_of_account
from accounts.models import User
from rooms import actions
from rooms.models import Room
from signaling.actions.rooms.changes import close
from signaling.actions.rooms.deadlines import telling_of_lapse
from signaling.caller import Caller
from signaling.database import in_database
from signaling.delivery import Delivering
from signaling.dialects.native import NATIVE
from signaling.dispatch import Dispatch
from signaling.presence import Denied, Knock, Knocked, Taken
from signaling.presence.memory import MemoryPresence
from tests.signaling.examples import Clock, a_caller, an_event, handled
from tests.signaling.server import FakeServer

ACK_ID = 7
PATIENCE_SECONDS = 10
Step = Callable[[], Awaitable[object]]


async def nothing() -> None:
    pass


class Hooked(MemoryPresence):
    """Does something else right after one of its steps, once."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.after_take: Step = nothing
        self.after_admit: Step = nothing
        self.after_deny: Step = nothing
        self.after_abandon: Step = nothing
        self.after_settle: Step = nothing
        self.when_stored: Step = nothing

    async def take(self, *args: Any, **kwargs: Any) -> Taken | Knocked:
        taken = await super().take(*args, **kwargs)
        await self._once("after_take")
        return taken

    async def admit(self, knock_id: str, hold_seconds: float) -> Knock | None:
        admitted = await super().admit(knock_id, hold_seconds)
        await self._once("after_admit")
        return admitted

    async def deny(self, knock_id: str) -> Denied | None:
        denied = await super().deny(knock_id)
        await self._once("after_deny")
        return denied

    async def abandon(self, seat_id: str) -> None:
        await super().abandon(seat_id)
        await self._once("after_abandon")

    async def settle(self, seat_id: str) -> None:
        await super().settle(seat_id)
        await self._once("after_settle")

    async def begin_meeting(self, room_id: str, meeting_id: str) -> None:
        await super().begin_meeting(room_id, meeting_id)
        await self._once("when_stored")

    async def _once(self, name: str) -> None:
        step: Step = getattr(self, name)
        setattr(self, name, nothing)
        await step()


class Place:
    """Two rooms in a presence with hooks, and people who send events."""

    def __init__(self, ann: User) -> None:
        self.clock = Clock()
        self.presence = Hooked(self.clock)
        self.server = FakeServer()
        self.delivery = Delivering(self.server)
        self._dispatch = Dispatch(self.presence, self.delivery)
        self.room = actions.create_room(ann, "Weekly", waiting_room=True)
        self.other = actions.create_room(ann, "Daily")
        self.ann = a_caller("ann", person_of_account(ann))

    async def ask(self, caller: Caller, name: str, **fields: Any) -> dict[str, Any]:
        event = an_event(name, fields, ack_id=ACK_ID)
        await handled(self._dispatch.handle(caller, NATIVE, event))
        answer: dict[str, Any] = self.server.acks_of(caller.peer_id)[ACK_ID][-1]
        return answer

    async def join(self, caller: Caller, room: Room) -> dict[str, Any]:
        return await self.ask(caller, "join-room", roomCode=room.code, displayName="Guest")

    async def knock(self, *names: str) -> list[str]:
        """Let some knock at the room; return the ids of their seats to be."""
        return [(await self.join(a_caller(name), self.room))["participantId"] for name in names]

    def told(self, name: str) -> list[str]:
        return [event for event, _ in self.server.events_of(f"peer-{name}")]

    async def close_room(self) -> None:
        """Send everybody away, as it is announced where an operator ends the room."""
        emptied = await self.presence.close(str(self.room.pk))
        self.delivery.deliver(close(emptied, "The room has ended"))

    async def pass_seconds(self, seconds: float) -> None:
        """Let time pass, and tell what that brings."""
        self.clock.pass_seconds(seconds)
        for tell in telling_of_lapse(await self.presence.lapse(), self.presence):
            self.delivery.deliver(tell())

    async def until_told_who_waits(self, *seat_ids: str) -> None:
        """Wait until the host was told that these wait, in this order, and nobody else."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while self._last_list() != list(seat_ids):
                self.server.has_more.clear()
                await self.server.has_more.wait()

    def _last_list(self) -> list[str]:
        events = self.server.events_of(self.ann.peer_id)
        lists = [body["waiting"] for name, body in events if name == "waiting-room-update"]
        return [one["participantId"] for one in lists[-1]] if lists else []

    def waiting(self) -> list[str]:
        return [knock.peer_id for knock in self.presence.waiting(str(self.room.pk))]

    def seats(self, room: Room) -> list[str | None]:
        return [seat.peer_id for seat in self.presence.all_seats(str(room.pk))]


def rename(table: str, new_name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO {new_name}")


def takes_away(table: str) -> Step:
    return lambda: in_database(rename, table, f"{table}_away")


def gives_back(table: str) -> Step:
    return lambda: in_database(rename, f"{table}_away", table)
