"""PostgreSQL ends or waits, or another process holds SQLite: relaying goes on, and all recovers.

These tests have databases of their own, because they stop them.
"""

import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path

import psycopg
import pytest
import requests

from rooms.models import Room
from tests.server.running import served
from tests.servers.management import manage
from tests.servers.meet import SETTINGS
from tests.servers.postgres import Postgres, end_connections, prepare, stoppable_postgres
from tests.servers.redis import Redis
from tests.waiting import eventually
from tests.workers.conftest import Workers
from tests.workers.conversation import begin_to_talk, enter_one_by_one, stop_talking
from tests.workers.crowd.crowd import Crowd
from tests.workers.crowd.talking import Talker
from tests.workers.joining import join
from tests.workers.measuring import STALL_SECONDS, longest_answer, relayed_within

AWAY_SECONDS = 3
# The bar of 5 s, and a second for a machine that is busy with other tests.
ANSWERED_SECONDS = 6
WELL_SECONDS = 15


@pytest.fixture(scope="module")
def database(logs: Path) -> Iterator[Postgres]:
    with stoppable_postgres(logs / "restarted-postgres.log") as server:
        server.start()
        prepare(server.url, SETTINGS)
        yield server


def test_a_call_goes_on_while_postgresql_restarts(
    database: Postgres, redis_server: Redis, tmp_path: Path
) -> None:
    assert_survived(database, redis_server, tmp_path, database.stop, database.start)


def test_a_call_goes_on_while_postgresql_is_read_only(
    database: Postgres, redis_server: Redis, tmp_path: Path
) -> None:
    begin, end = partial(make_read_only, database), partial(make_writable, database)
    try:
        assert_survived(database, redis_server, tmp_path, begin, end)
    finally:
        make_writable(database)


def test_a_replica_of_postgresql_is_not_connected_to(database: Postgres) -> None:
    assert connect(database) == (0, "")
    make_read_only(database)
    try:
        code, errors = connect(database)
        assert code != 0
        assert "session is read-only" in errors
    finally:
        make_writable(database)


def test_a_call_goes_on_while_another_process_locks_tables_of_postgresql(
    database: Postgres, redis_server: Redis, tmp_path: Path
) -> None:
    with ExitStack() as ending, Crowd() as crowd:
        servers = two_servers(database, redis_server, tmp_path, ending)
        people = gather(crowd, servers, new_room(servers[0]))
        with closing(psycopg.connect(database.url)) as holding:
            holding.execute("LOCK TABLE rooms_room, rooms_seat, rooms_message")
            newcomer, begin, end = arrive_meanwhile(crowd, servers, people[0].room_code)
            holding.rollback()
        assert_recovery(crowd, people, newcomer, begin, end)


def test_connections_to_the_database_that_have_ended_are_replaced(
    workers: Workers, room: Room
) -> None:
    worker = workers.start()
    assert join(worker.connect(), room, "Bo")["success"]
    for name in ("Cy", "Dee"):
        end_connections()
        # Nothing in a join before this person's first transaction repairs the connection.
        assert join(worker.connect(), room, name)["success"]


def test_a_call_goes_on_while_another_process_holds_sqlite(tmp_path: Path) -> None:
    file = tmp_path / "meet.sqlite3"
    url = f"sqlite:///{file}"
    prepare(url, SETTINGS)
    with served(url, tmp_path / "log") as (_, port), Crowd() as crowd:
        servers = [f"http://127.0.0.1:{port}"]
        people = gather(crowd, servers, new_room(servers[0]))
        with closing(sqlite3.connect(file, isolation_level=None)) as holding:
            holding.execute("BEGIN IMMEDIATE")
            newcomer, begin, end = arrive_meanwhile(crowd, servers, people[0].room_code)
            holding.execute("ROLLBACK")
        assert_recovery(crowd, people, newcomer, begin, end)


def connect(database: Postgres) -> tuple[int, str]:
    """Connect with Meet's settings; return the exit code of the process, and its errors."""
    call = "from django.db import connection; connection.ensure_connection()"
    done = manage(database.url, "shell", "--no-imports", "-c", call)
    return done.returncode, done.stderr


