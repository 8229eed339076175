"""The cost of entering a stored room, without the connection.

The bound on CPU time has a margin: a join takes less than half of it on SQLite. The number of
Python's instructions in the threads of the database is the same on every machine.
"""

import asyncio
import time
import uuid
from collections.abc import Iterator

import pytest
from django.db import connections

from accounts.identity import person_of_guest
from accounts.models import User
from benchmarks.apps.entering import enter, entries_of
from rooms import actions, code_lookup, queries
from rooms.models import Room
from signaling.asgi.threads import Threads
from signaling.concurrency import database
from signaling.concurrency.database import in_database
from tests.performance.counting import instructions_of

CPU_SECONDS = 0.0025
# In the threads of the database on CPython 3.11, with PostgreSQL. SQLite's driver takes fewer.
INSTRUCTIONS = 17_437
MOST = 1.2

ROOMS = 10
ROUNDS = 7


@pytest.fixture
def host() -> User:
    return User.objects.create_user("ann@example.org", display_name="Ann")


@pytest.fixture
def _kept_connection(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep one connection open between calls, as servers do and other tests don't."""
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 60)
    monkeypatch.setattr(database, "pool", Threads(1, "database"))
    yield
    asyncio.run(in_database(connections.close_all))


@pytest.mark.alone
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_kept_connection")
def test_a_join_takes_little_cpu_time_of_all_threads(host: User) -> None:
    costs = []
    for _ in range(ROUNDS):
        entries = asyncio.run(entries_of(host, ROOMS))
        begin = time.process_time()
        asyncio.run(enter(entries, at_once=1))
        costs.append((time.process_time() - begin) / len(entries))
    assert min(costs) <= CPU_SECONDS, costs


def enter_by_rows(room: Room) -> None:
    """Read and write what a join does, in this thread."""
    guest = person_of_guest(uuid.uuid4(), "Bo")
    access = code_lookup.request_entry(room.code, guest, "192.0.2.1")
    actions.take_seat(room.pk, uuid.uuid4(), guest, access.role, access.version)
    assert queries.newest_messages(room.pk) == []


@pytest.mark.django_db(transaction=True)
def test_the_rows_of_a_join_cost_what_they_did(host: User) -> None:
    room = actions.create_room(host, "Weekly")
    for _ in range(2):
        enter_by_rows(room)
    assert instructions_of(lambda: enter_by_rows(room)) <= INSTRUCTIONS * MOST
