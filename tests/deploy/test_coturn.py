"""coturn with the shipped file accepts Meet's credentials, and relays to the internet only."""

import socket
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from rooms.ice import ice_servers
from tests.deploy.turning import TurnClient
from tests.servers.coturn import SECRET, coturn

PUBLIC = "203.0.113.5"
PUBLIC_IPV6 = "2600::5"


@pytest.fixture(scope="module")
def address(logs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    relaying = {"fingerprint": "fingerprint\nrelay-ip=::1"}
    with coturn(tmp_path_factory.mktemp("coturn"), logs / "coturn.log", relaying) as address:
        yield address


@pytest.fixture
def credentials(settings: Settings) -> tuple[str, str]:
    settings.TURN_URLS, settings.TURN_SECRET = ["turn:localhost"], SECRET
    # Each test is another participant, because a participant has a quota of relays.
    (server,) = (one for one in ice_servers(str(uuid.uuid4())) if "username" in one)
    return server["username"], server["credential"]


def test_a_participant_gets_a_relay(address: tuple[str, int], credentials: tuple[str, str]):
    with TurnClient(address, *credentials) as client:
        assert client.allocate() == 0
        assert client.permit(PUBLIC) == 0


def test_strangers_get_none(address: tuple[str, int], credentials: tuple[str, str]):
    username, _ = credentials
    with TurnClient(address, username, "guessed") as client:
        assert client.allocate() == 401


def test_credentials_expire(address: tuple[str, int], settings: Settings):
    settings.TURN_URLS, settings.TURN_SECRET = ["turn:localhost"], SECRET
    settings.TURN_TTL_SECONDS = -10
    (server,) = (one for one in ice_servers("a-participant") if "username" in one)
    with TurnClient(address, server["username"], server["credential"]) as client:
        assert client.allocate() == 401


@pytest.mark.parametrize(
    "peer", ["127.0.0.1", "10.1.2.3", "172.20.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"]
)
def test_nothing_is_relayed_to_machines_behind_the_server(
    address: tuple[str, int], credentials: tuple[str, str], peer: str
):
    with TurnClient(address, *credentials) as client:
        assert client.allocate() == 0
        assert client.permit(peer) == 403


@pytest.mark.parametrize(
    "peer",
    [
        *("::", "::1", "fc00::1", "fe80::1", "fec0::1"),
        # Addresses that contain an IPv4 address: mapped, compatible, translated, tunnelled.
        *("::ffff:127.0.0.1", "::ffff:10.1.2.3", "::10.1.2.3"),
        *("64:ff9b::10.1.2.3", "64:ff9b:1::10.1.2.3", "2001::f5fe:fdfc", "2002:a01:203::1"),
    ],
)
def test_nothing_is_relayed_to_such_machines_over_ipv6(
    address: tuple[str, int], credentials: tuple[str, str], peer: str
):
    with TurnClient(address, *credentials) as client:
        assert client.allocate(version=6) == 0
        assert client.permit(PUBLIC_IPV6) == 0
        assert client.permit(peer) == 403


def test_a_media_server_with_a_private_address_can_be_permitted(
    credentials: tuple[str, str], logs: Path, tmp_path: Path
):
    permitted = {"# allowed-peer-ip=10.0.0.5": "allowed-peer-ip=10.0.0.5"}
    with (
        coturn(tmp_path, logs / "coturn-with-media-server.log", permitted) as address,
        TurnClient(address, *credentials) as client,
    ):
        assert client.allocate() == 0
        assert client.permit("10.0.0.5") == 0
        assert client.permit("10.0.0.6") == 403


def test_nothing_is_relayed_over_tcp(address: tuple[str, int], credentials: tuple[str, str]):
    with TurnClient(address, *credentials, socket.SOCK_STREAM) as client:
        assert client.allocate() == 442
