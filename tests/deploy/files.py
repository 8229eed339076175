"""The files in `deploy/`, with the paths and ports of a test."""

import secrets
import shutil
import socket
from collections.abc import Mapping
from contextlib import ExitStack, closing, suppress
from pathlib import Path

from django.conf import settings

DEPLOY: Path = settings.BASE_DIR / "deploy"
# Below the ports that Linux gives to clients (`net.ipv4.ip_local_port_range`). Not by `random`: it
# chooses the same ports in each process of the tests.
_SERVER_PORTS = range(20_000, 32_000)


def replaced(name: str, changes: Mapping[str, str]) -> str:
    """Return the text of a file with replacements; each replaced text must exist."""
    text = (DEPLOY / name).read_text()
    for old, new in changes.items():
        assert old in text, f"{name} lacks {old!r}"
        text = text.replace(old, new)
    return text


def environment_of(name: str) -> dict[str, str]:
    """Return the variables of a file of settings."""
    lines = (DEPLOY / name).read_text().splitlines()
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {variable: value for variable, _, value in pairs}


def free_port() -> int:
    """Return a port that no UDP or TCP socket has, and that no client gets in the meantime."""
    while True:
        port = secrets.choice(_SERVER_PORTS)
        with suppress(OSError), ExitStack() as opened:
            for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM):
                one = opened.enter_context(closing(socket.socket(socket.AF_INET, kind)))
                one.bind(("127.0.0.1", port))
            return port


def program(name: str, package: str) -> str:
    """Return the path of a program of a Debian package, even if PATH lacks /usr/sbin."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if found is None:
        raise RuntimeError(
            f"{name} is not installed here. Run: "
            f"apt-get install --yes --no-install-recommends {package}"
        )
    return found
