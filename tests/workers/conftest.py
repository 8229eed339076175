"""Two workers with one PostgreSQL and one Redis, all of them real.

The tests run only with `--database=postgresql`, as `make test` does: workers share a database, and
SQLite is for one process.
"""

import secrets
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from rooms.actions import create_room
from rooms.models import Room
from tests.clients.connecting import Connecting
from tests.clients.flavours import PLAIN
from tests.server.running import Program, served
from tests.servers.redis import Redis
from tests.workers.crowd.crowd import Crowd


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    return True if config.getoption("database") != "postgresql" else None


class Worker:
    """One running worker, and the function that connects clients to it."""

    def __init__(self, worker_id: str, program: Program, port: int, leaving: ExitStack) -> None:
        self.id = worker_id
        self.program = program
        self.url = f"http://127.0.0.1:{port}"
        self.connect = Connecting(self.url, PLAIN, _no_node, leaving)


class Workers:
    """Starts workers of one Meet; all of them end with the test."""

    def __init__(
        self, database_url: str, redis_server: Redis, logs: Path, ending: ExitStack
    ) -> None:
        self.redis = redis_server
        self._database_url = database_url
        self._logs = logs
        self._ending = ending
        self._slots = 0

    def start_two(self, **changed: str) -> tuple[Worker, Worker]:
        """Start two workers at once, because a start takes two seconds."""
        with ThreadPoolExecutor(2) as threads:
            first, second = threads.map(lambda _: self.start(**changed), range(2))
        return first, second

    def start(self, **changed: str) -> Worker:
        self._slots += 1
        worker_id = f"w{self._slots}-{secrets.token_hex(4)}"
        settings = {
            "REDIS_URL": self.redis.url,
            "WORKER_ID": worker_id,
            "SEVERAL_SERVERS": "false",
            "HOLD_SECONDS": "60",
            "HOST_HOLD_SECONDS": "60",
            **changed,
        }
        leaving = ExitStack()
        program, port = self._ending.enter_context(self._served(worker_id, settings))
        self._ending.push(leaving)
        return Worker(worker_id, program, port, leaving)

    @contextmanager
    def _served(self, worker_id: str, settings: Mapping[str, str]) -> Iterator[tuple[Program, int]]:
        with served(self._database_url, self._logs / worker_id, changed=settings) as running:
            yield running


def _no_node() -> Any:
    raise AssertionError("these clients are written in Python")


@pytest.fixture
def workers(
    transactional_db: None, database_url: str, redis_server: Redis, tmp_path: Path
) -> Iterator[Workers]:
    with ExitStack() as ending:
        yield Workers(database_url, redis_server, tmp_path, ending)


@pytest.fixture
def two(workers: Workers) -> tuple[Worker, Worker]:
    return workers.start_two()


@pytest.fixture
def crowd() -> Iterator[Crowd]:
    """Give the people of a test, who leave before the workers end."""
    with Crowd() as people:
        yield people


@pytest.fixture
def ann(transactional_db: None) -> User:
    return User.objects.create_user("ann@example.org", display_name="Ann")


@pytest.fixture
def room(ann: User) -> Room:
    return create_room(ann, "Planning")
