"""A buffer gives back exactly what may not have arrived, as long as it has all of it."""

import pytest

from signaling.protocol.offsets import next_offset, offset_of
from signaling.socketio.recovery.buffer import (
    MOST_BYTES,
    MOST_PACKETS,
    RecoveryBuffer,
    RecoveryRequest,
    recovery_request_of,
)
from tests.signaling.socketio.recovery.packets import an_event


def sent(buffer: RecoveryBuffer, count: int, size_bytes: int = 0) -> list[bytes]:
    packets = [an_event(size_bytes) for _ in range(count)]
    for packet in packets:
        buffer.keep(packet)
    return packets


def test_no_two_sessions_have_one_pid():
    pids = {RecoveryBuffer().pid for _ in range(1000)}
    assert len(pids) == 1000
    assert min(map(len, pids)) * 6 >= 128


def test_nothing_was_missed_where_nothing_was_sent():
    assert RecoveryBuffer().missed(None) == []


def test_everything_was_missed_by_who_heard_nothing():
    buffer = RecoveryBuffer()
    packets = sent(buffer, 3)
    assert buffer.missed(None) == packets


def test_what_came_after_the_offset_was_missed():
    buffer = RecoveryBuffer()
    packets = sent(buffer, 5)
    assert buffer.missed(offset_of(packets[1])) == packets[2:]
    assert buffer.missed(offset_of(packets[4])) == []


def test_what_was_given_back_may_be_missed_again():
    buffer = RecoveryBuffer()
    packets = sent(buffer, 3)
    buffer.missed(offset_of(packets[0]))
    later = sent(buffer, 1)
    assert buffer.missed(offset_of(packets[0])) == [*packets[1:], *later]


def test_an_offset_of_a_session_before_is_as_good_as_none():
    earlier = next_offset()
    buffer = RecoveryBuffer()
    packets = sent(buffer, 2)
    assert buffer.missed(earlier) == packets


@pytest.mark.parametrize("offset", ["x", "ffffffffffffff", "zzz"])
def test_an_offset_that_was_never_sent_gives_nothing(offset: str):
    buffer = RecoveryBuffer()
    sent(buffer, 2)
    assert buffer.missed(offset) is None


def test_an_offset_that_somebody_else_was_sent_gives_nothing():
    buffer = RecoveryBuffer()
    sent(buffer, 1)
    elsewhere = offset_of(an_event())
    sent(buffer, 1)
    assert buffer.missed(elsewhere) is None


def test_what_was_sent_before_an_answered_ping_has_arrived():
    buffer = RecoveryBuffer()
    early = sent(buffer, 3)
    buffer.pinged()
    late = sent(buffer, 2)
    buffer.ponged()
    assert buffer.missed(offset_of(early[0])) == late
    assert buffer.missed(None) == late


def test_a_ping_without_an_answer_says_nothing():
    buffer = RecoveryBuffer()
    packets = sent(buffer, 2)
    buffer.pinged()
    assert buffer.missed(None) == packets
    buffer.ponged()
    assert buffer.missed(None) == packets


def test_an_answer_that_nothing_was_asked_for_says_nothing():
    buffer = RecoveryBuffer()
    packets = sent(buffer, 2)
    buffer.ponged()
    assert buffer.missed(None) == packets


def test_what_has_arrived_takes_no_room():
    buffer = RecoveryBuffer()
    for _ in range(10):
        sent(buffer, MOST_PACKETS // 2)
        buffer.pinged()
        buffer.ponged()
    assert buffer.size_bytes == 0
    assert buffer.missed(None) == []


def test_too_many_packets_are_more_than_can_be_given_back():
    buffer = RecoveryBuffer()
    packets = sent(buffer, MOST_PACKETS + 10)
    assert not buffer.is_complete
    assert buffer.missed(None) is None
    assert buffer.missed(offset_of(packets[5])) is None
    assert buffer.missed(offset_of(packets[-3])) == packets[-2:]
    assert buffer.is_complete


@pytest.mark.parametrize("size_bytes", [100, 600, 60_000, MOST_BYTES + 1])
def test_a_session_is_never_larger_than_its_bound(size_bytes: int):
    buffer = RecoveryBuffer()
    for _ in range(3 * MOST_PACKETS):
        sent(buffer, 1, size_bytes)
        assert buffer.size_bytes <= MOST_BYTES
    assert buffer.missed(None) is None


def test_the_newest_are_kept_where_there_is_no_room_for_all():
    buffer = RecoveryBuffer()
    packets = sent(buffer, 20, MOST_BYTES // 10)
    assert buffer.missed(offset_of(packets[-4])) == packets[-3:]


@pytest.mark.parametrize(
    ("auth", "expected"),
    [
        (None, RecoveryRequest()),
        ({}, RecoveryRequest()),
        ({"token": "x"}, RecoveryRequest()),
        ({"pid": "p"}, RecoveryRequest("p")),
        ({"pid": "p", "offset": "o", "token": "x"}, RecoveryRequest("p", "o")),
        ({"pid": 7}, RecoveryRequest()),
        ({"pid": "p", "offset": 7}, RecoveryRequest()),
        ({"pid": ["p"]}, RecoveryRequest()),
        (["pid"], RecoveryRequest()),
        ("pid", RecoveryRequest()),
    ],
    ids=str,
)
def test_a_recovery_request_has_a_pid_and_an_optional_offset(
    auth: object, expected: RecoveryRequest
):
    assert recovery_request_of(auth) == expected
