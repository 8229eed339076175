"""From `git clone` to a running Meet, on a machine without any preparation."""

import os
import re
import signal
import time
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.fresh_clone.conftest import Make, path_with, path_without
from tests.servers.process import Process

# The downloads take much less over an ordinary connection.
_SETUP_SECONDS = 600
_NEXT_START_SECONDS = 5
# One start may be slow if the machine does other work.
_ATTEMPTS = 3
_PASSWORD = re.compile(r"An administrator was created: \S+ with password \S+")


@pytest.mark.alone
def test_one_command_makes_a_site_and_the_next_start_is_quick(make: Make) -> None:
    first = make("run", "PORT=0")
    check_site(url_of(first))
    assert len(_PASSWORD.findall(first.log_since(0))) == 1
    end(first)

    assert any(seconds_of_next_start(make) < _NEXT_START_SECONDS for _ in range(_ATTEMPTS))


def test_a_machine_without_node_gets_one(make: Make, tmp_path: Path) -> None:
    path = path_without(re.compile("node|nodejs|npm|npx|corepack"), tmp_path / "programs")

    running = make("run", "PORT=0", path=path)

    check_site(url_of(running))
    assert "No Node >= 20 here" in running.log_since(0)
    end(running)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("sys.version_info <", "Meet needs Python 3.11 or newer"),
        ("import ensurepip", "can't make virtual environments"),
    ],
)
def test_what_is_missing_is_named(
    asked: str, sentence: str, make: Make, home: Path, tmp_path: Path
) -> None:
    script = f'case "$*" in *"{asked}"*) exit 1;; esac; exec "$real" "$@"'
    path = path_with("python3", script, tmp_path / "programs")

    running = make("run", "PORT=0", path=path)

    running.wait_for_line(sentence)
    assert not (home / "meet" / ".env").exists()
    assert not (home / "meet" / ".venv").exists()


def seconds_of_next_start(make: Make) -> float:
    """Start again after the set-up; assert that everything works and nothing was created again."""
    begin = time.monotonic()
    again = make("run", "PORT=0", "HOST=127.0.0.2")
    url = url_of(again)
    took_seconds = time.monotonic() - begin

    print(f"The next start took {took_seconds:.1f} s")  # noqa: T201 to be read with -s
    assert _PASSWORD.search(again.log_since(0)) is None
    assert urlsplit(url).hostname == "127.0.0.2"
    check_site(url)
    end(again)
    return took_seconds


def url_of(process: Process) -> str:
    return process.wait_for_line(r"Meet is ready at (\S+)", _SETUP_SECONDS)[1]


def end(process: Process) -> None:
    """Interrupt the whole process group, as a terminal does, and wait for its end."""
    os.killpg(process.pid, signal.SIGTERM)
    process.stop()


def check_site(url: str) -> None:
    """Fetch the home page and its stylesheets, and open an Engine.IO session."""
    page, _ = fetch(url, "/")
    assert "Video meetings on your own server" in page
    for kind in ("css", "js"):
        found = re.search(rf'"(/static/\S+\.[0-9a-f]{{12}}\.{kind})"', page)
        assert found is not None, f"no hashed {kind} on the page"
        _, response = fetch(url, found[1])
        assert "immutable" in response.getheader("Cache-Control", "")
    opening, _ = fetch(url, "/socket.io/?EIO=4&transport=polling")
    assert opening.startswith('0{"sid":')


def fetch(url: str, path: str) -> tuple[str, HTTPResponse]:
    connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        assert response.status == 200, path
        return response.read().decode(), response
    finally:
        connection.close()
