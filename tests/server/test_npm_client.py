"""The npm client works with this server as with Socket.IO's own, on each of its transports.

The scenarios are in `conformance.mjs`, in JavaScript.
"""

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from rooms.models import Room
from tests.clients.flavours import FLAVOURS
from tests.server.running import served
from tests.servers.meet import MeetServer

SCRIPT = Path(__file__).with_name("conformance.mjs")
WAYS = {
    flavour.removeprefix("npm-"): FLAVOURS[flavour].transports
    for flavour in FLAVOURS
    if flavour.startswith("npm-")
}
RESTART = "after a restart of the server clients are back by themselves"
DEADLINE_SECONDS = 30

every_way = pytest.mark.parametrize("transports", WAYS.values(), ids=WAYS)


def scenarios() -> list[str]:
    """Return the names of the scenarios that need only a running server."""
    names = re.findall(r'^  async "(.*)"\(\)', SCRIPT.read_text(), re.MULTILINE)
    return [name for name in names if name != RESTART]


@every_way
@pytest.mark.parametrize("scenario", scenarios())
def test_the_client_can_count_on_it(
    server: MeetServer, room: Room, scenario: str, transports: Sequence[str]
):
    client = start(scenario, server.url, room.code, transports)
    assert client.wait(DEADLINE_SECONDS) == 0, client.stdout.read()
    client.communicate()


@every_way
def test_clients_come_back_after_a_restart(
    database_url: str, tmp_path: Path, room: Room, transports: Sequence[str]
):
    with served(database_url, tmp_path / "first.log") as (_, port):
        client = start(RESTART, f"http://127.0.0.1:{port}", room.code, transports)
        assert client.stdout.readline() == "joined\n"
    assert client.stdout.readline() == "closed\n"
    with served(database_url, tmp_path / "second.log", "--port", str(port)):
        assert client.stdout.readline() == "back\n"
        assert client.wait(DEADLINE_SECONDS) == 0
    client.communicate()


def start(scenario: str, url: str, code: str, transports: Sequence[str]) -> subprocess.Popen[str]:
    node = shutil.which("node")
    if node is None:
        raise RuntimeError("Node is not on the PATH. Run the tests through make test.")
    return subprocess.Popen(
        [node, SCRIPT, scenario, url, code, *transports],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
