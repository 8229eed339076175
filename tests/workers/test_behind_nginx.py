"""Real clients of two workers behind nginx: with the shipped configuration, and sent in turn.

In turn means that each request reaches any worker: many polls reach another one than that of their
session.
"""

import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import User
from rooms.actions import create_room
from rooms.models import Room
from tests.clients.client import Client
from tests.clients.connecting import Connecting
from tests.clients.flavours import FLAVOURS
from tests.clients.npm_connection import Node
from tests.deploy.test_nginx import HOST, Proxied, command, configure, is_listening
from tests.hostile.bare import POLLING, WEBSOCKET, Bare, opened, poll
from tests.server.test_npm_client import DEADLINE_SECONDS, scenarios, start
from tests.servers.process import Process
from tests.servers.two_workers import TwoWorkers
from tests.waiting import eventually
from tests.workers.joining import join
from tests.workers.shared import shared_workers

SETTINGS = {
    "ALLOWED_HOSTS": f"{HOST},127.0.0.1",
    "HTTPS": "true",
    "TRUSTED_PROXIES": "127.0.0.1",
}
CANDIDATES = 50
# A lost connection is recovered by its own worker. At another one, its client has to join again.
OF_RECOVERY = {
    "a connection that was lost comes back as the same",
    "namespaces share a connection, and each comes back on its own",
    "what was missed comes in order and once",
}


@pytest.fixture(scope="module")
def meet(database_url: str, django_db_blocker: DjangoDbBlocker, logs: Path) -> Iterator[TwoWorkers]:
    log = logs / "behind-nginx.log"
    with shared_workers(database_url, django_db_blocker, log, changed=SETTINGS) as running:
        yield running


@pytest.fixture(scope="module")
def proxied(
    meet: TwoWorkers, logs: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Proxied]:
    """Run nginx with the shipped configuration."""
    directory = tmp_path_factory.mktemp("nginx")
    proxy = configure(directory, (meet.port, meet.own_port(1), meet.own_port(2)))
    with running_nginx(proxy, directory, logs / "nginx-of-workers.log"):
        yield proxy


@pytest.fixture(scope="module")
def in_turn(
    meet: TwoWorkers, logs: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Proxied]:
    """Run nginx with a configuration that sends the requests to the workers in turn."""
    directory = tmp_path_factory.mktemp("nginx")
    ports = (meet.own_port(1), meet.own_port(2))
    proxy = configure(directory, (meet.port, *ports))
    servers = "".join(f"server 127.0.0.1:{port};" for port in ports)
    (directory / "meet-upstream.conf").write_text(f"upstream meet {{ {servers} keepalive 32; }}")
    configuration = directory / "nginx.conf"
    shipped = configuration.read_text()
    configuration.write_text(shipped.replace("http://$meet_by_session", "http://meet"))
    assert configuration.read_text() != shipped
    with running_nginx(proxy, directory, logs / "nginx-in-turn.log"):
        yield proxy


@contextmanager
def running_nginx(proxy: Proxied, directory: Path, log: Path) -> Iterator[None]:
    nginx = Process(command(directory, "daemon off;"), log=log)
    try:
        eventually(lambda: is_listening(proxy.address))
        yield
    finally:
        nginx.stop()


@pytest.fixture
def transactional_db(meet: TwoWorkers) -> None:
    """Let a test use the database, which is not emptied after it: the workers go on."""


@pytest.fixture
def room(transactional_db: None) -> Room:
    host = User.objects.create_user(f"{uuid.uuid4()}@example.org", display_name="Ann")
    return create_room(host, "Planning", max_participants=100)


@pytest.mark.parametrize("scenario", scenarios())
def test_the_npm_client_can_count_on_the_shipped_configuration(
    proxied: Proxied, room: Room, scenario: str, monkeypatch: pytest.MonkeyPatch
):
    trust(proxied, monkeypatch)
    run_scenario(scenario, f"{proxied.url}/?room={room.code}", room, "polling", "websocket")


@pytest.mark.parametrize("scenario", sorted({*scenarios()} - OF_RECOVERY))
def test_the_npm_client_can_poll_the_workers_in_turn(
    in_turn: Proxied, room: Room, scenario: str, monkeypatch: pytest.MonkeyPatch
):
    trust(in_turn, monkeypatch)
    run_scenario(scenario, in_turn.url, room, "polling")


def run_scenario(scenario: str, url: str, room: Room, *transports: str) -> None:
    client = start(scenario, url, room.code, transports)
    assert client.wait(DEADLINE_SECONDS) == 0, client.stdout.read()
    client.communicate()


def trust(proxy: Proxied, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clients that this test starts accept the proxy's certificate."""
    for name in ("NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "WEBSOCKET_CLIENT_CA_BUNDLE"):
        monkeypatch.setenv(name, f"{proxy.certificate}")


def test_an_upgrade_is_accepted_only_by_the_worker_of_the_session(meet: TwoWorkers):
    right, wrong = (("127.0.0.1", meet.own_port(slot)) for slot in (1, 2))
    status, text = poll(right, POLLING)
    assert status == 200
    session = f"&sid={opened(text)['sid']}"
    with Bare(wrong) as bare:
        assert bare.upgrade(WEBSOCKET + session) == 403
    with Bare(wrong) as bare:
        bare.request("POST", POLLING + session, body=b"40")
        assert bare.response()[0] == 200
    status, text = poll(wrong, POLLING + session)
    assert (status, text[:2]) == (200, "40")
    with Bare(right) as bare:
        assert bare.upgrade(WEBSOCKET + session) == 101


@pytest.mark.parametrize("library", ["npm", "python"])
def test_clients_whose_upgrade_may_reach_the_wrong_worker_hear_each_other(
    in_turn: Proxied, room: Room, library: str, monkeypatch: pytest.MonkeyPatch
):
    trust(in_turn, monkeypatch)
    with ExitStack() as leaving:
        node = Node()
        leaving.callback(node.stop)
        flavour = FLAVOURS[f"{library}-upgrade"]
        connect = Connecting(in_turn.url, flavour, lambda: node, leaving)
        clients = [connect() for _ in range(6)]
        for number, client in enumerate(clients):
            assert join(client, room, f"Person {number}")["success"]
        for sender, receiver in zip(clients, [*clients[1:], clients[0]], strict=True):
            assert numbers_received(sender, receiver) == list(range(CANDIDATES))
        for client in clients:
            assert client.call("chat-message", {"content": client.peer_id})["success"]
        texts = [[one["content"] for one in client.received("chat-message")] for client in clients]
        assert texts == [[client.peer_id for client in clients]] * len(clients)


def numbers_received(sender: Client, receiver: Client) -> list[int]:
    """Send a burst of candidates from one to the other; return those that have arrived."""
    for number in range(CANDIDATES):
        candidate = {"targetId": receiver.peer_id, "candidate": {"candidate": "", "n": number}}
        sender.emit("ice-candidate", candidate)
    sender.settle()
    return [one["candidate"]["n"] for one in receiver.received("ice-candidate")]