def make_read_only(database: Postgres) -> None:
    """Refuse writes from now on, as the server does after it has become a replica."""
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET default_transaction_read_only = on")
        connection.execute("SELECT pg_reload_conf()")


def make_writable(database: Postgres) -> None:
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM RESET default_transaction_read_only")
        connection.execute("SELECT pg_reload_conf()")


def assert_survived(
    database: Postgres,
    redis_server: Redis,
    logs: Path,
    begin_fault: Callable[[], None],
    end_fault: Callable[[], None],
) -> None:
    """Assert that a call goes on during a fault, which is told, and that all works afterwards."""
    with ExitStack() as ending, Crowd() as crowd:
        servers = two_servers(database, redis_server, logs, ending)
        people = gather(crowd, servers, new_room(servers[0]))
        begin = time.monotonic()
        begin_fault()
        newcomer = crowd.add(Talker("Newcomer", servers, people[0].room_code))
        eventually(lambda: all(map(is_refused, [*people[2:], newcomer])))
        end = time.monotonic()
        end_fault()
        assert_recovery(crowd, people, newcomer, begin, end)


def two_servers(
    database: Postgres, redis_server: Redis, logs: Path, ending: ExitStack
) -> list[str]:
    """Start two workers with this database, and return their URLs."""
    workers = Workers(database.url, redis_server, logs, ending)
    return [worker.url for worker in workers.start_two()]


def arrive_meanwhile(crowd: Crowd, servers: list[str], code: str) -> tuple[Talker, float, float]:
    """Let a newcomer join, and wait for `AWAY_SECONDS`; return the newcomer, begin and end."""
    begin = time.monotonic()
    newcomer = crowd.add(Talker("Newcomer", servers, code))
    eventually(lambda: time.monotonic() - begin > AWAY_SECONDS)
    return newcomer, begin, time.monotonic()


def new_room(server: str) -> str:
    """Register an account, and create a room over REST; return its code."""
    account = {
        "email": f"{uuid.uuid4()}@example.org",
        "password": "a long passphrase 7",
        "displayName": "Ann",
    }
    registered = requests.post(f"{server}/api/auth/register", json=account, timeout=10).json()
    headers = {"Authorization": f"Bearer {registered['accessToken']}"}
    room = requests.post(
        f"{server}/api/rooms", json={"name": "Planning"}, headers=headers, timeout=10
    )
    return str(room.json()["code"])


def gather(crowd: Crowd, servers: list[str], code: str) -> list[Talker]:
    """Let two people relay to each other, and two people chat.

    What one connection sends is handled in order: candidates after a message wait for the database.
    """
    people = enter_one_by_one(crowd, code, servers, 4)
    begin_to_talk(crowd, people[:2], chats=False)
    begin_to_talk(crowd, people[2:], relays=False)
    eventually(lambda: all(len(person.acknowledged) > 1 for person in people[2:]))
    return people


def is_refused(person: Talker) -> bool:
    """Tell whether a message or a join was refused because there is no database."""
    refusals = [refusal.payload for refusal in list(person.refusals)]
    return any("UNAVAILABLE" in (one["code"], one.get("reason")) for one in refusals)


def assert_recovery(
    crowd: Crowd, people: list[Talker], newcomer: Talker, begin: float, end: float
) -> None:
    """Assert that relaying went on from begin to end, and that everything works afterwards."""
    eventually(lambda: newcomer.is_in_room, WELL_SECONDS)
    since = time.monotonic()
    counts = [len(person.acknowledged) for person in people[2:]]
    eventually(
        lambda: all(
            len(person.acknowledged) > count
            for person, count in zip(people[2:], counts, strict=True)
        ),
        WELL_SECONDS,
    )
    stop_talking(people)
    assert relayed_within(people[:2], begin, end) <= STALL_SECONDS
    assert longest_answer(people[2:], begin, since) <= ANSWERED_SECONDS
    order = people[0].heard()
    assert len(order) == sum(len(person.acknowledged) for person in people)
    for person in people:
        eventually(lambda person=person: person.heard() == order)
        assert person.losses == []
