"""The leases of the workers: a counter for each in one Redis hash, which its worker raises.

Every 2 s a worker raises its own counter and reads all of them, in one round trip. `lapses.py`
decides from them which workers have lapsed. A lapsed worker is revoked, so that all workers agree,
and so that the worker itself learns it: it is expelled, and raises its counter no more. The ids
that are revoked are kept for ten minutes.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Any

import redis
import redis.asyncio
import redis.asyncio.retry
import redis.retry
from redis.backoff import NoBackoff
from redis.exceptions import ReadOnlyError, RedisError

from signaling.workers.lapses import ROUND_SECONDS, Lapses

logger = logging.getLogger(__name__)

_LEASES = "meet:leases"
_REVOKED = "meet:leases:revoked"
# Longer than anything that a worker waits for before it notices that it is expelled.
_REVOKED_SECONDS = 600
_TIMEOUT_SECONDS = 2


class Leases:
    """The lease of this worker and those of the others.

    `lapsed` is called once for each worker that lapsed, `expelled` once if this worker itself has
    been taken for lapsed. Both are called on the event loop.
    """

    def __init__(
        self,
        redis_url: str,
        worker: str,
        *,
        lapsed: Callable[[str], None],
        expelled: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._worker = worker
        self._lapsed = lapsed
        self._expelled = expelled
        self._clock = clock
        self._lapses = Lapses(worker)
        self._redis = redis.asyncio.Redis.from_url(
            redis_url,
            decode_responses=True,
            socket_timeout=_TIMEOUT_SECONDS,
            socket_connect_timeout=_TIMEOUT_SECONDS,
            # The next round is the next attempt.
            retry=redis.asyncio.retry.Retry(NoBackoff(), 0),
        )
        self._is_failing = False
        self._task: asyncio.Task[None] | None = None

    @property
    def is_renewed(self) -> bool:
        """Return whether the own lease was renewed within the last 6 s."""
        return self._lapses.is_renewed(self._clock())

    @property
    def is_own_lapsed(self) -> bool:
        """Return whether the own lease has lapsed, on any thread; see `Lapses.is_own_lapsed`."""
        return self._lapses.is_own_lapsed(self._clock())

    @property
    def is_expelled(self) -> bool:
        """Return whether the other workers take this one for lapsed."""
        return self._lapses.is_expelled

    def is_lapsed(self, worker: str) -> bool:
        """Return whether a worker has lapsed, and begin to observe a worker that is not known."""
        return self._lapses.is_lapsed(worker, self._clock())

    def living(self) -> frozenset[str]:
        """Return the other workers whose leases advanced, or were first seen, in the last 6 s."""
        return self._lapses.living(self._clock())

    async def start(self) -> None:
        """Take a lease and read those of the others, within 2 s; go on without Redis.

        Start the bus before: others may send to this worker as soon as they see its lease.
        """
        await self._renew()
        self._task = asyncio.create_task(self._renew_again_and_again())

    async def stop(self) -> None:
        """Give the lease back, so that the others need not wait for its lapse; take at most 2 s."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
        await self._give_back([self._worker])
        with suppress(OSError, RedisError):
            await self._redis.aclose()

    async def _renew_again_and_again(self) -> None:
        while not self.is_expelled:
            await asyncio.sleep(ROUND_SECONDS)
            await self._renew()

    async def _renew(self) -> None:
        begun_at = self._clock()
        try:
            async with asyncio.timeout(_TIMEOUT_SECONDS):
                counters, revoked = await self._raise_and_read()
        except (OSError, RedisError) as error:
            self._lapses.fail()
            self._note(error)
            if isinstance(error, ReadOnlyError):
                # The next round connects to the server that is the primary then.
                await self._redis.connection_pool.disconnect()
            return
        self._note(None)
        lapsed = self._lapses.succeed(counters, revoked, begun_at, self._clock())
        for worker in lapsed:
            self._report(worker, self._lapsed, worker)
        if self.is_expelled:
            self._report(self._worker, self._expelled)
        # A worker that hung goes on to raise its counter, which another one may take for alive.
        ended = {*lapsed, *self._lapses.ended(counters)}
        if ended:
            await self._give_back(ended)

    async def _raise_and_read(self) -> tuple[dict[str, str], list[str]]:
        async with self._redis.pipeline(transaction=False) as pipeline:
            pipeline.hincrby(_LEASES, self._worker, 1)
            pipeline.hgetall(_LEASES)
            pipeline.zrange(_REVOKED, 0, -1)
            _, counters, revoked = await pipeline.execute()
        return counters, revoked

    async def _give_back(self, workers: Collection[str]) -> None:
        with suppress(OSError, RedisError):
            async with asyncio.timeout(_TIMEOUT_SECONDS):
                pipeline = self._redis.pipeline(transaction=False)
                _queue_revocation(pipeline, workers)
                await pipeline.execute()

    def _report(self, worker: str, report: Callable[..., None], *arguments: str) -> None:
        try:
            report(*arguments)
        except Exception:
            logger.exception("The lapse of worker %s was not handled", worker)

    def _note(self, error: Exception | None) -> None:
        """Log that rounds begin to fail, or succeed again."""
        if error is not None and not self._is_failing:
            reason = str(error) or "Redis does not answer"
            logger.warning("The lease of worker %s is not renewed: %s", self._worker, reason)
        elif error is None and self._is_failing:
            logger.warning("The lease of worker %s is renewed again", self._worker)
        self._is_failing = error is not None


def revoke(redis_url: str, worker: str) -> None:
    """Let a worker that has ended lapse at the next round of each other one; wait for Redis ≤ 2 s.

    The parent of the workers calls this, and runs no event loop. An error is logged: without the
    revocation the worker lapses 6 to 8 s after its end.
    """
    try:
        with redis.Redis.from_url(
            redis_url,
            socket_timeout=_TIMEOUT_SECONDS,
            socket_connect_timeout=_TIMEOUT_SECONDS,
            retry=redis.retry.Retry(NoBackoff(), 0),
        ) as connection:
            pipeline = connection.pipeline(transaction=False)
            _queue_revocation(pipeline, [worker])
            pipeline.execute()
    except (OSError, RedisError) as error:
        logger.warning("The lease of worker %s is not revoked: %s", worker, error)


def _queue_revocation(pipeline: Any, workers: Collection[str]) -> None:
    """Add the commands to a pipeline, which may be one of a thread or of an event loop."""
    now = time.time()
    pipeline.zadd(_REVOKED, dict.fromkeys(workers, now))
    pipeline.zremrangebyscore(_REVOKED, 0, now - _REVOKED_SECONDS)
    pipeline.expire(_REVOKED, _REVOKED_SECONDS)
    pipeline.hdel(_LEASES, *workers)
