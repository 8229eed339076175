"""`/healthz` and `/readyz` of a running Meet, also while its database is slow or away."""

import signal
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
import requests

from tests.hostile.bare import Bare
from tests.hostile.guest import PollingGuest
from tests.server.running import served
from tests.servers.meet import SETTINGS, MeetServer
from tests.servers.postgres import Postgres, prepare, stoppable_postgres
from tests.servers.redis import redis
from tests.waiting import eventually

PAGE_THREADS = 2
# It reads the row of a room that does not exist.
PAGE = "/K7M2Q9"
# Longer than all time limits of the server.
PATIENCE_SECONDS = 30


@pytest.fixture(scope="module")
def database(logs: Path) -> Iterator[Postgres]:
    with stoppable_postgres(logs / "postgres-of-probes.log") as server:
        server.start()
        prepare(server.url, SETTINGS)
        yield server


@pytest.fixture(scope="module")
def url(database: Postgres, logs: Path) -> Iterator[str]:
    changed = {"PAGE_THREADS": str(PAGE_THREADS)}
    with served(database.url, logs / "probed.log", changed=changed) as (process, port):
        yield f"http://127.0.0.1:{port}"
        assert "Traceback" not in process.log_since(0)


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@pytest.mark.parametrize("host", ["127.0.0.1", "10.1.2.3:8000", "balancer.internal", "not a host"])
def test_a_probe_may_send_any_host(server: MeetServer, path: str, host: str):
    with Bare(server.address) as bare:
        bare.request("GET", path, {"Host": host, "X-Forwarded-Proto": "http"})
        status, headers, _ = bare.response()
    assert status == 200
    assert headers["cache-control"] == "no-store"
    assert not {"set-cookie", "location"} & headers.keys()


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_probe_in_the_oldest_http_needs_no_host(server: MeetServer, path: str):
    with Bare(server.address) as bare:
        bare.send(f"GET {path} HTTP/1.0\r\n\r\n".encode())
        assert bare.response()[0] == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_head_is_answered_without_a_body(server: MeetServer, path: str):
    with Bare(server.address) as bare:
        bare.request("HEAD", path)
        bare.request("GET", path)
        head = bare.receive_until(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200")
        status, headers, body = bare.response()
    assert (status, len(body)) == (200, int(headers["content-length"]))
    assert f"content-length: {len(body)}" in head.decode().lower()


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@pytest.mark.parametrize("method", ["POST", "DELETE", "OPTIONS"])
def test_other_methods_are_refused(server: MeetServer, path: str, method: str):
    response = requests.request(method, server.url + path, timeout=PATIENCE_SECONDS)
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")
    assert response.json()["code"] == "METHOD_NOT_ALLOWED"


def test_a_room_may_have_the_letters_of_a_probe_as_its_code(server: MeetServer):
    assert requests.get(f"{server.url}/READYZ", timeout=PATIENCE_SECONDS).status_code == 404


def test_a_running_server_is_ready(server: MeetServer):
    response = requests.get(f"{server.url}/readyz", timeout=PATIENCE_SECONDS)
    assert response.json() == {"status": "ready", "checks": {"database": {"status": "ok"}}}


def test_a_server_that_stops_is_not_ready_and_still_alive(database: Postgres, tmp_path: Path):
    with served(database.url, tmp_path / "log") as (process, port):
        url = f"http://127.0.0.1:{port}"
        # The server waits a moment for a polling client to fetch its last events.
        PollingGuest(("127.0.0.1", port)).connect()
        process.send(signal.SIGTERM)
        eventually(lambda: get(url, "/readyz").status_code == 503)
        stopping = get(url, "/readyz").json()["checks"]
        assert stopping == {"server": {"status": "failed", "code": "SERVER_STOPPING"}}
        assert get(url, "/healthz").status_code == 200
        process.exit_code()


def test_without_its_database_the_process_is_alive_and_not_ready(database: Postgres, url: str):
    database.stop()
    try:
        eventually(lambda: readiness(url) == (503, "DATABASE_UNAVAILABLE"))
        assert get(url, "/healthz").status_code == 200
    finally:
        database.start()
    eventually(lambda: readiness(url) == (200, None))


def test_pages_that_wait_for_the_database_delay_no_probe(database: Postgres, url: str):
    with ThreadPoolExecutor(PAGE_THREADS + 1) as visitors, psycopg.connect(database.url) as locking:
        locking.execute("LOCK TABLE rooms_room IN ACCESS EXCLUSIVE MODE")
        visits = [visitors.submit(get, url, PAGE) for _ in range(PAGE_THREADS + 1)]
        with psycopg.connect(database.url, autocommit=True) as watching:
            eventually(lambda: waiting_queries(watching) == PAGE_THREADS)
        assert get(url, "/healthz").status_code == 200
        assert readiness(url) == (200, None)
        assert not any(visit.done() for visit in visits)


def test_a_database_that_does_not_answer_in_time_is_told(database: Postgres, url: str):
    with psycopg.connect(database.url) as locking:
        locking.execute("LOCK TABLE django_migrations IN ACCESS EXCLUSIVE MODE")
        eventually(lambda: readiness(url) == (503, "DATABASE_TIMEOUT"))
        assert get(url, "/healthz").status_code == 200
    eventually(lambda: readiness(url) == (200, None))


def test_without_redis_a_worker_is_ready_and_says_so(database: Postgres, tmp_path: Path):
    with redis(tmp_path / "redis.log") as server:
        changed = {"REDIS_URL": server.url}
        with served(database.url, tmp_path / "log", changed=changed) as (_, port):
            url = f"http://127.0.0.1:{port}"
            ready = {name: {"status": "ok"} for name in ("database", "lease", "redis")}
            assert get(url, "/readyz").json()["checks"] == ready

            server.stop()

            failed = {"status": "failed", "code": "REDIS_UNAVAILABLE"}
            eventually(lambda: get(url, "/readyz").json()["checks"]["redis"] == failed)
            assert get(url, "/readyz").status_code == 200
            assert get(url, "/readyz").json()["checks"]["lease"] == {"status": "ok"}
            assert get(url, PAGE).status_code == 404


def test_a_writer_that_holds_sqlite_delays_no_probe(tmp_path: Path):
    file = tmp_path / "meet.sqlite3"
    prepare(f"sqlite:///{file}", SETTINGS)
    with (
        served(f"sqlite:///{file}", tmp_path / "log") as (_, port),
        closing(sqlite3.connect(file, isolation_level=None)) as writer,
    ):
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM rooms_room")
        assert readiness(f"http://127.0.0.1:{port}") == (200, None)
        writer.execute("ROLLBACK")


def get(url: str, path: str) -> requests.Response:
    return requests.get(url + path, timeout=PATIENCE_SECONDS)


def readiness(url: str) -> tuple[int, str | None]:
    """Return the status, and the code of the failed check if there is one."""
    response = get(url, "/readyz")
    return response.status_code, response.json()["checks"]["database"].get("code")


def waiting_queries(watching: psycopg.Connection) -> int:
    row = watching.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    found = row.fetchone()
    assert found is not None
    return int(found[0])
