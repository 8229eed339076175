"""The limits of one socket, which apply before the server stores anything for it."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection, transaction

from rooms.models import Room
from tests.hostile.bare import Address
from tests.hostile.frames import frame
from tests.hostile.guest import Guest, PollingGuest
from tests.hostile.promises import Place
from tests.servers.meet import MeetServer, serve

BURST = 10
PER_SECOND = 20
SDP = {"type": "offer", "sdp": "v" * 60_000}
CANDIDATE = {"candidate": "candidate:1 1 udp 1 192.0.2.1 54400 typ host", "sdpMid": "0"}
TOGGLE = frame(b'42["toggle-audio",{"enabled":true}]')

strictly = pytest.mark.parametrize("server", ["strict_server"], indirect=True)
impatient = pytest.mark.parametrize("server", ["impatient_server"], indirect=True)


@pytest.fixture(scope="session")
def strict_server(database_url: str, logs: Path) -> Iterator[MeetServer]:
    """Run Meet with low limits, set by settings."""
    changed = {"MESSAGES_PER_SECOND": str(PER_SECOND), "MESSAGES_BURST": str(BURST)}
    with serve(database_url, logs / "strict-server.log", **changed) as running:
        yield running


@pytest.fixture
def strict(server: MeetServer) -> Address:
    return server.address


@strictly
def test_the_burst_is_a_setting(strict: Address, room: Room):
    with Guest(strict) as within, Guest(strict) as beyond:
        for guest in (within, beyond):
            guest.join(room.code)
        within.send(TOGGLE * (BURST - 3))
        assert within.call("toggle-audio", {"enabled": True})["success"]

        beyond.send(TOGGLE * (BURST + 5))
        assert beyond.errors_until_closed() == ["RATE_LIMITED"]


@strictly
def test_the_candidates_of_a_machine_with_many_networks_are_accepted(strict: Address, room: Room):
    with Guest(strict) as many, Guest(strict) as too_many:
        target = too_many.join(room.code)
        many.join(room.code)
        for _ in range(3 * (BURST - 3)):
            many.emit("ice-candidate", {"targetId": target, "candidate": CANDIDATE})
        assert many.call("toggle-audio", {"enabled": True})["success"]
        for _ in range(3 * (BURST - 3)):
            assert too_many.expect("ice-candidate")["candidate"] == CANDIDATE

        flood = json.dumps(["ice-candidate", {"targetId": target, "candidate": CANDIDATE}])
        too_many.send(frame(f"42{flood}".encode()) * 10 * BURST)
        assert too_many.errors_until_closed()[-1] == "RATE_LIMITED"


@strictly
def test_the_rate_is_a_setting(strict: Address, room: Room):
    with Guest(strict) as guest:
        guest.join(room.code)
        for _ in range(2 * PER_SECOND):
            time.sleep(1.2 / PER_SECOND)
            guest.send(TOGGLE)
        assert guest.call("toggle-audio", {"enabled": True})["success"]


@strictly
def test_what_is_no_message_counts_too(strict: Address):
    with Guest(strict) as guest:
        guest.connect()
        guest.send(frame(b"3") * (BURST + 5))
        assert guest.errors_until_closed() == ["RATE_LIMITED"]


@strictly
def test_unknown_events_count_too(strict: Address):
    with Guest(strict) as guest:
        guest.connect()
        guest.send(frame(b'42["nonsense"]') * (BURST + 5))
        assert guest.errors_until_closed()[-1] == "RATE_LIMITED"


@impatient
def test_the_burst_on_polling_is_the_same(place: Place):
    with Guest(place.address) as neighbour:
        neighbour.join(place.code)
        flooder = PollingGuest(place.address)
        flooder.join(place.code)
        neighbour.expect("user-joined")

        begin = time.monotonic()
        assert flooder.post("\x1e".join(['42["toggle-audio",{"enabled":true}]'] * 256)) == 200

        toggles = 0
        while (event := neighbour.event()) is not None and event[0] != "user-left":
            toggles += event[0] == "user-toggle-audio"
        # On a busy machine the flood takes longer, and the rate limit allows more.
        assert toggles <= 200 + 50 * (time.monotonic() - begin)
        assert neighbour.call("toggle-audio", {"enabled": True})["success"]


@impatient
def test_a_poller_that_never_polls_is_cut(place: Place):
    with Guest(place.address) as sender:
        sender.join(place.code)
        slow = PollingGuest(place.address)
        slow.join(place.code)
        target = sender.expect("user-joined")["participant"]["socketId"]

        for _ in range(20):
            sender.emit("offer", {"targetId": target, "sdp": SDP})

        sender.expect("user-left", within_seconds=1)
        assert slow.fetch()[0] == 400


@impatient
def test_the_others_lose_nothing_beside_a_slow_reader(place: Place):
    with (
        Guest(place.address) as sender,
        Guest(place.address, receive_buffer_bytes=4096) as slow,
        Guest(place.address) as reader,
    ):
        sender.join(place.code)
        targets = {guest: guest.join(place.code) for guest in (slow, reader)}
        for number in range(90):
            for target in targets.values():
                sender.emit("offer", {"targetId": target, "sdp": {**SDP, "number": number}})
            assert reader.expect("offer")["sdp"]["number"] == number
        assert sender.expect("user-left")["socketId"] == targets[slow]


@impatient
def test_what_waits_behind_a_slow_handler_is_bounded(place: Place):
    with Guest(place.address) as guest, database_held():
        guest.connect()
        guest.emit("join-room", {"roomCode": place.code})
        for _ in range(20):
            guest.emit("offer", {"targetId": "nobody", "sdp": SDP})
        assert guest.errors_until_closed() == ["RATE_LIMITED"]


@impatient
def test_who_leaves_while_the_database_is_slow_leaves_no_ghost(place: Place):
    with Guest(place.address) as neighbour:
        neighbour.join(place.code)
        with database_held():
            for _ in range(5):
                leaving = Guest(place.address)
                leaving.connect()
                leaving.emit("join-room", {"roomCode": place.code})
                # The join must have arrived before the connection ends.
                time.sleep(0.1)
                leaving.abort()

        events = [neighbour.event() for _ in range(2 * 5)]
        joined = [
            payload["participant"]["socketId"] for name, payload in events if name == "user-joined"
        ]
        left = [payload["socketId"] for name, payload in events if name == "user-left"]
        assert len(joined) == 5
        assert sorted(left) == sorted(joined)


@contextmanager
def database_held() -> Iterator[None]:
    """Prevent all other writes of seats."""
    with transaction.atomic():
        # SQLite has one lock, which a transaction takes when it begins.
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE rooms_seat IN EXCLUSIVE MODE")
        yield
