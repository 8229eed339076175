"""The server's promises about hostile clients, as checks that can run against any server.

A check fails with AssertionError. A place is a server with an empty room.
"""

import contextlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.hostile.bare import POLLING, Address, Bare
from tests.hostile.frames import BINARY, frame
from tests.hostile.guest import Guest, PollingGuest
from tests.servers.process import Process

_MEGABYTE = 1_000_000
_LARGE_BYTES = 20 * _MEGABYTE
_AT_ONCE_SECONDS = 1
# The time after which a server that does nothing has failed.
_PATIENCE_SECONDS = 3
_SDP = {"type": "offer", "sdp": "v" * 60_000}


@dataclass(frozen=True)
class Place:
    address: Address
    code: str
    process: Process


def refuses_a_large_body_by_its_header(place: Place) -> None:
    with Bare(place.address, patience_seconds=_PATIENCE_SECONDS) as bare:
        bare.request("POST", "/", {"Content-Length": str(_LARGE_BYTES)}, b"x")
        assert bare.response()[0] == 413


def refuses_a_large_body_as_it_grows(place: Place) -> None:
    chunk = b"%x\r\n%b\r\n" % (_MEGABYTE, b"x" * _MEGABYTE)
    with Bare(place.address, patience_seconds=_PATIENCE_SECONDS) as bare:
        bare.request("POST", "/", {"Transfer-Encoding": "chunked"})
        taken = bare.send_what_is_taken(chunk * 20 + b"0\r\n\r\n")
        assert taken < 15 * _MEGABYTE
        # A server that is only slow has not refused the body.
        bare.seconds_until_closed()


def gives_up_on_a_slow_body(place: Place) -> None:
    with Bare(place.address, patience_seconds=_PATIENCE_SECONDS) as bare:
        bare.request("POST", "/", {"Content-Length": "1000"}, b"x")
        assert bare.response()[0] == 408


def ignores_the_networks_root_path(place: Place) -> None:
    with Bare(place.address) as bare:
        bare.request("GET", "/", {"Daphne-Root-Path": "/elsewhere"})
        status, _, body = bare.response()
    assert status == 200
    assert b"elsewhere" not in body


def cuts_a_flood_before_it_is_relayed(place: Place) -> None:
    with _neighbour(place) as neighbour, _guest(place) as flooder:
        flood = frame(b'42["toggle-audio",{"enabled":true}]') * 1000
        flooder.send_what_is_taken(flood + frame(b'42["toggle-audio",{"enabled":false}]'))
        toggles = 0
        while (event := neighbour.event()) is not None and event[0] != "user-left":
            assert event[1].get("enabled") is not False, "everything was relayed"
            toggles += event[0] == "user-toggle-audio"
        assert event is not None, "the neighbour was closed, too"
        assert toggles <= 300


def cuts_a_flood_on_polling(place: Place) -> None:
    with _neighbour(place) as neighbour:
        flooder = PollingGuest(place.address)
        flooder.join(place.code)
        toggle = '42["toggle-audio",{"enabled":true}]'
        for _ in range(40):
            if flooder.post("\x1e".join([toggle] * 10)) != 200:
                break
        neighbour.expect("user-left")


def cuts_a_client_that_does_not_read(place: Place) -> None:
    with (
        _neighbour(place) as sender,
        Guest(place.address, receive_buffer_bytes=4096) as slow,
    ):
        target = slow.join(place.code)
        for _ in range(190):
            sender.emit("offer", {"targetId": target, "sdp": _SDP})
        sender.expect("user-left", within_seconds=_PATIENCE_SECONDS)


def gives_up_on_a_socket_that_never_connects(place: Place) -> None:
    with Bare(place.address, patience_seconds=_PATIENCE_SECONDS) as silent:
        assert silent.upgrade() == 101
        assert silent.close_code() == 1008


def closes_on_a_packet_that_is_none(place: Place) -> None:
    with _neighbour(place) as neighbour, _guest(place) as hostile:
        hostile.send_packet('42["toggle-audio",{"enabled":tr')
        neighbour.expect("user-left", within_seconds=_AT_ONCE_SECONDS)


def closes_on_a_reserved_event(place: Place) -> None:
    with _neighbour(place) as neighbour, _guest(place) as hostile:
        hostile.emit("disconnect", "a reason of mine")
        assert hostile.errors_until_closed() == ["RESERVED_EVENT"]
        neighbour.expect("user-left", within_seconds=_AT_ONCE_SECONDS)


def takes_no_binary(place: Place) -> None:
    with _neighbour(place) as neighbour, _guest(place) as hostile:
        hostile.send_packet('451-["toggle-audio",{"_placeholder":true,"num":0}]')
        hostile.send(frame(b"\x00\x01", BINARY))
        neighbour.expect("user-left", within_seconds=_AT_ONCE_SECONDS)


def notices_a_poll_that_breaks_off(place: Place) -> None:
    with _neighbour(place) as neighbour:
        leaving = PollingGuest(place.address)
        leaving.join(place.code)
        polling = Bare(place.address)
        polling.request("GET", f"{POLLING}&sid={leaving.engine_id}")
        # The poll must have begun before it can break off.
        time.sleep(0.2)
        polling.abort()
        neighbour.expect("user-left", within_seconds=_AT_ONCE_SECONDS)


def acknowledges_what_is_unknown(place: Place) -> None:
    with _guest(place) as guest:
        assert guest.call("no-such-event", {})["code"] == "UNKNOWN_EVENT"


def refuses_an_unknown_namespace_with_a_message(place: Place) -> None:
    with _guest(place) as guest:
        guest.send_packet("40/nowhere,")
        packet = guest.packet()
        assert packet is not None
        answer = json.loads(packet.removeprefix("44/nowhere,"))
        assert isinstance(answer, dict)
        assert answer["message"]


PROMISES: list[Callable[[Place], None]] = [
    refuses_a_large_body_by_its_header,
    refuses_a_large_body_as_it_grows,
    gives_up_on_a_slow_body,
    ignores_the_networks_root_path,
    cuts_a_flood_before_it_is_relayed,
    cuts_a_flood_on_polling,
    cuts_a_client_that_does_not_read,
    gives_up_on_a_socket_that_never_connects,
    closes_on_a_packet_that_is_none,
    closes_on_a_reserved_event,
    takes_no_binary,
    notices_a_poll_that_breaks_off,
    acknowledges_what_is_unknown,
    refuses_an_unknown_namespace_with_a_message,
]


@contextlib.contextmanager
def _neighbour(place):
    """Give a client in the room that only receives, and must not be disturbed."""
    with Guest(place.address, patience_seconds=_PATIENCE_SECONDS) as guest:
        guest.join(place.code, "Nell")
        yield guest


@contextlib.contextmanager
def _guest(place):
    with Guest(place.address, patience_seconds=_PATIENCE_SECONDS) as guest:
        guest.join(place.code)
        yield guest
