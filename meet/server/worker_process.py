"""One worker as its parent sees it: a process with an id that is new at each start."""

import asyncio
import logging
import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Sequence

from meet.server.durations import STOPPING_SECONDS, THREADS_SECONDS

logger = logging.getLogger(__name__)

# A worker ends by itself before that. Otherwise it hangs, and is killed.
_END_SECONDS = STOPPING_SECONDS + THREADS_SECONDS + 3


class WorkerProcess:
    """A process in the slot with this number; create it inside an event loop.

    `command` gets one more flag: the descriptor of the link to the parent. `sockets` are passed on
    to the process. The link ends when the process ends.
    """

    def __init__(self, slot: int, command: Sequence[str], sockets: Sequence[socket.socket]) -> None:
        self.id = f"w{slot}-{secrets.token_hex(4)}"
        self._link, theirs = socket.socketpair()
        self._link.setblocking(False)
        self._started_at = time.monotonic()
        with theirs:
            passed = [one.fileno() for one in (*sockets, theirs)]
            self._process = subprocess.Popen(  # noqa: S603 the command is Meet's own
                [*command, "--parent-fd", f"{theirs.fileno()}"],
                env={**os.environ, "WORKER_ID": self.id},
                stdin=subprocess.DEVNULL,
                pass_fds=passed,
                # Ctrl-C in a terminal reaches the parent only, which then stops the workers.
                process_group=0,
            )
        self._ready: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._ended = asyncio.create_task(self._watch())
        logger.info("Worker %s is process %d", self.id, self._process.pid)

    @property
    def age_seconds(self) -> float:
        return time.monotonic() - self._started_at

    async def is_ready(self) -> bool:
        """Wait until the worker answers requests; return False if it has ended before that."""
        return await asyncio.shield(self._ready)

    async def ended(self) -> int:
        """Wait until the process has ended, and return its exit code."""
        return await asyncio.shield(self._ended)

    def send(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    async def stop(self) -> None:
        """Stop the process in order, and wait for its end; kill it if it hangs."""
        self.send(signal.SIGTERM)
        try:
            async with asyncio.timeout(_END_SECONDS):
                await self.ended()
        except TimeoutError:
            logger.error("Worker %s did not end, and is killed", self.id)  # noqa: TRY400
            self.send(signal.SIGKILL)
            await self.ended()

    async def _watch(self) -> int:
        """Read the link, which has one byte when the worker is ready, and its end."""
        loop = asyncio.get_running_loop()
        with self._link:
            while await loop.sock_recv(self._link, 1):
                self._ready.set_result(True)
        # The process may take a moment between the end of the link and its own end.
        code = await asyncio.to_thread(self._process.wait)
        if not self._ready.done():
            self._ready.set_result(False)
        return code
