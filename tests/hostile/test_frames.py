"""Invalid frames end the connection at once, and each writes one short line to the log."""

import time
from contextlib import ExitStack

import pytest

from tests.hostile.bare import Bare
from tests.hostile.frames import CONTINUATION, PING, PONG, TEXT, UNACCEPTABLE, frame
from tests.hostile.guest import Guest
from tests.hostile.promises import Place
from tests.servers.meet import MeetServer

LOG_BYTES_PER_FRAME = 200

pytestmark = pytest.mark.parametrize("server", ["impatient_server"], indirect=True)


@pytest.mark.parametrize("data", UNACCEPTABLE.values(), ids=UNACCEPTABLE)
def test_an_unacceptable_frame_is_the_last(server: MeetServer, place: Place, data: bytes):
    before = server.process.log_length()
    with Guest(place.address) as neighbour, Guest(place.address) as hostile:
        neighbour.join(place.code)
        peer_id = hostile.join(place.code)

        hostile.send_what_is_taken(data)

        assert neighbour.expect("user-joined")["participant"]["socketId"] == peer_id
        left = neighbour.expect("user-left", within_seconds=1)
        assert left["socketId"] == peer_id
        assert neighbour.call("toggle-audio", {"enabled": True})["success"]
    assert len(server.process.log_since(before)) <= LOG_BYTES_PER_FRAME


def test_it_is_so_before_a_connect_too(server: MeetServer, place: Place):
    before = server.process.log_length()
    with ExitStack() as leaving:
        hostile = [leaving.enter_context(Bare(place.address)) for _ in UNACCEPTABLE]
        for bare, data in zip(hostile, UNACCEPTABLE.values(), strict=True):
            bare.upgrade()
            bare.send_what_is_taken(data)
        begin = time.monotonic()
        for bare in hostile:
            bare.seconds_until_closed()
        assert time.monotonic() - begin < 1
    assert len(server.process.log_since(before)) <= LOG_BYTES_PER_FRAME * len(UNACCEPTABLE)


def test_a_message_may_come_in_parts_with_a_ping_between(place: Place):
    with Guest(place.address) as guest:
        guest.connect()
        guest.send(frame(b'421["get-ice', is_final=False))
        guest.send(frame(b"are you there?", PING))
        guest.send(frame(b'-servers",{}]', CONTINUATION))

        assert guest.frame() == (PONG, b"are you there?")
        assert guest.packet().startswith("431[")


def test_a_message_of_64_kib_may_come_in_parts(place: Place):
    start, end = b'421["no-such-event","', b'"]'
    message = start + b"x" * (64 * 1024 - len(start + end)) + end
    with Guest(place.address) as guest:
        guest.connect()
        guest.send(frame(message))
        assert "UNKNOWN_EVENT" in guest.packet()

        guest.send(frame(message[:40_000], is_final=False))
        guest.send(frame(message[40_000:], CONTINUATION))
        assert "UNKNOWN_EVENT" in guest.packet()


def test_the_codes_of_closing_say_what_was_wrong(place: Place):
    for data, code in [
        (frame(b"\xff"), 1007),
        (UNACCEPTABLE["one byte more than a message has"], 1009),
        (UNACCEPTABLE["fragments of 32 KiB without end"], 1009),
        (UNACCEPTABLE["a continuation of nothing"], 1002),
        (UNACCEPTABLE["a flood of pings"], 1008),
        (frame(b"4x"), 1008),
    ]:
        with Guest(place.address) as guest:
            guest.connect()
            guest.send_what_is_taken(data)
            assert guest.close_code() == code


def test_a_closing_handshake_is_answered(place: Place):
    with Guest(place.address) as guest:
        guest.connect()
        guest.send(frame(b"\x03\xe8", 0x8))
        assert guest.close_code() == 1000


def test_frames_that_come_in_a_hundred_pieces_are_whole(place: Place):
    with Guest(place.address) as guest:
        guest.connect()
        for byte in frame(b'421["get-ice-servers",{}]', TEXT):
            guest.send(bytes([byte]))
        assert guest.packet().startswith("431[")
