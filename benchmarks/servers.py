"""The four servers: how each is started, and with which state."""

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.processes import ServerProcess

MEET = "meet"
NODE = "node"
STOCK = "daphne"
BARE = "ws"

NAMES: Mapping[str, str] = {
    MEET: "Meet",
    NODE: "Node socket.io",
    STOCK: "stock daphne",
    BARE: "bare ws",
}

ROOT = Path(__file__).resolve().parent.parent
_APPS = Path(__file__).resolve().parent / "apps"
# Only those of Meet's limits are raised that the load itself exceeds: here, one socket sends
# thousands of messages a second, and all sockets come from one address.
_NO_LIMIT = "1000000000"
SETTINGS = {
    "ENVIRONMENT": "production",
    "DEBUG": "false",
    "ALLOWED_HOSTS": "127.0.0.1",
    "ALLOWED_ORIGINS": "",
    "TRUSTED_PROXIES": "",
    "LOG_LEVEL": "INFO",
    # For all servers: otherwise thousands of heartbeats in a few seconds would be measured as well.
    "PING_INTERVAL_SECONDS": "300",
    "MESSAGES_PER_SECOND": _NO_LIMIT,
    "MESSAGES_BURST": _NO_LIMIT,
    "SOCKETS_PER_ADDRESS": _NO_LIMIT,
}


class Stable:
    """Starts new instances of the servers; they write to `directory`.

    `rooms` are the codes of rooms in Meet's database. The other servers accept any name as a room.
    """

    def __init__(self, directory: Path, rooms: int) -> None:
        self._directory = directory
        self._started = 0
        self._settings = {
            **SETTINGS,
            **new_secrets(),
        }
        self._database = directory / "rooms.sqlite3"
        self.rooms = make_rooms(rooms, f"sqlite:///{self._database}", self._settings)

    def start(self, name: str) -> ServerProcess:
        self._started += 1
        starting: dict[str, Callable[[Path], ServerProcess]] = {
            MEET: self._start_meet,
            STOCK: _start_stock,
            NODE: lambda log: _start_node("socket-io.mjs", log),
            BARE: lambda log: _start_node("bare-ws.mjs", log),
        }
        return starting[name](self._directory / f"{self._started}-{name}.log")

    def _start_meet(self, log: Path) -> ServerProcess:
        database = log.with_suffix(".sqlite3")
        shutil.copy(self._database, database)
        command = [sys.executable, ROOT / "manage.py", "serve", "--port", "0"]
        environment = {**self._settings, "DATABASE_URL": f"sqlite:///{database}"}
        return ServerProcess(command, r"Meet is ready at http://[^:]+:(\d+)/", log, environment)


def new_secrets() -> dict[str, str]:
    return {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "JWT_SIGNING_KEY": secrets.token_urlsafe(48),
    }


def make_rooms(count: int, database_url: str, settings: Mapping[str, str]) -> list[str]:
    """Prepare a Meet database with this many rooms, and return their codes."""
    made = subprocess.run(
        [sys.executable, "-m", "benchmarks.apps.rooms", str(count)],
        cwd=ROOT,
        env={**os.environ, **settings, "DATABASE_URL": database_url},
        check=True,
        capture_output=True,
        text=True,
    )
    return made.stdout.split()


def _start_stock(log: Path) -> ServerProcess:
    command = [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", "0"]
    application = "benchmarks.apps.stock:application"
    environment = {"PYTHONPATH": str(ROOT)}
    return ServerProcess(
        [*command, application], r"Listening on TCP address .*:(\d+)", log, environment
    )


def _start_node(app: str, log: Path) -> ServerProcess:
    environment = {"NODE_ENV": "production"}
    return ServerProcess(["node", _APPS / app], r"ready at (\d+)", log, environment)
