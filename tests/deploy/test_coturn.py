"""coturn with the shipped file accepts Meet's credentials, and relays to the internet only."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from rooms.ice import ice_servers
from tests.deploy.files import free_port, program, replaced
from tests.deploy.turning import TurnClient
from tests.servers.certificates import self_signed
from tests.servers.process import Process

SECRET = "a secret that only Meet and coturn know"
HOST = "127.0.0.1"
PUBLIC = "203.0.113.5"


@pytest.fixture(scope="module")
def port(logs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    directory = tmp_path_factory.mktemp("coturn")
    certificate = self_signed("localhost", directory / "certificate.pem")
    port, tls_port = free_port(socket.SOCK_DGRAM), free_port()
    changes = {
        "listening-port=3478": f"listening-port={port}\nlistening-ip={HOST}\nrelay-ip={HOST}",
        "tls-listening-port=5349": f"tls-listening-port={tls_port}",
        "/etc/meet/tls/fullchain.pem": f"{certificate}",
        "/etc/meet/tls/privkey.pem": f"{certificate}",
        "# static-auth-secret=the value of Meet's TURN_SECRET": f"static-auth-secret={SECRET}",
        "log-file=stdout": f"log-file=stdout\npidfile={directory / 'pid'}",
    }
    (directory / "turnserver.conf").write_text(replaced("coturn/turnserver.conf", changes))
    log = logs / "coturn.log"
    command = [program("turnserver", "coturn"), "-c", directory / "turnserver.conf"]
    coturn = Process(command, log=log)
    try:
        # coturn listens before it starts its administration thread.
        coturn.wait_for_line("admin thread")
        yield port
    finally:
        coturn.stop()
    assert "Bad configuration format" not in coturn.log_since(0)


@pytest.fixture
def credentials(settings: Settings) -> tuple[str, str]:
    settings.TURN_URLS, settings.TURN_SECRET = ["turn:localhost"], SECRET
    (server,) = (one for one in ice_servers("a-participant") if "username" in one)
    return server["username"], server["credential"]


def test_a_participant_gets_a_relay(port: int, credentials: tuple[str, str]):
    with TurnClient((HOST, port), *credentials) as client:
        assert client.allocate() == 0
        assert client.permit(PUBLIC) == 0


def test_strangers_get_none(port: int, credentials: tuple[str, str]):
    username, _ = credentials
    with TurnClient((HOST, port), username, "guessed") as client:
        assert client.allocate() == 401


def test_credentials_expire(port: int, settings: Settings):
    settings.TURN_URLS, settings.TURN_SECRET = ["turn:localhost"], SECRET
    settings.TURN_TTL_SECONDS = -10
    (server,) = (one for one in ice_servers("a-participant") if "username" in one)
    with TurnClient((HOST, port), server["username"], server["credential"]) as client:
        assert client.allocate() == 401


@pytest.mark.parametrize(
    "peer", ["127.0.0.1", "10.1.2.3", "172.20.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"]
)
def test_nothing_is_relayed_to_machines_behind_the_server(
    port: int, credentials: tuple[str, str], peer: str
):
    with TurnClient((HOST, port), *credentials) as client:
        assert client.allocate() == 0
        assert client.permit(peer) == 403
