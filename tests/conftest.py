"""Fixtures for all tests: the database, a running Meet, and its clients.

    pytest                          on SQLite, in a file
    pytest --database=postgresql    on a PostgreSQL server of the tests' own

All tests share one server process. Each test has its own rooms and people, and its clients
disconnect at its end.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import dj_database_url
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections

from tests.clients.connecting import Connecting
from tests.clients.flavours import PLAIN, Flavour
from tests.clients.npm_connection import Node
from tests.economy import _quick_settings, django_db_setup
from tests.parts import PARTS, can_be_in, mark_served, part_of
from tests.servers.meet import MeetServer, serve
from tests.servers.postgres import postgres
from tests.servers.redis import Redis, redis
from tests.sharing import pytest_xdist_make_scheduler

__all__ = ["_quick_settings", "django_db_setup", "pytest_xdist_make_scheduler"]

_LOG = pytest.StashKey[Callable[[], str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="the database to run on; a PostgreSQL server is started for the run",
    )
    parser.addoption("--part", choices=PARTS, help="run one part of all tests: see tests/parts.py")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    part = config.getoption("part")
    return None if part is None or can_be_in(part, collection_path) else True


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        mark_served(item)
    part = config.getoption("part")
    if part is not None:
        others = [item for item in items if part_of(item) != part]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if part_of(item) == part]


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Add the server's log to the report of a failed test."""
    outcome: Any = yield
    report = outcome.get_result()
    if report.failed and (log := item.stash.get(_LOG, None)) is not None:
        report.sections.append(("Log of the server", log()))


@pytest.fixture(autouse=True)
def _fresh_counters() -> None:
    """Clear the cache, because its counters of addresses outlive a test."""
    cache.clear()


@pytest.fixture(scope="session")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("logs")


@pytest.fixture(scope="session")
def empty_database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, logs: Path
) -> Iterator[str]:
    """Give the URL from which Django derives the test database."""
    if request.config.getoption("database") == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('database') / 'meet.sqlite3'}"
        return
    with postgres(logs / "postgres.log") as url:
        yield url


@pytest.fixture(scope="session")
def django_db_modify_db_settings(empty_database_url: str) -> None:
    """Set a location of the test database that other processes can open."""
    database: dict[str, Any] = dict(dj_database_url.parse(empty_database_url))
    configured = settings.DATABASES["default"]
    if database["ENGINE"] == configured["ENGINE"]:
        database["OPTIONS"] = configured.get("OPTIONS", {})
    sqlite_file = database["NAME"] if database["ENGINE"].endswith("sqlite3") else None
    database["TEST"] = {"NAME": sqlite_file or "test_meet"}
    for connection in connections.all(initialized_only=True):
        connection.close()
        del connections[connection.alias]
    connections.settings = connections.configure_settings({"default": database})


@pytest.fixture(scope="session")
def database_url(empty_database_url: str, django_db_setup: None) -> str:
    """Return the URL of the test database itself, for other processes."""
    if empty_database_url.startswith("sqlite"):
        return empty_database_url
    return f"{empty_database_url.rpartition('/')[0]}/test_meet"


@pytest.fixture(scope="session")
def running_server(database_url: str, logs: Path) -> Iterator[MeetServer]:
    with serve(database_url, logs / "server.log") as running:
        yield running


@pytest.fixture
def server(
    request: pytest.FixtureRequest, transactional_db: None, database_url: str
) -> Iterator[MeetServer]:
    """Give the running Meet; the test fails if Meet logs an error.

    A module that needs other settings parametrizes this indirectly with the name of another
    session fixture.
    """
    running: MeetServer = request.getfixturevalue(getattr(request, "param", "running_server"))
    begin = running.process.log_length()
    request.node.stash[_LOG] = partial(running.process.log_since, begin)
    yield running
    running.settle()
    assert running.errors_since(begin) == []


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[Redis]:
    with redis(tmp_path / "redis.log") as running:
        yield running


@pytest.fixture(scope="session")
def node() -> Iterator[Node]:
    running = Node()
    yield running
    running.stop()


@pytest.fixture
def flavour(request: pytest.FixtureRequest) -> Flavour:
    """Give the kind of client; `every_flavour` parametrizes a test with all of them."""
    return getattr(request, "param", PLAIN)


@pytest.fixture
def connect(
    request: pytest.FixtureRequest, server: MeetServer, flavour: Flavour
) -> Iterator[Connecting]:
    """Connect clients to the server; they disconnect at the end of the test."""
    with ExitStack() as leaving:
        yield Connecting(server.url, flavour, partial(request.getfixturevalue, "node"), leaving)
