"""A second server for a database is refused, and the meetings of the first one continue."""

import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from accounts.models import User
from rooms.actions import create_room
from rooms.models import Meeting
from tests.hostile.guest import Guest
from tests.server.running import Program, served, start
from tests.servers.postgres import Postgres, stoppable_postgres

ALONE = {"SEVERAL_SERVERS": "false"}
# The lock does not use Redis; it depends only on the setting.
WITH_REDIS = {**ALONE, "REDIS_URL": "redis://192.0.2.1"}
HOLDER = (settings.BASE_DIR / "tests" / "server" / "holder.py",)


@pytest.fixture(scope="module")
def postgres(logs: Path) -> Iterator[Postgres]:
    with stoppable_postgres(logs / "lock-postgres.log") as server:
        server.start()
        yield server


@pytest.mark.django_db(transaction=True)
def test_a_second_server_is_refused_and_the_first_goes_on(database_url: str, tmp_path: Path):
    ann = User.objects.create_user("ann@example.org", display_name="Ann")
    room = create_room(ann, "Planning")
    with served(database_url, tmp_path / "first", changed=ALONE) as (first, port):
        with Guest(("127.0.0.1", port)) as guest:
            guest.join(room.code)

            second = start(database_url, tmp_path / "second", "--port", "0", changed=ALONE)

            assert second.exit_code() == 1
            said = second.log_since(0)
            assert "Another server uses this database" in said
            assert "Traceback" not in said
            assert Meeting.objects.filter(room=room, ended_at=None).count() == 1
            assert guest.call("toggle-audio", {"enabled": True})["success"]
        first.send(signal.SIGKILL)
        first.exit_code()
    with served(database_url, tmp_path / "third", changed=ALONE):
        assert Meeting.objects.filter(room=room, ended_at=None).count() == 1


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_lock_ends_with_its_process(kind: str, postgres: Postgres, tmp_path: Path):
    url = postgres.url if kind == "postgresql" else f"sqlite:///{tmp_path / 'meet.sqlite3'}"
    with holder(url, tmp_path / "first") as first:
        with holder(url, tmp_path / "second", "taken: .*") as second:
            assert second.exit_code() == 1
        first.send(signal.SIGKILL)
        first.exit_code()
        with holder(url, tmp_path / "third"):
            pass


def test_a_link_to_the_database_is_the_same_database(tmp_path: Path):
    (tmp_path / "link").symlink_to(tmp_path / "meet.sqlite3")
    with (
        holder(f"sqlite:///{tmp_path / 'meet.sqlite3'}", tmp_path / "first"),
        holder(f"sqlite:///{tmp_path / 'link'}", tmp_path / "second", "taken: .*") as second,
    ):
        assert second.exit_code() == 1


def test_the_lock_is_held_again_after_a_restart_of_postgresql(postgres: Postgres, tmp_path: Path):
    with holder(postgres.url, tmp_path / "first") as first:
        postgres.stop()
        first.wait_for_line("The lock of the database is lost with its connection")
        postgres.start()
        first.wait_for_line("The lock of the database is held again")
        with holder(postgres.url, tmp_path / "second", "taken: .*"):
            pass


def test_who_was_too_late_after_that_says_so_and_ends(postgres: Postgres, tmp_path: Path):
    with (
        holder(postgres.url, tmp_path / "first") as first,
        psycopg.connect(postgres.url, autocommit=True) as other,
        psycopg.connect(postgres.url, autocommit=True) as operator,
    ):
        held = operator.execute(
            "SELECT pid, objid FROM pg_locks WHERE locktype = 'advisory' AND granted"
        ).fetchone()
        assert held is not None
        take = "SELECT pg_advisory_lock(%s)"
        waiting = threading.Thread(target=other.execute, args=(take, [int(held[1])]))
        waiting.start()
        operator.execute("SELECT pg_terminate_backend(%s)", [held[0]])
        waiting.join()

        first.wait_for_line("Another server has taken the database meanwhile: this one ends")
        assert first.exit_code() != 0


def test_workers_share_a_database_and_keep_a_server_without_redis_away(
    postgres: Postgres, tmp_path: Path
):
    with (
        holder(postgres.url, tmp_path / "first", changed=WITH_REDIS),
        holder(postgres.url, tmp_path / "second", changed=WITH_REDIS),
        holder(postgres.url, tmp_path / "third", "taken: .*must be the only one.*") as third,
    ):
        assert third.exit_code() == 1


def test_a_server_without_redis_keeps_workers_away(postgres: Postgres, tmp_path: Path):
    refused = "taken: .*would not know the workers' rooms.*"
    with (
        holder(postgres.url, tmp_path / "first"),
        holder(postgres.url, tmp_path / "second", refused, changed=WITH_REDIS) as second,
    ):
        assert second.exit_code() == 1


@contextmanager
def holder(
    url: str, log: Path, says: str = "held", changed: Mapping[str, str] = ALONE
) -> Iterator[Program]:
    """Run a program that takes the lock, and wait for its output `says`."""
    process = start(url, log, command=HOLDER, changed=changed)
    try:
        process.wait_for_line(f"^{says}$")
        yield process
    finally:
        process.stop(signal.SIGKILL)
