"""The server shuts down in order during any work: clients are told, and nothing stays open."""

import contextlib
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rooms.models import Room, RoomSnapshot, Seat
from tests.hostile.bare import POLLING, Address, Bare
from tests.hostile.guest import Guest, PollingGuest
from tests.server.running import Program, served

STOPPING_SECONDS = 5
TOLD_SECONDS = 1


@pytest.fixture
def running(database_url: str, tmp_path: Path) -> Iterator[tuple[Program, Address]]:
    with served(database_url, tmp_path / "log") as (process, port):
        yield process, ("127.0.0.1", port)


def assert_the_meeting_can_go_on(room: Room) -> None:
    """Check that seats are open and stored, so that their people return to them after a start."""
    assert Seat.objects.filter(given_up_at=None).exists()
    assert RoomSnapshot.objects.filter(room_key=str(room.pk)).exists()


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_everybody_is_told(running: tuple[Program, Address], room: Room, by: signal.Signals):
    process, address = running
    with (
        Guest(address) as ann,
        Guest(address) as bob,
        Bare(address) as polling,
        Bare(address) as silent,
    ):
        ann.join(room.code)
        bob.join(room.code)
        eve = PollingGuest(address)
        eve.join(room.code)
        polling.request("GET", f"{POLLING}&sid={eve.engine_id}")
        silent.upgrade()
        time.sleep(0.2)

        begin = time.monotonic()
        process.send(by)

        for guest in (ann, bob):
            assert guest.expect("server-restarting")["graceSeconds"] > 0
            assert guest.close_code() == 1012
        assert b"server-restarting" in polling.response()[2]
        assert silent.close_code() == 1012
        assert time.monotonic() - begin < TOLD_SECONDS
        assert process.exit_code() == 0
        assert time.monotonic() - begin < STOPPING_SECONDS
    assert "Traceback" not in process.log_since(0)
    assert Seat.objects.count() == 3
    assert_the_meeting_can_go_on(room)


def test_nobody_hears_that_others_leave(running: tuple[Program, Address], room: Room):
    process, address = running
    with Guest(address) as ann, Guest(address) as bob:
        ann.join(room.code)
        bob.join(room.code)
        ann.expect("user-joined")

        process.send(signal.SIGTERM)

        assert ann.event()[0] == "server-restarting"
        assert ann.event() is None
    assert process.exit_code() == 0


def test_a_client_that_does_not_read_does_not_hold_it_up(
    running: tuple[Program, Address], room: Room
):
    process, address = running
    with Guest(address) as sender, Guest(address, receive_buffer_bytes=4096) as slow:
        sender.join(room.code)
        target = slow.join(room.code)
        for _ in range(10):
            sender.emit("offer", {"targetId": target, "sdp": {"sdp": "v" * 60_000}})
        sender.call("toggle-audio", {"enabled": True})

        begin = time.monotonic()
        process.send(signal.SIGTERM)

        assert process.exit_code() == 0
        assert time.monotonic() - begin < STOPPING_SECONDS


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_a_second_signal_ends_it_at_once(
    running: tuple[Program, Address], room: Room, by: signal.Signals
):
    process, address = running
    with Guest(address) as guest:
        guest.join(room.code)
        process.send(signal.SIGTERM)
        process.send(by)
        # Signals that arrive together are handled in any order, and the second one may arrive when
        # no handler is left.
        assert process.exit_code() in (0, 128 + by, 128 + signal.SIGTERM, -by)


@pytest.mark.parametrize("_round", range(10))
def test_a_storm_of_connects_does_not_disturb_the_end(
    running: tuple[Program, Address], room: Room, _round: int
):
    process, address = running
    with Guest(address) as ann, storm(address, room.code):
        ann.join(room.code)
        time.sleep(0.2)

        begin = time.monotonic()
        process.send(signal.SIGTERM)

        ann.expect("server-restarting")
        assert ann.close_code() == 1012
        assert process.exit_code() == 0
        assert time.monotonic() - begin < STOPPING_SECONDS
    assert "Traceback" not in process.log_since(0)
    assert_the_meeting_can_go_on(room)


def test_nobody_gets_in_meanwhile(running: tuple[Program, Address], room: Room):
    process, address = running
    with Guest(address) as ann, Bare(address) as early:
        ann.join(room.code)
        process.send(signal.SIGTERM)
        ann.expect("server-restarting")
        with contextlib.suppress(ConnectionError):
            assert early.upgrade() != 101
        with contextlib.suppress(ConnectionError), Bare(address) as late:
            assert late.upgrade() != 101
        assert process.exit_code() == 0


@contextlib.contextmanager
def storm(address: Address, code: str) -> Iterator[None]:
    """Let clients connect on every transport, as far and as fast as they can."""
    is_over = threading.Event()

    def keep(doing: Callable[[], None]) -> None:
        while not is_over.is_set():
            with contextlib.suppress(OSError, AssertionError, KeyError, ValueError):
                doing()

    def upgrade() -> None:
        with Bare(address) as bare:
            bare.upgrade()

    def connect() -> None:
        with Guest(address) as guest:
            guest.connect()
            guest.abort()

    def join() -> None:
        with Guest(address) as guest:
            guest.join(code)

    def upgrade_a_poll() -> None:
        with Bare(address) as bare:
            guest = PollingGuest(address)
            bare.upgrade(guest.target.replace("polling", "websocket"))
            bare.send_packet("2probe")
            bare.packet()

    clients = (upgrade, connect, join, upgrade_a_poll)
    threads = [threading.Thread(target=keep, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        is_over.set()
        for thread in threads:
            thread.join()
