"""Workers with nothing but a bus, on one event loop."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from typing import Any

from signaling.workers.bus.bus import Bus
from tests.waiting import until

PATIENCE_SECONDS = 30
# A turn of an idle event loop takes less than a millisecond. The rest is for other processes.
LONGEST_TURN_SECONDS = 0.7


class Worker:
    """A bus, and what it received."""

    def __init__(self, url: str, name: str) -> None:
        self.name = name
        self.got: list[str] = []
        self.lost: list[str] = []
        self.bus = Bus(
            url,
            name,
            received=lambda sender, message: self.got.append(f"{sender}: {message.decode()}"),
            lost=self.lost.append,
        )

    def send(self, to: "Worker", *messages: object) -> None:
        for message in messages:
            self.bus.send(to.name, str(message).encode())


@asynccontextmanager
async def workers(url: str, *names: str) -> AsyncIterator[list[Worker]]:
    """Run workers; the loop must never be blocked, and no task may be left."""
    tasks = asyncio.all_tasks()
    running = [Worker(url, name) for name in names]
    for worker in running:
        await worker.bus.start()
    turns: list[float] = []
    watching = asyncio.create_task(note_turns(turns))
    try:
        yield running
    finally:
        watching.cancel()
        for worker in running:
            await worker.bus.stop()
    assert max(turns, default=0) < LONGEST_TURN_SECONDS
    assert asyncio.all_tasks() == tasks


async def note_turns(turns: list[float]) -> None:
    """Note how long each turn of the event loop takes."""
    loop = asyncio.get_running_loop()
    while True:
        before = loop.time()
        await asyncio.sleep(0.005)
        turns.append(loop.time() - before)


async def until_away(*running: Worker) -> None:
    await until(lambda: not any(worker.bus.is_connected for worker in running))


def said(sender: Worker, messages: Iterable[object]) -> list[str]:
    return [f"{sender.name}: {message}" for message in messages]


def play(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(story())
