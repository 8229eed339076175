"""A Redis channel that is subscribed again after each loss of the connection.

    away ──subscribed──▶ connected ──closed, or no echo within 2 s──▶ away
     ▲  │
     └──┘ refused, or no answer within 2 s; a pause of 0.1 s doubling to 1 s

While Redis is away, publishing does nothing. What Redis had not handled for certain must be
published again: `connected` is called with the time of the last proof.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import suppress

from redis.exceptions import RedisError

from signaling.workers.bus.redis_connection import Connection, open_connection

logger = logging.getLogger(__name__)

_ECHO_EVERY_SECONDS = 1
_FIRST_PAUSE_SECONDS = 0.1
# Redis must be found within two seconds after it is back.
_LONGEST_PAUSE_SECONDS = 1


class Channel:
    """Calls `got` with each payload that is published to a channel, and publishes to others."""

    def __init__(
        self,
        url: str,
        name: str,
        *,
        got: Callable[[bytes], None],
        connected: Callable[[float], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url = url
        self._name = name
        self._got = got
        self._connected = connected
        self._clock = clock
        self._connection: Connection | None = None
        self._proven_at = float("-inf")
        self._is_away = False
        self._has_tried = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    @property
    def is_connected(self) -> bool:
        return self._connection is not None

    async def start(self) -> None:
        """Begin to connect, and wait for the end of the first attempt."""
        self._task = asyncio.create_task(self._stay_connected())
        await self._has_tried.wait()

    async def stop(self) -> None:
        """Close the connection after Redis has handled what was published, or after 2 s."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(OSError):
                await connection.echo()
            connection.close()

    def publish(self, channel: bytes, payload: bytes) -> None:
        """Publish if Redis is there; never wait."""
        if self._connection is not None:
            self._connection.publish(channel, payload)

    async def _stay_connected(self) -> None:
        pause = _FIRST_PAUSE_SECONDS
        while True:
            try:
                connection = await open_connection(self._url, self._name, self._got)
                pause = _FIRST_PAUSE_SECONDS
                await self._use(connection)
            except (OSError, ValueError, RedisError) as error:
                self._note_away(error)
            self._has_tried.set()
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)

    async def _use(self, connection: Connection) -> None:
        """Raise OSError as soon as the connection is lost, or Redis hangs."""
        if self._is_away:
            logger.warning("Redis is back")
        self._is_away = False
        self._connection = connection
        self._connected(self._proven_at)
        self._has_tried.set()
        try:
            await self._prove_again_and_again(connection)
        except OSError:
            self._connection = None
            connection.close()
            raise

    async def _prove_again_and_again(self, connection: Connection) -> None:
        while True:
            begun_at = self._clock()
            await connection.echo()
            self._proven_at = begun_at
            await asyncio.wait([connection.lost], timeout=_ECHO_EVERY_SECONDS)

    def _note_away(self, error: Exception) -> None:
        if not self._is_away:
            logger.warning("Redis is away: %s", str(error) or "it does not answer")
        self._is_away = True
