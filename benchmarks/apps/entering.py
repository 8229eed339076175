"""Measure people who enter stored rooms, in this process and without sockets.

CPU is the user and system time of all threads of this process, those of the database included. A
PostgreSQL server is another process and is not counted.
"""

import asyncio
import os
import statistics
import time
import uuid
from collections.abc import Sequence

import django
import uvloop
from django.core.management import call_command
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meet.settings")
django.setup()

from accounts.identity import person_of_account, person_of_guest  # noqa: E402
from accounts.models import User  # noqa: E402
from benchmarks.queries import counted_queries  # noqa: E402
from rooms.actions import create_room  # noqa: E402
from signaling.caller import Caller  # noqa: E402
from signaling.concurrency.database import in_database  # noqa: E402
from signaling.delivery import Deliverer  # noqa: E402
from signaling.dialects.native import NATIVE  # noqa: E402
from signaling.dispatch import Dispatch  # noqa: E402
from signaling.metrics import DATABASE_SECONDS  # noqa: E402
from signaling.presence import Presence  # noqa: E402
from signaling.protocol.packets import EVENT, Received, event_body  # noqa: E402

_ROUNDS = 9
_ROOMS = 30
_PEOPLE_PER_ROOM = 5
_AT_ONCE = (1, 8)

Entry = tuple[Caller, Received]


class Sink:
    """Stands for the Socket.IO server: every peer is connected, and packets are only counted."""

    dialect = NATIVE

    def __init__(self) -> None:
        self.answers = 0

    def find(self, _peer_id: str) -> "Sink":
        return self

    def send_event(self, _packet: bytes) -> None:
        pass

    def send_acknowledgement(self, packet: bytes) -> None:
        self.answers += b'"success":true' in packet

    def close_connection(self, _peer_id: str) -> None:
        pass

    def forget(self, _peer_id: str) -> None:
        pass

    def renew(self, _peer_id: str, _credential: object) -> None:
        pass


async def main() -> None:
    await in_database(call_command, "prepare", verbosity=0)
    host = await in_database(User.objects.create_user, "host@example.org", display_name="Host")
    people = _ROOMS * _PEOPLE_PER_ROOM
    entries = await entries_of(host, _ROOMS)
    await in_database(connections.close_all)
    with counted_queries() as queries:
        begin = _hand_overs()
        await enter(entries, at_once=1)
        hand_overs = _hand_overs() - begin
    print(f"queries: {len(queries) / people:.1f}, hand-overs: {hand_overs / people:.1f}")
    costs: dict[int, list[float]] = {at_once: [] for at_once in _AT_ONCE}
    for _ in range(_ROUNDS):
        for at_once, measured in costs.items():
            entries = await entries_of(host, _ROOMS)
            begin = time.process_time()
            await enter(entries, at_once)
            measured.append((time.process_time() - begin) / people * 1e3)
    for at_once, measured in costs.items():
        print(
            f"{at_once} at a time: median {statistics.median(measured):.2f} ms, "
            f"least {min(measured):.2f} ms"
        )


async def entries_of(host: User, rooms: int) -> list[Entry]:
    """Create rooms, and return the people who enter them: the host and guests."""
    entries = []
    for number in range(rooms):
        room = await in_database(create_room, host, f"Room {number}")
        guests = [person_of_guest(uuid.uuid4()) for _ in range(_PEOPLE_PER_ROOM - 1)]
        body = event_body("join-room", {"roomCode": room.code, "capabilities": ["seats"]})
        for person in (person_of_account(host), *guests):
            name = f"Person {len(entries)}"
            caller = Caller(uuid.uuid4().hex, "native", person, None, name, address="192.0.2.1")
            entries.append((caller, Received(EVENT, "/", 1, "join-room", body)))
    return entries


async def enter(entries: Sequence[Entry], at_once: int) -> None:
    """Let all people enter, some at the same time; raise RuntimeError if a join fails."""
    presence, sink = Presence(), Sink()
    dispatch = Dispatch(presence, Deliverer(sink, presence))
    coming = iter(entries)

    async def enter_in_turn() -> None:
        for caller, event in coming:
            waiting = dispatch.handle_event(caller, NATIVE, event)
            if waiting is not None:
                await waiting

    await asyncio.gather(*(enter_in_turn() for _ in range(at_once)))
    if sink.answers != len(entries):
        raise RuntimeError(f"{sink.answers} of {len(entries)} people entered")


def _hand_overs() -> float:
    """Return how often the event loop has called the database so far."""
    (metric,) = DATABASE_SECONDS.collect()
    return next(one.value for one in metric.samples if one.name.endswith("_count"))


if __name__ == "__main__":
    uvloop.run(main())
