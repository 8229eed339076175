"""`manage.py serve --workers`: several processes under one parent."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest
import requests
from redis import Redis

from tests.hostile.bare import Bare, poll
from tests.server.running import start
from tests.servers.meet import SETTINGS
from tests.servers.postgres import postgres, prepare
from tests.servers.redis import redis
from tests.servers.two_workers import TwoWorkers, start_two_workers, two_workers
from tests.waiting import eventually

# The sorted set of revoked workers: signaling/workers/leases.py.
REVOKED = "meet:leases:revoked"
PATIENCE_SECONDS = 10


class Backends(NamedTuple):
    """The database and the Redis server that the workers share."""

    database_url: str
    redis_url: str


@pytest.fixture(scope="module")
def backends(logs: Path) -> Iterator[Backends]:
    with (
        postgres(logs / "workers-postgres.log") as url,
        redis(logs / "workers-redis.log") as server,
    ):
        prepare(url, SETTINGS)
        yield Backends(url, server.url)


@pytest.fixture
def running(backends: Backends, tmp_path: Path) -> Iterator[TwoWorkers]:
    with two_workers(backends.database_url, backends.redis_url, tmp_path / "log") as running:
        yield running


def revoked(backends: Backends) -> set[str]:
    with Redis.from_url(backends.redis_url, decode_responses=True) as client:
        return set(client.zrange(REVOKED, 0, -1))


def is_alive(port: int) -> bool:
    return poll(("127.0.0.1", port), "/healthz") == (200, '{"status": "alive"}')


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize(
    ("database", "redis_url", "reason"),
    [
        ("sqlite:///meet.sqlite3", "", "Several workers need PostgreSQL"),
        ("sqlite:///meet.sqlite3", "redis://192.0.2.1", "REDIS_URL needs PostgreSQL"),
        ("postgresql://192.0.2.1/meet", "", "Several workers need Redis"),
    ],
)
def test_several_workers_are_refused_without_their_servers(
    database: str, redis_url: str, reason: str, tmp_path: Path
):
    program = start(database, tmp_path / "log", "--workers", "2", changed={"REDIS_URL": redis_url})
    assert program.exit_code() == 1
    assert reason in program.log_since(0)
    assert "Traceback" not in program.log_since(0)


def test_no_workers_are_refused(tmp_path: Path):
    program = start("sqlite:///meet.sqlite3", tmp_path / "log", "--workers", "0")
    assert program.exit_code() == 1
    assert "--workers must be at least 1" in program.log_since(0)


def test_a_worker_that_can_not_start_ends_the_parent(backends: Backends, tmp_path: Path):
    elsewhere = backends._replace(database_url=f"{backends.database_url}?dbname=nowhere")
    program = start_two_workers(elsewhere.database_url, elsewhere.redis_url, tmp_path / "log")
    assert program.exit_code() == 1
    said = program.log_since(0)
    assert said.count("Can't use the database") == 1
    assert "A worker did not start; it has written the reason" in said
    assert "Traceback" not in said


def test_all_workers_answer_at_the_shared_address_and_each_at_its_own(running: TwoWorkers):
    ports = {running.port, running.own_port(1), running.own_port(2)}
    assert len(ports) == 3
    assert all(is_alive(port) for port in ports)


def test_a_worker_that_died_is_started_again_under_another_id(
    running: TwoWorkers, backends: Backends
):
    name, process = running.worker(1)
    seen = running.program.log_length()

    os.kill(process, signal.SIGKILL)

    other, _ = running.next_worker(1, since=seen)
    assert other != name
    eventually(lambda: name in revoked(backends))
    assert is_alive(running.own_port(1))
    assert is_alive(running.own_port(2))


def test_workers_start_without_redis_and_use_it_once_it_is_there(
    backends: Backends, tmp_path: Path
):
    with redis(tmp_path / "redis.log") as server:
        server.stop()
        with two_workers(backends.database_url, server.url, tmp_path / "log") as running:
            url = f"http://127.0.0.1:{running.port}/readyz"
            assert redis_state(url) == "failed"
            server.start()
            eventually(lambda: redis_state(url) == "ok")


def redis_state(url: str) -> str:
    response = requests.get(url, timeout=PATIENCE_SECONDS)
    assert response.status_code == 200
    return str(response.json()["checks"]["redis"]["status"])


def test_workers_are_replaced_without_a_refused_connection(running: TwoWorkers, backends: Backends):
    before = {running.worker(slot) for slot in (1, 2)}
    seen = running.program.log_length()
    ports = (running.port, running.own_port(1), running.own_port(2))
    is_over = threading.Event()
    answers: list[bool] = []

    def ask() -> None:
        while not is_over.is_set():
            answers.extend(is_alive(port) for port in ports)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        running.program.send(signal.SIGHUP)
        running.program.wait_for_line("All workers were replaced", since=seen)
    finally:
        is_over.set()
        asking.join()

    assert answers
    assert all(answers)
    after = {running.next_worker(slot, since=seen) for slot in (1, 2)}
    assert before.isdisjoint(after)
    assert not any(is_running(process) for _, process in before)
    eventually(lambda: {name for name, _ in before} <= revoked(backends))


def test_a_request_under_way_is_answered_by_the_worker_that_is_replaced(running: TwoWorkers):
    seen = running.program.log_length()
    with ExitStack() as open_:
        asking = [
            open_.enter_context(Bare(("127.0.0.1", running.own_port(slot)))) for slot in (1, 2)
        ]
        for bare in asking:
            bare.request("GET", "/nowhere")
        running.program.send(signal.SIGHUP)
        assert [bare.response()[0] for bare in asking] == [404, 404]
        running.program.wait_for_line("All workers were replaced", since=seen)


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_parent_and_all_workers(
    backends: Backends, tmp_path: Path, by: signal.Signals
):
    program = start_two_workers(backends.database_url, backends.redis_url, tmp_path / "log")
    running = TwoWorkers(program)
    workers = {running.worker(slot) for slot in (1, 2)}
    program.send(by)
    assert program.exit_code() == 0
    assert not any(is_running(process) for _, process in workers)
    assert {name for name, _ in workers} <= revoked(backends)
    assert "Traceback" not in program.log_since(0)


def test_workers_end_with_their_parent(running: TwoWorkers):
    processes = [running.worker(slot)[1] for slot in (1, 2)]
    running.program.send(signal.SIGKILL)
    eventually(lambda: not any(is_running(process) for process in processes))
