"""Groups of clients: they connect, join rooms and leave, a few at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TypeVar

from benchmarks.client import Client, event, frame

T = TypeVar("T")

# Enough to keep a server busy, but not enough to overflow its backlog.
_AT_ONCE = 32

_LEAVE = frame('420["leave-room",{}]')


async def connect(port: int, count: int, at_once: int = _AT_ONCE) -> list[Client]:
    async def one(_number: int) -> Client:
        loop = asyncio.get_running_loop()
        _, client = await loop.create_connection(Client, "127.0.0.1", port)
        await client.connected
        return client

    return await _a_few_at_a_time(one, range(count), at_once)


async def join(client: Client, room: str) -> None:
    joining = event("join-room", {"roomCode": room, "displayName": "Guest"})
    await client.answer(joining, b'42["room-joined"')


async def fill(port: int, rooms: Sequence[str], people: int) -> list[list[Client]]:
    """Fill every room with this many people, and return the clients by room."""
    clients = await connect(port, len(rooms) * people)
    places = [(client, rooms[at // people]) for at, client in enumerate(clients)]
    await _a_few_at_a_time(lambda place: join(*place), places)
    return [clients[at : at + people] for at in range(0, len(clients), people)]


async def leave(clients: Iterable[Client]) -> None:
    """Leave and close, so that the server has nothing left to send."""

    async def one(client: Client) -> None:
        await client.answer(_LEAVE, b"430[")
        await client.close()

    await _a_few_at_a_time(one, clients)


async def close(clients: Iterable[Client]) -> None:
    await _a_few_at_a_time(lambda client: client.close(), clients)


async def _a_few_at_a_time(
    work: Callable[..., Awaitable[T]], items: Iterable[object], at_once: int = _AT_ONCE
) -> list[T]:
    """Do the work for each item and return the results, in no particular order."""
    left = iter(items)
    outcomes: list[T] = []

    async def worker() -> None:
        for item in left:
            outcomes.append(await work(item))  # noqa: PERF401 each takes from what is left

    await asyncio.gather(*(worker() for _ in range(at_once)))
    return outcomes
