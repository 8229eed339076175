"""A slot for one worker at a time: it restarts a worker that died, and replaces one on request.

The slot keeps its number and its sockets while its workers change. Therefore no connection to an
address of the slot is ever refused.
"""

import asyncio
import logging
from collections.abc import Callable

from meet.server.worker_process import WorkerProcess

logger = logging.getLogger(__name__)

# The pause before a dead worker is started again, which doubles with each death up to a limit. A
# worker that lived long enough is started again after the first pause.
_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 0.1, 5.0
_LONG_LIFE_SECONDS = 10.0
# A worker that replaces another one must be ready within this time.
_START_SECONDS = 60.0


class WorkerFailed(Exception):  # noqa: N818 it says what happened
    """A worker ended before it was ready; it has written the reason."""


class WorkerSlot:
    """Call `start` once, then `keep`; `launch` starts a process for this slot."""

    def __init__(self, launch: Callable[[], WorkerProcess]) -> None:
        self._launch = launch
        self._worker: WorkerProcess
        # Held by whoever changes the worker.
        self._changing = asyncio.Lock()

    async def start(self) -> None:
        """Start the first worker and wait until it is ready; raise WorkerFailed."""
        self._worker = self._launch()
        if not await self._worker.is_ready():
            raise WorkerFailed

    async def keep(self) -> None:
        """Start another worker whenever the current one has ended."""
        pause_seconds = _FIRST_PAUSE_SECONDS
        while True:
            worker = self._worker
            code = await worker.ended()
            async with self._changing:
                if worker is not self._worker:
                    continue
                if worker.age_seconds >= _LONG_LIFE_SECONDS:
                    pause_seconds = _FIRST_PAUSE_SECONDS
                logger.error("Worker %s died (%d): starting another", worker.id, code)
                await asyncio.sleep(pause_seconds)
                pause_seconds = min(2 * pause_seconds, _LONGEST_PAUSE_SECONDS)
                self._worker = self._launch()

    async def replace(self) -> bool:
        """Start another worker, then stop the current one; return False if the other fails."""
        async with self._changing:
            other = self._launch()
            if not await _is_ready_in_time(other):
                logger.error("Worker %s did not start: %s stays", other.id, self._worker.id)
                await other.stop()
                return False
            replaced, self._worker = self._worker, other
            await replaced.stop()
            return True


async def _is_ready_in_time(worker: WorkerProcess) -> bool:
    try:
        async with asyncio.timeout(_START_SECONDS):
            return await worker.is_ready()
    except TimeoutError:
        return False
