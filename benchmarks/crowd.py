"""The cost of many connected people, and the cost of messages and disconnects beside them.

A new server first gets idle connections, to measure the memory of one. Then rooms are filled. At
several sizes, the cost of a message and of a disconnect is measured: a message between the same few
people beside more and more others, and a message between any of all people.
"""

import asyncio
import itertools
import time
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks import people
from benchmarks.client import Client
from benchmarks.loops import Figures, Lane, Tally, closed_loop
from benchmarks.processes import ServerProcess
from benchmarks.scenarios import Plan, candidate_to
from benchmarks.servers import BARE

PEOPLE_PER_ROOM = 5
_AT_ONCE = 32
_DROPS = 200
_SETTLE_SECONDS = 0.5
# Meet stores the rooms that have changed once a second. That is a part of entering, and of a
# disconnect.
_STORE_SECONDS = 1.5


@dataclass(frozen=True)
class Sizes:
    """The numbers of rooms at which messages are measured, and at which people disconnect."""

    connections: int
    relaying: Sequence[int]
    dropping: Sequence[int]


FULL = Sizes(connections=5_000, relaying=(10, 100, 1_000), dropping=(200, 1_000))
QUICK = Sizes(connections=500, relaying=(10, 50), dropping=(20, 50))


async def crowd(name: str, process: ServerProcess, plan: Plan, sizes: Sizes) -> Figures:
    figures = await _idle(process, sizes.connections)
    if name == BARE:
        return figures
    rooms: list[list[Client]] = []
    joins = cpu = 0.0
    for size in sorted({*sizes.relaying, *sizes.dropping}):
        new = plan.rooms[len(rooms) : size]
        cpu -= process.cpu_seconds()
        rooms += await people.fill(process.port, new, PEOPLE_PER_ROOM)
        await asyncio.sleep(_STORE_SECONDS)
        cpu += process.cpu_seconds()
        joins += len(new) * PEOPLE_PER_ROOM
        if size in sizes.relaying:
            few = rooms[: sizes.relaying[0]]
            figures[f"message_us_{size}_rooms"] = await _relay(process, few, plan.seconds)
            figures[f"anywhere_us_{size}_rooms"] = await _relay(process, rooms, plan.seconds)
        if size in sizes.dropping:
            drop = await _drop(process, rooms)
            figures[f"drop_us_{size * PEOPLE_PER_ROOM}_people"] = drop
    figures["enter_us"] = cpu / joins * 1e6
    return figures


async def _idle(process: ServerProcess, count: int) -> Figures:
    """Measure the memory of connections that sent CONNECT and nothing after it."""
    before = process.rss_bytes()
    clients = await people.connect(process.port, count)
    await asyncio.sleep(_SETTLE_SECONDS)
    idle_kb = (process.rss_bytes() - before) / count / 1e3
    await people.close(clients)
    await asyncio.sleep(_SETTLE_SECONDS)
    return {"idle_kb": idle_kb}


async def _relay(
    process: ServerProcess, rooms: Sequence[Sequence[Client]], seconds: float
) -> float:
    tally = Tally()
    pairs = (pair for room in rooms for pair in itertools.pairwise(room))
    lanes = [Lane(one, other, candidate_to(other), tally) for one, other in pairs]
    figures = await closed_loop(process, lanes, tally, _AT_ONCE, seconds)
    return figures["cpu_us"]


async def _drop(process: ServerProcess, rooms: Sequence[list[Client]]) -> float:
    """Disconnect one person from each of some rooms; return the cost of one, with its messages."""
    received = 0

    def on_message(message: bytes) -> None:
        nonlocal received
        received += message.startswith(b'42["user-left"')

    leaving = rooms[:: max(1, len(rooms) // _DROPS)][:_DROPS]
    expected = 0
    gone = [room.pop(0) for room in leaving]
    for room in leaving:
        expected += len(room)
        for client in room:
            client.on_message = on_message
    cpu, deadline = process.cpu_seconds(), time.monotonic() + 30
    await people.close(gone)
    while received < expected and time.monotonic() < deadline:  # noqa: ASYNC110 counted, not awaited
        await asyncio.sleep(0.01)
    await asyncio.sleep(_STORE_SECONDS)
    if received != expected:
        raise RuntimeError(f"{received} of {expected} people received a departure")
    return (process.cpu_seconds() - cpu) / len(gone) * 1e6
