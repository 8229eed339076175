"""The parent of several workers: it starts them, restarts dead ones, and passes on signals.

The parent opens all listening sockets, and never accepts a connection itself. It knows processes,
and nothing of rooms or Redis. Its event loop serves nobody. When it ends, however it ends, its
workers end too.

    SIGTERM, SIGINT   stop all workers in order; a second signal ends them at once
    SIGHUP            replace the workers one after another; each new one is ready before the old
                      one stops. The first one that does not start ends this, and all others stay
"""

import asyncio
import logging
import signal
from collections.abc import Callable
from functools import partial

from meet.server.worker_process import WorkerProcess
from meet.server.worker_slot import WorkerSlot

logger = logging.getLogger(__name__)


class Workers:
    """The workers in slots 1 to `count`.

    `launch` starts a process for the slot with a number. `revoke` gets the id of each process that
    has ended, on a thread, and raises nothing.
    """

    def __init__(
        self, count: int, launch: Callable[[int], WorkerProcess], revoke: Callable[[str], None]
    ) -> None:
        self._count = count
        self._launch = launch
        self._revoke = revoke
        # Each living process, with the task that waits for its end.
        self._living: dict[WorkerProcess, asyncio.Task[None]] = {}

    def run(self, ready: Callable[[], None]) -> None:
        """Run until a signal arrives; call `ready` once all workers answer. Raise WorkerFailed."""
        asyncio.run(self._run(ready))

    async def _run(self, ready: Callable[[], None]) -> None:
        stopping, replacing = asyncio.Event(), asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._on_stop, number, stopping)
        loop.add_signal_handler(signal.SIGHUP, replacing.set)
        work = asyncio.create_task(self._work(ready, replacing))
        waiting = asyncio.create_task(stopping.wait())
        await asyncio.wait((work, waiting), return_when=asyncio.FIRST_COMPLETED)
        work.cancel()
        waiting.cancel()
        await asyncio.gather(work, waiting, return_exceptions=True)
        ends = list(self._living.values())
        await asyncio.gather(*(worker.stop() for worker in self._living))
        await asyncio.gather(*ends)
        if not work.cancelled():
            work.result()

    def _on_stop(self, number: signal.Signals, stopping: asyncio.Event) -> None:
        if stopping.is_set():
            for worker in self._living:
                worker.send(number)
        stopping.set()

    async def _work(self, ready: Callable[[], None], replacing: asyncio.Event) -> None:
        numbers = range(1, self._count + 1)
        slots = [WorkerSlot(partial(self._started, number)) for number in numbers]
        # One alone first: a mistake in the settings is then reported once.
        await slots[0].start()
        await asyncio.gather(*(slot.start() for slot in slots[1:]))
        ready()
        await asyncio.gather(*(slot.keep() for slot in slots), self._replace(slots, replacing))

    async def _replace(self, slots: list[WorkerSlot], replacing: asyncio.Event) -> None:
        while await replacing.wait():
            replacing.clear()
            for slot in slots:
                if not await slot.replace():
                    break
            else:
                logger.info("All workers were replaced")

    def _started(self, slot: int) -> WorkerProcess:
        worker = self._launch(slot)
        self._living[worker] = asyncio.create_task(self._await_end(worker))
        return worker

    async def _await_end(self, worker: WorkerProcess) -> None:
        await worker.ended()
        del self._living[worker]
        await asyncio.to_thread(self._revoke, worker.id)
