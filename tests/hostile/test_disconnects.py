"""The others are told of a leave at once, however the connection ended."""

import socket
import time
from collections.abc import Callable

import pytest

from tests.hostile.bare import POLLING, WEBSOCKET, Bare, poll
from tests.hostile.frames import frame
from tests.hostile.guest import Guest, PollingGuest
from tests.hostile.promises import Place

AT_ONCE_SECONDS = 1

pytestmark = pytest.mark.parametrize("server", ["impatient_server"], indirect=True)


def resets(guest: Guest) -> None:
    guest.abort()


def finishes(guest: Guest) -> None:
    guest.socket.close()


def shuts_its_half(guest: Guest) -> None:
    guest.socket.shutdown(socket.SHUT_WR)


def resets_inside_a_frame(guest: Guest) -> None:
    guest.send(frame(b"4" * 1000)[:500])
    guest.abort()


def resets_with_events_behind_it(guest: Guest) -> None:
    guest.send(frame(b'42["toggle-audio",{"enabled":true}]') * 20)
    guest.abort()


def closes_the_engine(guest: Guest) -> None:
    guest.send_packet("1")


def leaves_the_namespace(guest: Guest) -> None:
    guest.send_packet("41")


def closes_the_websocket(guest: Guest) -> None:
    guest.send(frame(b"\x03\xe9", 0x8))


@pytest.mark.parametrize(
    "leave",
    [
        resets,
        finishes,
        shuts_its_half,
        resets_inside_a_frame,
        resets_with_events_behind_it,
        closes_the_engine,
        leaves_the_namespace,
        closes_the_websocket,
    ],
)
def test_who_leaves_a_websocket_is_gone(place: Place, leave: Callable[[Guest], None]):
    with Guest(place.address) as neighbour, Guest(place.address) as leaving:
        neighbour.join(place.code)
        peer_id = leaving.join(place.code)

        leave(leaving)

        assert neighbour.expect("user-left", within_seconds=AT_ONCE_SECONDS) == {
            "socketId": peer_id
        }


@pytest.mark.parametrize("how", [Bare.abort, lambda bare: bare.socket.close()], ids=["RST", "FIN"])
def test_who_breaks_an_upgrade_off_is_gone(place: Place, how: Callable[[Bare], None]):
    """The upgrade answered its last poll, so the client is missed when it polls no more."""
    with Guest(place.address) as neighbour:
        neighbour.join(place.code)
        leaving = PollingGuest(place.address)
        leaving.join(place.code)
        polling, upgrading = Bare(place.address), Bare(place.address)
        polling.request("GET", f"{POLLING}&sid={leaving.engine_id}")
        assert upgrading.upgrade(f"{WEBSOCKET}&sid={leaving.engine_id}") == 101
        upgrading.send_packet("2probe")
        assert upgrading.packet() == "3probe"

        how(upgrading)
        how(polling)

        neighbour.expect("user-left", within_seconds=4 * AT_ONCE_SECONDS)


def test_an_upgrade_that_breaks_off_leaves_polling_as_it_was(place: Place):
    with Guest(place.address) as neighbour:
        neighbour.join(place.code)
        staying = PollingGuest(place.address)
        staying.join(place.code)
        with Bare(place.address) as upgrading:
            assert upgrading.upgrade(f"{WEBSOCKET}&sid={staying.engine_id}") == 101
            upgrading.send_packet("2probe")
            assert upgrading.packet() == "3probe"
        # The network is slow: the next poll comes late, and the one after that as well.
        time.sleep(1.2)
        assert staying.fetch() == (200, "6")
        time.sleep(2.5)

        staying.post('42["toggle-audio",{"enabled":true}]')

        assert neighbour.expect("user-toggle-audio", within_seconds=AT_ONCE_SECONDS)["enabled"]


def test_who_leaves_while_entering_leaves_nobody_behind(place: Place):
    with Guest(place.address) as neighbour:
        neighbour.join(place.code)
        for _ in range(20):
            leaving = Guest(place.address)
            leaving.send_packet("40")
            leaving.emit("join-room", {"roomCode": place.code, "displayName": "Mallory"})
            leaving.abort()
        time.sleep(AT_ONCE_SECONDS)

        with Guest(place.address) as newcomer:
            newcomer.connect()
            joined = newcomer.call("join-room", {"roomCode": place.code, "displayName": "New"})
            assert [one["displayName"] for one in joined["participants"]] == ["Mallory"]


def test_a_poll_that_was_answered_ends_nothing(place: Place):
    with Guest(place.address) as neighbour:
        neighbour.join(place.code)
        staying = PollingGuest(place.address)
        staying.join(place.code)
        for _ in range(3):
            neighbour.emit("toggle-audio", {"enabled": True})
            assert poll(place.address, staying.target)[0] == 200
