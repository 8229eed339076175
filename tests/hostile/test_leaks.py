"""Thousands of connections that break off in every way, at every step, leave nothing behind."""

import itertools
import json
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rooms.models import Room
from tests.hostile.bare import POLLING, WEBSOCKET, Address, Bare, opened, poll
from tests.hostile.frames import UNACCEPTABLE, frame
from tests.hostile.guest import Guest, Visitor
from tests.server.running import Program, served

ROUNDS = 5000
FORGETTING_SECONDS = 15
# Short times for everything that the server keeps for a while.
HASTY = {
    "CONNECT_SECONDS": "1",
    "REQUEST_SECONDS": "1",
    "HOLD_SECONDS": "0.2",
    "HOST_HOLD_SECONDS": "0.2",
    "RELOAD_HOLD_SECONDS": "0.2",
    "RECOVERY_SECONDS": "0.5",
    "PAIRING_HOLD_SECONDS": "0.2",
    "PING_INTERVAL_SECONDS": "2",
    "PING_TIMEOUT_SECONDS": "1",
    "LOG_LEVEL": "ERROR",
}

Leaving = Callable[[Address, str], None]


def as_a_stranger(address: Address, _code: str) -> None:
    Bare(address).abort()


def inside_a_head(address: Address, _code: str) -> None:
    bare = Bare(address)
    bare.send(b"GET /socket.io/?EIO=4 HTTP/1.1\r\nHost: ")
    bare.abort()


def inside_a_body(address: Address, _code: str) -> None:
    bare = Bare(address)
    bare.request("POST", "/", {"Content-Length": "1000"}, b"x")
    bare.abort()


def before_the_page_comes(address: Address, _code: str) -> None:
    bare = Bare(address)
    bare.request("GET", "/nowhere")
    bare.abort()


def before_the_upgrade_is_answered(address: Address, _code: str) -> None:
    bare = Bare(address)
    bare.request("GET", WEBSOCKET, {"Connection": "upgrade", "Upgrade": "websocket", **KEY})
    bare.abort()


def refused_its_handshake(address: Address, _code: str) -> None:
    with Bare(address) as bare:
        assert bare.upgrade(headers={"Sec-WebSocket-Version": "1"}) == 426


def after_the_upgrade(address: Address, _code: str) -> None:
    Guest(address).abort()


def before_the_connect_is_answered(address: Address, _code: str) -> None:
    guest = Guest(address)
    guest.send_packet("40")
    guest.abort()


def after_the_connect(address: Address, _code: str) -> None:
    guest = Guest(address)
    guest.connect()
    guest.abort()


def refused_its_namespace(address: Address, _code: str) -> None:
    with Guest(address) as guest:
        guest.send_packet("40/nowhere,")
        guest.packet()


def refused_its_token(address: Address, _code: str) -> None:
    with Guest(address) as guest:
        guest.send_packet('40{"token":"none"}')
        guest.packet()


def before_the_join_is_answered(address: Address, code: str) -> None:
    guest = Guest(address)
    guest.connect()
    guest.emit("join-room", {"roomCode": code})
    guest.abort()


def after_the_join(address: Address, code: str) -> None:
    guest = Guest(address)
    guest.connect()
    guest.call("join-room", {"roomCode": code})
    guest.abort()


def after_coming_back(address: Address, code: str) -> None:
    with Guest(address) as guest:
        pid = guest.present({})["pid"]
        guest.call("join-room", {"roomCode": code, "displayName": "Mallory"})
        guest.abort()
    with Guest(address) as guest:
        assert guest.present({"pid": pid})["pid"] == pid
        guest.abort()


def after_looking_for_a_partner(address: Address, _code: str) -> None:
    visitor = Visitor(address)
    visitor.connect()
    visitor.call("findChat", "", True)
    visitor.abort()


def with_an_unacceptable_frame(address: Address, _code: str) -> None:
    guest = Guest(address)
    guest.send_what_is_taken(UNACCEPTABLE[next(_frames)])
    guest.abort()


