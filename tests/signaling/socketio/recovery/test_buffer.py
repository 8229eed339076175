"""A recovery buffer returns exactly the packets that may not have arrived, or nothing."""

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


def test_every_buffer_has_a_pid_of_its_own():
    pids = {RecoveryBuffer().pid for _ in range(1000)}
    assert len(pids) == 1000
    assert min(map(len, pids)) * 6 >= 128


def test_a_client_misses_nothing_if_nothing_was_sent():
    assert RecoveryBuffer().missed(None) == []


def test_a_client_without_an_offset_missed_all_packets():
    buffer = RecoveryBuffer()
    packets = sent(buffer, 3)
    assert buffer.missed(None) == packets


def test_a_client_missed_the_packets_after_its_offset():
    buffer = RecoveryBuffer()
    packets = sent(buffer, 5)
    assert buffer.missed(offset_of(packets[1])) == packets[2:]
    assert buffer.missed(offset_of(packets[4])) == []


def test_packets_that_were_sent_again_may_be_missed_again():
    buffer = RecoveryBuffer()
    packets = sent(buffer, 3)
    buffer.missed(offset_of(packets[0]))
    later = sent(buffer, 1)
    assert buffer.missed(offset_of(packets[0])) == [*packets[1:], *later]


def test_an_offset_of_an_earlier_connection_counts_as_none():
    earlier = next_offset()
    buffer = RecoveryBuffer()
    packets = sent(buffer, 2)
    assert buffer.missed(earlier) == packets


@pytest.mark.parametrize("offset", ["x", "ffffffffffffff", "zzz"])
def test_an_offset_that_was_never_sent_recovers_nothing(offset: str):
    buffer = RecoveryBuffer()
    sent(buffer, 2)
    assert buffer.missed(offset) is None


def test_an_offset_of_another_client_recovers_nothing():
    buffer = RecoveryBuffer()
    sent(buffer, 1)
    elsewhere = offset_of(an_event())
    sent(buffer, 1)
    assert buffer.missed(elsewhere) is None


def test_packets_sent_before_an_answered_ping_have_arrived():
    buffer = RecoveryBuffer()
    early = sent(buffer, 3)
    buffer.pinged()
    late = sent(buffer, 2)
    buffer.ponged()
    assert buffer.missed(offset_of(early[0])) == late
    assert buffer.missed(None) == late


def test_an_unanswered_ping_drops_no_packets():
    buffer = RecoveryBuffer()
    packets = sent(buffer, 2)
    buffer.pinged()
    assert buffer.missed(None) == packets
    buffer.ponged()
    assert buffer.missed(None) == packets


def test_a_pong_without_a_ping_drops_no_packets():
    buffer = RecoveryBuffer()
    packets = sent(buffer, 2)
    buffer.ponged()
    assert buffer.missed(None) == packets


def test_packets_that_have_arrived_use_no_memory():
    buffer = RecoveryBuffer()
    for _ in range(10):
        sent(buffer, MOST_PACKETS // 2)
        buffer.pinged()
        buffer.ponged()
    assert buffer.size_bytes == 0
    assert buffer.missed(None) == []


def test_a_client_that_missed_too_many_packets_recovers_nothing():
    buffer = RecoveryBuffer()
    packets = sent(buffer, MOST_PACKETS + 10)
    assert not buffer.is_complete
    assert buffer.missed(None) is None
    assert buffer.missed(offset_of(packets[5])) is None
    assert buffer.missed(offset_of(packets[-3])) == packets[-2:]
    assert buffer.is_complete


@pytest.mark.parametrize("size_bytes", [100, 600, 60_000, MOST_BYTES + 1])
def test_a_buffer_is_never_larger_than_its_limit(size_bytes: int):
    buffer = RecoveryBuffer()
    for _ in range(3 * MOST_PACKETS):
        sent(buffer, 1, size_bytes)
        assert buffer.size_bytes <= MOST_BYTES
    assert buffer.missed(None) is None


def test_a_full_buffer_keeps_the_newest_packets():
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
