"""The connections of a worker to the other workers, and to the database calls of its process.

`links_by_settings` returns the real ones. Tests pass others, so that one process can have several
workers.
"""

import logging
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from django.conf import settings

from signaling.concurrency.database import Around, surround_calls
from signaling.workers.bus.bus import Bus
from signaling.workers.leases import Leases

logger = logging.getLogger(__name__)


class MessageBus(Protocol):
    """The part of `Bus` that a worker needs."""

    @property
    def lag_seconds(self) -> float: ...

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    def send(self, worker: str, message: bytes) -> None: ...

    def forget(self, worker: str) -> None: ...


class WorkerLeases(Protocol):
    """The part of `Leases` that a worker needs."""

    @property
    def is_own_lapsed(self) -> bool: ...

    @property
    def is_expelled(self) -> bool: ...

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    def living(self) -> frozenset[str]: ...

    def is_lapsed(self, worker: str) -> bool: ...


class OpenBus(Protocol):
    """Creates the bus of a worker; see `Bus` for the parameters."""

    def __call__(
        self, *, received: Callable[[str, bytes], None], lost: Callable[[str], None]
    ) -> MessageBus: ...


class TakeLease(Protocol):
    """Creates the leases as one worker sees them; see `Leases` for the parameter."""

    def __call__(self, *, lapsed: Callable[[str], None]) -> WorkerLeases: ...


@dataclass(frozen=True)
class Links:
    """`worker` is an id that is new at each start.

    `surround_calls` puts every later call to the database inside a context manager; None ends that.
    """

    worker: str
    open_bus: OpenBus
    take_lease: TakeLease
    surround_calls: Callable[[Around | None], None] = surround_calls


def links_by_settings() -> Links | None:
    """Return the links of this process; None without Redis, when it is the only worker."""
    if not settings.REDIS_URL:
        return None
    url, worker = settings.REDIS_URL, settings.WORKER_ID
    return Links(
        worker,
        open_bus=partial(Bus, url, worker),
        take_lease=partial(Leases, url, worker, expelled=_end_process),
    )


def _end_process() -> None:
    """End, because the others have taken this worker for dead and continue without it."""
    logger.error("The other workers took this one for dead: it ends, to be started again")
    os.kill(os.getpid(), signal.SIGTERM)