def with_a_malformed_packet(address: Address, _code: str) -> None:
    with Guest(address) as guest:
        guest.connect()
        guest.send_packet("4nonsense")


def inside_a_frame(address: Address, _code: str) -> None:
    guest = Guest(address)
    guest.send(frame(b"4" * 60_000)[:30_000])
    guest.abort()


def after_a_handshake_to_poll(address: Address, _code: str) -> None:
    poll(address)


def inside_a_poll(address: Address, _code: str) -> None:
    sid = opened(poll(address)[1])["sid"]
    bare = Bare(address)
    bare.request("GET", f"{POLLING}&sid={sid}")
    bare.abort()


def inside_an_upgrade(address: Address, _code: str) -> None:
    sid = opened(poll(address)[1])["sid"]
    bare = Bare(address)
    assert bare.upgrade(f"{WEBSOCKET}&sid={sid}") == 101
    bare.send_packet("2probe")
    bare.abort()


KEY = {"Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "x" * 22 + "=="}
WAYS: list[Leaving] = [
    as_a_stranger,
    inside_a_head,
    inside_a_body,
    before_the_page_comes,
    before_the_upgrade_is_answered,
    refused_its_handshake,
    after_the_upgrade,
    before_the_connect_is_answered,
    after_the_connect,
    refused_its_namespace,
    refused_its_token,
    before_the_join_is_answered,
    after_the_join,
    after_coming_back,
    after_looking_for_a_partner,
    with_an_unacceptable_frame,
    with_a_malformed_packet,
    inside_a_frame,
    after_a_handshake_to_poll,
    inside_a_poll,
    inside_an_upgrade,
]

_frames = itertools.cycle(UNACCEPTABLE)


class Watched:
    """A running Meet that counts its live objects."""

    def __init__(self, process: Program, address: Address) -> None:
        self.process = process
        self.address = address
        self._looks = itertools.count(1)

    def alive(self) -> dict[str, int]:
        self.process.send(signal.SIGUSR1)
        match = self.process.wait_for_line(rf"^alive {next(self._looks)} (.*)$")
        return dict(json.loads(match[1]))

    def settled(self, at_most: dict[str, int]) -> dict[str, int]:
        """Wait until the counts are within `at_most`; return the counts that still exceed it."""
        deadline = time.monotonic() + FORGETTING_SECONDS
        while (grown := surplus(self.alive(), at_most)) and time.monotonic() < deadline:
            time.sleep(0.5)
        return grown


@pytest.fixture(scope="module")
def watched(database_url: str, logs: Path) -> Iterator[Watched]:
    with served(
        database_url,
        logs / "watched.log",
        command=("-m", "tests.hostile.watched"),
        changed=HASTY,
    ) as (process, port):
        yield Watched(process, ("127.0.0.1", port))


def test_what_is_alive_is_seen(watched: Watched, room: Room):
    idle = watched.alive()
    with Guest(watched.address) as guest, Bare(watched.address) as bare:
        guest.join(room.code)
        bare.request("GET", "/nowhere")
        bare.response()
        alive = watched.alive()
    assert {name.rpartition(".")[2] for name in surplus(alive, idle)} >= {
        "BoundedChannel",
        "HTTPTransport",
        "Connection",
        "Session",
        "ServerWebSocket",
    }

    assert watched.settled(idle) == {}


def test_nothing_is_left_of_thousands(watched: Watched, room: Room):
    for leave in WAYS:
        leave(watched.address, room.code)
    idle = watched.alive()

    for leave in itertools.islice(itertools.cycle(WAYS), ROUNDS):
        leave(watched.address, room.code)

    assert watched.settled(idle) == {}
    assert "Traceback" not in watched.process.log_since(0)


def surplus(alive: dict[str, int], at_most: dict[str, int]) -> dict[str, int]:
    """Return the counts beyond `at_most`. The database may keep some files and tasks."""
    slack = {"files": 10, "tasks": 2}
    more = {name: alive[name] - at_most.get(name, 0) - slack.get(name, 0) for name in alive}
    return {name: count for name, count in more.items() if count > 0}
