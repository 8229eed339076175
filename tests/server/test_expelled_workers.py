"""A server process that the other workers have taken for dead ends, to be started again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from signaling.workers.leases import revoke
from tests.server.running import Program, start
from tests.servers.meet import SETTINGS
from tests.servers.postgres import postgres, prepare
from tests.servers.redis import Redis, redis

WORKER = "w0-9f3ac1d2"
# The parent of workers and systemd's Restart=on-failure start a process again after this.
RESTART_CODE = 75


@pytest.fixture(scope="module")
def database_url(logs: Path) -> Iterator[str]:
    with postgres(logs / "expelled-postgres.log") as url:
        prepare(url, SETTINGS)
        yield url


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[Redis]:
    with redis(tmp_path / "redis.log") as server:
        yield server


@contextmanager
def one_worker(database_url: str, redis_url: str, log: Path) -> Iterator[Program]:
    """Run a worker without a parent, which ends by itself in the block."""
    changed = {"REDIS_URL": redis_url, "WORKER_ID": WORKER}
    program = start(database_url, log, "--port", "0", changed=changed)
    program.wait_for_line("Meet is ready")
    yield program
    assert "Traceback" not in program.log_since(0)


def test_a_worker_without_a_parent_fails_when_it_was_taken_for_dead(
    database_url: str, redis_server: Redis, tmp_path: Path
):
    with one_worker(database_url, redis_server.url, tmp_path / "log") as program:
        revoke(redis_server.url, WORKER)
        assert program.exit_code() == RESTART_CODE
        assert "took this one for dead" in program.log_since(0)
