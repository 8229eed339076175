"""Two workers for many tests, which share one database.

The database is emptied when the workers have stopped. Therefore each test needs its own room and
people.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from tests.server.running import NOTHING
from tests.servers.redis import redis
from tests.servers.two_workers import TwoWorkers, two_workers


@contextmanager
def shared_workers(
    database_url: str,
    blocker: DjangoDbBlocker,
    log: Path,
    *,
    changed: Mapping[str, str] = NOTHING,
) -> Iterator[TwoWorkers]:
    with blocker.unblock():
        with (
            redis(log.with_name(f"redis-of-{log.name}")) as server,
            two_workers(database_url, server.url, log, changed=changed) as running,
        ):
            yield running
        call_command("flush", verbosity=0, interactive=False)
        # In tests with browsers, this connection is another one than that at the end of all tests.
        connections.close_all()
