"""Four people in a room notice nothing of what goes on beside them, in their own room too."""

import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.bare import POLLING, Bare
from tests.hostile.frames import UNACCEPTABLE, frame
from tests.hostile.guest import Guest
from tests.hostile.promises import Place
from tests.server.running import resident_bytes
from tests.servers.meet import MeetServer

P99_MILLISECONDS = 50
GROWTH_BYTES = 50_000_000
LARGE_BYTES = 20_000_000
ATTACK_SECONDS = 3

_SCRIPT = Path(__file__).with_name("neighbours.mjs")

pytestmark = pytest.mark.parametrize("server", ["impatient_server"], indirect=True)


@dataclass(frozen=True)
class Noticed:
    lost: int
    p99_milliseconds: float
    count: int
    troubles: list[str]


class Neighbours:
    """The four, in a Node process that ends when its input does."""

    def __init__(self, place: Place) -> None:
        node = shutil.which("node")
        if node is None:
            raise RuntimeError("Node is not on the PATH. Run the tests through make test.")
        self._popen = subprocess.Popen(
            [node, _SCRIPT, "http://{}:{}".format(*place.address), place.code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._line() == {"ready": True}

    def noticed(self) -> Noticed:
        assert self._popen.stdin is not None
        self._popen.stdin.write("\n")
        self._popen.stdin.flush()
        told = self._line()
        return Noticed(told["lost"], told["p99Ms"], told["count"], told["troubles"])

    def leave(self) -> None:
        self._popen.communicate(timeout=10)

    def _line(self) -> dict[str, Any]:
        assert self._popen.stdout is not None
        return dict(json.loads(self._popen.stdout.readline()))


@pytest.fixture
def neighbours(place: Place) -> Iterator[Neighbours]:
    four = Neighbours(place)
    yield four
    four.leave()


def a_flooder(place: Place, open_: ExitStack) -> None:
    flooder = open_.enter_context(Guest(place.address))
    flooder.join(place.code)
    flooder.send_what_is_taken(frame(b'42["toggle-audio",{"enabled":true}]') * 2000)
    assert flooder.seconds_until_closed() < 1


def a_slow_reader(place: Place, open_: ExitStack) -> None:
    sender = open_.enter_context(Guest(place.address))
    slow = open_.enter_context(Guest(place.address, receive_buffer_bytes=4096))
    sender.join(place.code)
    target = slow.join(place.code)
    for _ in range(190):
        sender.emit("offer", {"targetId": target, "sdp": {"sdp": "v" * 60_000}})
    sender.expect("user-left", within_seconds=4)


def a_hundred_silent_sockets(place: Place, open_: ExitStack) -> None:
    silent = [open_.enter_context(Bare(place.address)) for _ in range(100)]
    for number, bare in enumerate(silent):
        if number % 2:
            bare.upgrade()
        else:
            bare.request("GET", POLLING)
    time.sleep(1)


def ten_large_bodies(place: Place, open_: ExitStack) -> None:
    for _ in range(10):
        bare = open_.enter_context(Bare(place.address))
        bare.request("POST", "/", {"Content-Length": str(LARGE_BYTES)})
        bare.send_what_is_taken(b"x" * LARGE_BYTES)
    time.sleep(0.5)


def frames_of_every_bad_kind(place: Place, open_: ExitStack) -> None:
    for data in UNACCEPTABLE.values():
        hostile = open_.enter_context(Guest(place.address))
        hostile.connect()
        hostile.send_what_is_taken(data)
        time.sleep(0.05)


ATTACKS: list[Callable[[Place, ExitStack], None]] = [
    a_flooder,
    a_slow_reader,
    a_hundred_silent_sockets,
    ten_large_bodies,
    frames_of_every_bad_kind,
]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_nobody_notices(
    server: MeetServer,
    place: Place,
    neighbours: Neighbours,
    attack: Callable[[Place, ExitStack], None],
):
    """The attack goes on for a while, one after the other, as one that fails would try again."""
    before = resident_bytes(server.process.pid)
    neighbours.noticed()
    most = before
    begin = time.monotonic()
    while time.monotonic() - begin < ATTACK_SECONDS:
        with ExitStack() as open_:
            attack(place, open_)
            most = max(most, resident_bytes(server.process.pid))
        # Who leaves keeps a seat for a while, and the room has 100.
        time.sleep(0.2)

    noticed = neighbours.noticed()

    assert noticed.count >= 30 * ATTACK_SECONDS
    assert (noticed.troubles, noticed.lost) == ([], 0)
    assert noticed.p99_milliseconds <= P99_MILLISECONDS
    assert most - before <= GROWTH_BYTES
