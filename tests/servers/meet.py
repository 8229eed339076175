"""Run Meet as a process on the test database."""

import re
import signal
import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from types import MappingProxyType

from django.conf import settings

from tests.servers.process import Process

LONG_SECONDS = 3600
_SETTLE_SECONDS = 20
FRIENDLY_ORIGIN = "https://friend.example"

# Seats are held for longer than any test, so that nothing is written between two tests, while
# tables are emptied. Tests of held seats use a server with short times.
SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        "ENVIRONMENT": "development",
        "DEBUG": "false",
        "SECRET_KEY": settings.SECRET_KEY,
        "JWT_SIGNING_KEY": settings.JWT_SIGNING_KEY,
        "ALLOWED_HOSTS": "127.0.0.1",
        "ALLOWED_ORIGINS": FRIENDLY_ORIGIN,
        "HOLD_SECONDS": str(LONG_SECONDS),
        "HOST_HOLD_SECONDS": str(LONG_SECONDS),
        "RELOAD_HOLD_SECONDS": str(LONG_SECONDS),
        "PAIRING_ALONE_SECONDS": str(LONG_SECONDS),
        "TYPING_SECONDS": "0.5",
        "CAMERA_SECONDS": "0.5",
        "MESSAGES_PER_SECOND": "50",
        "MESSAGES_BURST": "400",
        "PING_INTERVAL_SECONDS": "5",
        "ICE_URLS": "stun:stun.example.org:3478",
        "TURN_URLS": "turn:turn.example.org:3478",
        "TURN_SECRET": "a secret that only coturn knows as well",
        # All clients of all tests have one address.
        "UNKNOWN_CODES": "1000",
        "KNOCKERS_PER_ADDRESS": "1000",
        "WRONG_PASSWORDS_PER_MINUTE": "1000",
        "LOG_LEVEL": "INFO",
        # The servers of one test run share a database, and none has meetings while another starts.
        "SEVERAL_SERVERS": "true",
    }
)


class MeetServer:
    """A running Meet: its address and its log."""

    def __init__(self, url: str, process: Process) -> None:
        self.url = url.rstrip("/")
        self.process = process

    @property
    def address(self) -> tuple[str, int]:
        host, _, port = self.url.removeprefix("http://").partition(":")
        return host, int(port)

    def settle(self) -> None:
        """End what a test left in Meet, and store what is due, before the database is emptied.

        Otherwise Meet's background work would disturb the next test.
        """
        seen = self.process.log_length()
        self.process.send(signal.SIGUSR1)
        self.process.wait_for_line(r"^Settled \d+$", _SETTLE_SECONDS, since=seen)

    def errors_since(self, line: int) -> list[str]:
        """Return the logged errors, each with its traceback.

        Errors of clients are left out: python-engineio logs each kind once, with a note.
        """
        log = self.process.log_since(line)
        errors = re.findall(r"^.* ERROR .*(?:\n(?!\d{4}-).*)*|^Traceback.*", log, re.MULTILINE)
        return [error for error in errors if "(further occurrences of this error" not in error]


@contextmanager
def serve(database_url: str, log: Path, **changed: str) -> Iterator[MeetServer]:
    """Run `manage.py serve` on a free port with changed settings, for several tests."""
    command = [sys.executable, "-m", "tests.servers.shared", "--port", "0"]
    environment = {**_environment(database_url, changed), "PYTHONPATH": str(settings.BASE_DIR)}
    with _running(Process(command, log=log, environment=environment)) as it:
        ready = it.wait_for_line(r"Meet is ready at (\S+)")
        yield MeetServer(ready[1], it)


@contextmanager
def serve_with_daphne(database_url: str, log: Path, **changed: str) -> Iterator[MeetServer]:
    """Run the ASGI application with daphne's command.

    daphne gets the listening socket; therefore connections wait until it listens.
    """
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        command = [sys.executable, "-m", "daphne", "--fd", str(listening.fileno())]
        process = Process(
            [*command, "tests.servers.under_daphne:application"],
            log=log,
            environment={
                **_environment(database_url, changed),
                "PYTHONPATH": str(settings.BASE_DIR),
            },
            pass_fds=[listening.fileno()],
        )
        with _running(process):
            process.wait_for_line("^The application is loaded$")
            yield MeetServer(f"http://127.0.0.1:{listening.getsockname()[1]}", process)


@contextmanager
def _running(process: Process) -> Iterator[Process]:
    try:
        yield process
    finally:
        process.stop()


def _environment(database_url: str, changed: Mapping[str, str]) -> dict[str, str]:
    return {**SETTINGS, "PYTHONUNBUFFERED": "1", "DATABASE_URL": database_url, **changed}
