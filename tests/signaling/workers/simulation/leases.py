"""The simulated leases: counters in memory instead of Redis, and the real rules of lapses."""

import asyncio
from collections.abc import Callable

from signaling.workers.lapses import ROUND_SECONDS, Lapses
from tests.signaling.workers.simulation.loop import VirtualLoop


class Counters:
    """What Redis has: the counters and the ids that are revoked. A worker may be cut off."""

    def __init__(self) -> None:
        self.values: dict[str, int] = {}
        self.revoked: list[str] = []
        self.cut: set[str] = set()

    def revoke(self, worker: str) -> None:
        if worker not in self.revoked:
            self.revoked.append(worker)
        self.values.pop(worker, None)


class Leases:
    """The leases as one worker sees them: a `WorkerLeases`."""

    def __init__(
        self,
        counters: Counters,
        worker: str,
        loop: VirtualLoop,
        expelled: Callable[[], None],
        *,
        lapsed: Callable[[str], None],
    ) -> None:
        self._counters = counters
        self._worker = worker
        self._now = loop.time
        self._lapses = Lapses(worker)
        self._lapsed = lapsed
        self._expelled = expelled
        self._task: asyncio.Task[None] | None = None

    @property
    def is_own_lapsed(self) -> bool:
        return self._lapses.is_own_lapsed(self._now())

    @property
    def is_expelled(self) -> bool:
        return self._lapses.is_expelled

    def is_lapsed(self, worker: str) -> bool:
        return self._lapses.is_lapsed(worker, self._now())

    def living(self) -> frozenset[str]:
        return self._lapses.living(self._now())

    async def start(self) -> None:
        await self._renew()
        self._task = asyncio.create_task(self._renew_again_and_again())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
        if self._worker not in self._counters.cut:
            self._counters.revoke(self._worker)

    async def _renew_again_and_again(self) -> None:
        while not self._lapses.is_expelled:
            await asyncio.sleep(ROUND_SECONDS)
            await self._renew()

    async def _renew(self) -> None:
        begun_at = self._now()
        if self._worker in self._counters.cut:
            await asyncio.sleep(ROUND_SECONDS)
            self._lapses.fail()
            return
        await asyncio.sleep(0.001)
        values = self._counters.values
        values[self._worker] = values.get(self._worker, 0) + 1
        read = {worker: str(value) for worker, value in values.items()}
        await asyncio.sleep(0.001)
        lapsed = self._lapses.succeed(read, self._counters.revoked, begun_at, self._now())
        for worker in lapsed:
            self._lapsed(worker)
        if self._lapses.is_expelled:
            self._expelled()
        for worker in {*lapsed, *self._lapses.ended(read)}:
            self._counters.revoke(worker)
