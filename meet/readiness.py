"""Whether this process can serve: the checks behind `/readyz`, each with a bounded time.

A check runs on a thread of its own, because it may block for longer than a probe may wait. There is
at most one run of a check at a time, and its result counts for a moment. Therefore any number of
probes costs at most one query a second, and a check that hangs occupies one thread.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from typing import NamedTuple

import redis
from django.conf import settings
from django.db import connection
from redis.backoff import NoBackoff
from redis.retry import Retry

from signaling.asgi.threads import Threads

logger = logging.getLogger(__name__)

# Most load balancers wait for 5 s or longer. Kubernetes waits for 1 s by default, and counts every
# later answer as a failure.
_MOST_SECONDS = 2.0
# How long Redis may take to accept a connection, or to answer.
_REDIS_SECONDS = 1.0
# How long a result counts.
_FRESH_SECONDS = 1.0


class Check(NamedTuple):
    """One part of the service. `ask` blocks until the part has answered, and raises if it fails.

    A part that is not required is reported, and does not make the process unready. `failure` is the
    end of the code of a failed check.
    """

    name: str
    ask: Callable[[], object]
    is_required: bool = True
    failure: str = "UNAVAILABLE"


class Readiness:
    """The checks of one process, which is never ready after it began to stop."""

    def __init__(
        self,
        checks: Iterable[Check],
        clock: Callable[[], float] = time.monotonic,
        is_stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self._cached = [_CachedCheck(check, clock) for check in checks]
        self._is_stopping = is_stopping

    async def ask(self) -> tuple[bool, dict[str, str | None]]:
        """Return whether the process can serve, and for each check a code, or None for success."""
        if self._is_stopping():
            return False, {"server": "SERVER_STOPPING"}
        codes = await asyncio.gather(*(one.code() for one in self._cached))
        results = list(zip((one.check for one in self._cached), codes, strict=True))
        is_ready = all(code is None or not check.is_required for check, code in results)
        return is_ready, {check.name: code for check, code in results}


class _CachedCheck:
    """One check with its last result, and its run if one is under way."""

    def __init__(self, check: Check, clock: Callable[[], float]) -> None:
        self.check = check
        self._clock = clock
        self._threads = Threads(1, f"{check.name} check")
        self._running: asyncio.Future[object] | None = None
        self._begun_at = self._ended_at = float("-inf")
        self._code: str | None = None

    async def code(self) -> str | None:
        if self._running is None and self._clock() - self._ended_at < _FRESH_SECONDS:
            return self._code
        running = self._running or self._run()
        left_seconds = self._begun_at + _MOST_SECONDS - self._clock()
        await asyncio.wait([running], timeout=max(0, left_seconds))
        if self._running is running:
            return self._changed(f"{self._prefix}_TIMEOUT")
        return self._code

    @property
    def _prefix(self) -> str:
        return self.check.name.upper()

    def _run(self) -> asyncio.Future[object]:
        self._begun_at = self._clock()
        running = asyncio.get_running_loop().run_in_executor(self._threads, self.check.ask)
        self._running = running
        running.add_done_callback(self._got)
        return running

    def _got(self, running: asyncio.Future[object]) -> None:
        self._running, self._ended_at = None, self._clock()
        failure = None if running.cancelled() else running.exception()
        self._changed(f"{self._prefix}_{self.check.failure}" if failure is not None else None)

    def _changed(self, code: str | None) -> str | None:
        """Store and return a result; log it if it differs from the one before."""
        if code != self._code:
            logger.warning("The check of %s: %s", self.check.name, code or "passes again")
        self._code = code
        return code


def ask_database() -> None:
    """Read one row on a connection that is opened for it; raise a database error.

    Even an open connection may be useless: after a failover the other end may be gone, and SQLite
    reads no file for a query without a table.
    """
    with closing(connection), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")


def ask_redis() -> None:
    """Ping Redis on a connection that is opened for it; raise a Redis error."""
    limits = {"socket_timeout": _REDIS_SECONDS, "socket_connect_timeout": _REDIS_SECONDS}
    with redis.Redis.from_url(settings.REDIS_URL, retry=Retry(NoBackoff(), 0), **limits) as client:
        client.ping()


class LeaseLapsed(Exception):  # noqa: N818 it says what happened
    """The other workers take this one for dead, or will do so."""


def lease_check(is_lease_lapsed: Callable[[], bool]) -> Check:
    """Return the check of this worker's lease."""

    def ask() -> None:
        if is_lease_lapsed():
            raise LeaseLapsed

    return Check("lease", ask, failure="LAPSED")


def service_checks(is_lease_lapsed: Callable[[], bool]) -> list[Check]:
    """Return the checks of what this process needs; only a worker has a lease.

    Without Redis, rooms go on for people on the worker of their room. A process that was taken out
    of service for that would end more than Redis did.
    """
    found = [Check("database", ask_database)]
    if settings.REDIS_URL:
        found += [lease_check(is_lease_lapsed), Check("redis", ask_redis, is_required=False)]
    return found
