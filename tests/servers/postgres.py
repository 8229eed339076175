"""A temporary PostgreSQL server for tests, from Debian's package."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from tests.servers.process import Process

_ROLE = "meet"


class Postgres:
    """A server on a socket in its own directory. `url` is that of its first database."""

    def __init__(self, programs: Path, directory: Path, log: Path, user: str | None) -> None:
        self.url = f"postgresql://{_ROLE}@{quote(str(directory), safe='')}/postgres"
        self._start = partial(_start, programs, directory, log, user)
        self._server: Process | None = None

    def start(self, **options: str) -> None:
        """Start the server with more options."""
        self._server = self._start(options)

    def stop(self) -> None:
        """End all sessions and stop; SIGTERM would wait for sessions. Repeated calls do nothing."""
        server, self._server = self._server, None
        if server is not None:
            server.stop(signal.SIGINT)


@contextmanager
def postgres(log: Path) -> Iterator[str]:
    """Run a server; yield the URL of its first database."""
    with stoppable_postgres(log) as server:
        server.start()
        yield server.url


@contextmanager
def stoppable_postgres(log: Path) -> Iterator[Postgres]:
    """Yield an initialized server, which the caller starts.

    PostgreSQL refuses to run as root; for root it runs as Debian's user `postgres`.
    """
    programs = _programs()
    user = "postgres" if os.geteuid() == 0 else None
    # The path of a socket is limited to 107 characters; pytest's directories have nearly as many.
    directory = Path(tempfile.mkdtemp(prefix="meet-postgres-"))
    try:
        if user is not None:
            shutil.chown(directory, user, user)
        _initialize(programs, directory / "data", user)
        server = Postgres(programs, directory, log, user)
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(directory)


def prepare(database_url: str, environment: Mapping[str, str]) -> None:
    """Create Meet's tables."""
    subprocess.run(
        [sys.executable, settings.BASE_DIR / "manage.py", "prepare"],
        check=True,
        capture_output=True,
        env={**os.environ, **environment, "DATABASE_URL": database_url},
    )


def _programs() -> Path:
    """Return the directory with the programs of the newest installed version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if not found:
        raise RuntimeError(
            "PostgreSQL is not installed here. Run: "
            "apt-get install --yes --no-install-recommends postgresql"
        )
    return found[-1].parent


def _version(program: Path) -> int:
    return int(program.parts[-3])


def _initialize(programs: Path, data: Path, user: str | None) -> None:
    subprocess.run(
        [
            programs / "initdb",
            f"--pgdata={data}",
            f"--username={_ROLE}",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ],
        check=True,
        capture_output=True,
        user=user,
        group=user,
        cwd="/",
    )


def _start(
    programs: Path, directory: Path, log: Path, user: str | None, changed: Mapping[str, str]
) -> Process:
    options = {
        "listen_addresses": "",
        "unix_socket_directories": str(directory),
        # Tests do not need data that survives a failure of the machine.
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        **changed,
    }
    arguments = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    command = [programs / "postgres", "-D", directory / "data", *arguments]
    server = Process(command, log=log, user=user)
    server.wait_for_line("ready to accept connections")
    return server


def end_connections() -> None:
    """End all connections to the database of Django, except Django's own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
