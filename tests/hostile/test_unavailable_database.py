"""While the database is full, locked or down, requests are answered 503 and logged in one line.

These tests have a PostgreSQL server of their own, whichever database the other tests use, because
they stop it.
"""

import json
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
import requests

from tests.hostile.bare import Bare
from tests.server.running import Program, served
from tests.servers.meet import SETTINGS
from tests.servers.postgres import Postgres, prepare, stoppable_postgres

AT_ONCE = 60
THREADS = {"PAGE_THREADS": "3", "DATABASE_THREADS": "3"}
# Enough for 3 + 3 threads, the check at the start, and the slots reserved for superusers.
MOST_CONNECTIONS = 20
BACK_SECONDS = 30
END_MILLISECONDS = 10_000
# Both read the rows of a room that does not exist.
PAGE, CALL = "/K7M2Q9", "/api/rooms/code/K7M2Q9"


@pytest.fixture(scope="module")
def database(logs: Path) -> Iterator[Postgres]:
    with stoppable_postgres(logs / "stoppable-postgres.log") as server:
        server.start(max_connections=str(MOST_CONNECTIONS))
        prepare(server.url, SETTINGS)
        yield server


@pytest.fixture(scope="module")
def meet(database: Postgres, logs: Path) -> Iterator[tuple[Program, str]]:
    log = logs / "unavailable-database.log"
    with served(database.url, log, changed=THREADS) as (process, port):
        yield process, f"http://127.0.0.1:{port}"


@pytest.mark.alone
def test_many_pages_at_once_keep_few_connections(database: Postgres, meet: tuple[Program, str]):
    _, url = meet
    with psycopg.connect(database.url, autocommit=True) as watching:
        before = connections(watching)
        with ThreadPoolExecutor(AT_ONCE) as visitors:
            visits = [visitors.submit(requests.get, url + PAGE, timeout=30) for _ in range(AT_ONCE)]
            most = 0
            while not all(visit.done() for visit in visits):
                most = max(most, connections(watching))
                time.sleep(0.05)
        assert {visit.result().status_code for visit in visits} <= {404, 503}
        assert most <= before + 6
        deadline = time.monotonic() + BACK_SECONDS
        while connections(watching) > before and time.monotonic() < deadline:
            time.sleep(0.1)
        assert connections(watching) <= before


def test_a_full_database_is_told_and_got_over(database: Postgres, meet: tuple[Program, str]):
    process, url = meet
    with ExitStack() as open_:
        take_all_connections(database, open_)
        refused_meanwhile(process, url)
    assert answered_again(url)


def test_a_locked_table_is_told_and_got_over(database: Postgres, meet: tuple[Program, str]):
    process, url = meet
    with psycopg.connect(database.url) as locking:
        locking.execute("LOCK TABLE rooms_room IN ACCESS EXCLUSIVE MODE")
        refused_meanwhile(process, url)
    assert answered_again(url)


def test_a_database_that_is_down_is_told_and_got_over(
    database: Postgres, meet: tuple[Program, str]
):
    process, url = meet
    with stopped(database):
        refused_meanwhile(process, url)
    assert answered_again(url)


def test_joins_are_refused_while_the_database_is_down_and_go_on_by_themselves(
    database: Postgres, meet: tuple[Program, str]
):
    port = int(meet[1].rpartition(":")[2])
    with Bare(("127.0.0.1", port), patience_seconds=BACK_SECONDS) as bare:
        assert bare.upgrade() == 101
        bare.packet()
        bare.send_packet("40")
        bare.packet()
        assert code_of_join(bare) == "ROOM_NOT_FOUND"
        with stopped(database):
            assert code_of_join(bare) == "UNAVAILABLE"
        assert code_of_join(bare) == "ROOM_NOT_FOUND"


def code_of_join(bare: Bare) -> str:
    """Return why the room that there isn't can't be entered, as acknowledged."""
    bare.send_packet('421["join-room",{"roomCode":"K7M2Q9","displayName":"Bo"}]')
    while (packet := bare.packet()) is not None:
        if packet.startswith("431"):
            return str(json.loads(packet[3:])[0]["reason"])
    raise AssertionError("The connection was closed")


@contextmanager
def stopped(database: Postgres) -> Iterator[None]:
    database.stop()
    try:
        yield
    finally:
        database.start(max_connections=str(MOST_CONNECTIONS))


def refused_meanwhile(process: Program, url: str) -> None:
    """Assert 503 with Retry-After for pages and calls, and no traceback in the log."""
    begin = process.log_length()
    page = requests.get(url + PAGE, timeout=30)
    assert (page.status_code, page.headers["Content-Type"]) == (503, "text/html; charset=utf-8")
    assert "css/tokens" in page.text
    assert int(page.headers["Retry-After"]) > 0
    call = requests.get(url + CALL, timeout=30)
    assert (call.status_code, call.json()["code"]) == (503, "UNAVAILABLE")
    assert call.headers["Retry-After"] == str(call.json()["retryAfterSeconds"])
    log = process.log_since(begin)
    assert "Traceback" not in log
    assert "Internal Server Error" not in log


def take_all_connections(database: Postgres, open_: ExitStack) -> None:
    """Take all connections, also those of the server, which may connect again meanwhile."""
    ours = fill(database, open_)
    while end_others(ours):
        ours += fill(database, open_)


def fill(database: Postgres, open_: ExitStack) -> list[psycopg.Connection]:
    """Open connections until the database refuses more."""
    taken: list[psycopg.Connection] = []
    with suppress(psycopg.OperationalError):
        while True:
            connection = psycopg.connect(database.url, autocommit=True)
            taken.append(open_.enter_context(connection))
    return taken


def end_others(ours: Sequence[psycopg.Connection]) -> int:
    """End all other connections, and wait until their places are free; return how many it were."""
    query = (
        "SELECT pg_terminate_backend(pid, %s) FROM pg_stat_activity "
        "WHERE backend_type = 'client backend' AND pid <> ALL(%s)"
    )
    pids = [one.info.backend_pid for one in ours]
    return len(ours[0].execute(query, [END_MILLISECONDS, pids]).fetchall())


def answered_again(url: str) -> bool:
    deadline = time.monotonic() + BACK_SECONDS
    while time.monotonic() < deadline:
        if requests.get(url + PAGE, timeout=30).status_code == 404:
            return True
    return False


def connections(watching: psycopg.Connection) -> int:
    row = watching.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = 'postgres'")
    found = row.fetchone()
    assert found is not None
    return int(found[0])
