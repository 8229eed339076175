"""Runs people on an event loop of its own thread, so that tests can use Django meanwhile."""

import asyncio
import threading
from collections.abc import Awaitable, Coroutine
from typing import Any, Self, TypeVar

from tests.workers.crowd.person import Person

P = TypeVar("P", bound=Person)
T = TypeVar("T")

_LEAVE_SECONDS = 20


class Crowd:
    """A context manager; at its end, everybody leaves. An error of a task is raised there."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._tasks: list[asyncio.Task[None]] = []

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        try:
            self.run(self._end())
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()

    def add(self, person: P) -> P:
        """Let a person connect and join; any thread may call this."""
        self.people.append(person)
        self.start(person.live())
        return person

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Start work that ends by itself or with the crowd."""
        self._loop.call_soon_threadsafe(self._start, work)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.append(self._loop.create_task(work))

    def run(self, work: Awaitable[T]) -> T:
        """Do something on the event loop, and wait for it."""

        async def wait() -> T:
            return await work

        return asyncio.run_coroutine_threadsafe(wait(), self._loop).result(_LEAVE_SECONDS)

    async def _end(self) -> None:
        for person in self.people:
            await person.leave()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        for task in self._tasks:
            if not task.cancelled():
                task.result()
