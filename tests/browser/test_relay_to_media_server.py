"""A meeting on a media server, in a network that lets no UDP pass: through coturn, over TCP."""

import socket
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from pytest_django.fixtures import Settings

from accounts.models import User
from rooms.actions import create_room
from rooms.models import Room
from tests.browser.conftest import SETTINGS
from tests.browser.person import Person
from tests.browser.relay_network import only_relays
from tests.browser.waiting import eventually
from tests.servers import janus as janus_server
from tests.servers.coturn import RELAY, SECRET, coturn
from tests.servers.janus import janus
from tests.servers.meet import MeetServer, serve

# A page publishes over one connection, and receives over another one.
_CONNECTIONS = 2
_KEEP_CONNECTIONS = """
window.connections = [];
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...given) {
    super(...given);
    window.connections.push(this);
  }
};
"""
_READ = """
async () => {
  const connected = window.connections.filter((one) => one.connectionState === "connected");
  const read = { frames: 0, energy: 0, paths: [] };
  for (const stats of await Promise.all(connected.map((one) => one.getStats()))) {
    const reports = [...stats.values()];
    for (const report of reports.filter(({ type }) => type === "inbound-rtp")) {
      read.frames += report.framesDecoded ?? 0;
      read.energy += report.totalAudioEnergy ?? 0;
    }
    const { selectedCandidatePairId } = reports.find(({ type }) => type === "transport");
    const local = stats.get(stats.get(selectedCandidatePairId)?.localCandidateId);
    read.paths.push(`${local?.candidateType} ${local?.relayProtocol}`);
  }
  return read;
}
"""

pytestmark = pytest.mark.parametrize("server", ["meet_behind_coturn"], indirect=True)


def address_of_this_machine() -> str:
    """Return the address that Janus announces; nothing is sent to find it."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as one:
        one.connect(("192.0.2.1", 9))
        return str(one.getsockname()[0])


@pytest.fixture(scope="module")
def meet_behind_coturn(
    database_url: str, logs: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MeetServer]:
    address = address_of_this_machine()
    changed = {
        "# allowed-peer-ip=10.0.0.5": f"allowed-peer-ip={address}",
        # Janus does not answer checks from loopback addresses.
        f"relay-ip={RELAY}": f"relay-ip={address}",
    }
    with (
        coturn(tmp_path_factory.mktemp("coturn"), logs / "coturn-to-janus.log", changed) as turn,
        janus(logs / "janus-behind-coturn.log") as media_server,
    ):
        host, port = turn
        settings = {
            **SETTINGS,
            "TURN_URLS": f"turn:{host}:{port}?transport=tcp",
            "TURN_SECRET": SECRET,
            "MEDIA_SERVERS": f"ws://:{quote(janus_server.SECRET)}@127.0.0.1:{media_server.port}",
        }
        with serve(database_url, logs / "server-behind-coturn.log", **settings) as running:
            yield running


@pytest.fixture
def room(account: User, settings: Settings) -> Room:
    # Any server will do here: the one above is in the settings of the other process.
    settings.MEDIA_SERVERS = ["ws://:secret@127.0.0.1:8188"]
    return create_room(account, "Weekly planning", media_server="always")


def read(person: Person) -> dict[str, Any]:
    values: dict[str, Any] = person.page.evaluate(_READ)
    return values


def test_pictures_and_sound_reach_the_media_server_through_a_relay(
    ann: Person, ben: Person, room: Room
) -> None:
    for person in (ann, ben):
        person.page.add_init_script(_KEEP_CONNECTIONS)
        only_relays(person, "tcp")
        person.arrive(room.code)
        person.join()

    for person in (ann, ben):
        receives(person)
        assert read(person)["paths"] == ["relay tcp"] * _CONNECTIONS


def receives(person: Person) -> None:
    """Wait until pictures and sound arrive, and go on arriving."""
    begin: dict[str, Any] = {"frames": 0, "energy": 0}
    for _ in range(2):
        begin = eventually(person.page, lambda: read(person), partial(has_grown, begin))


def has_grown(begin: dict[str, Any], now: dict[str, Any]) -> bool:
    return bool(now["frames"] > begin["frames"] and now["energy"] > begin["energy"])
