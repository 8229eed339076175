"""What a sender numbers, keeps and sends again."""

import pytest

from signaling.workers.bus.entries import Dropped, Entry, Messages, Position, decode
from signaling.workers.bus.outbox import KEPT_BYTES, KEPT_SECONDS, Outbox

WALL_TIME = 1_700_000_000.0


@pytest.fixture
def outbox() -> Outbox:
    return Outbox("ann", b"channel of bo")


def send(outbox: Outbox, *messages: bytes, at: float = 0) -> Entry:
    for message in messages:
        outbox.add(message)
    return decode(outbox.collect(at, WALL_TIME))


def answer(outbox: Outbox, number: int, end: int | None = None) -> list[Entry]:
    return [decode(entry) for entry in outbox.answer(number, end, WALL_TIME)]


def test_the_messages_of_one_turn_are_one_entry(outbox: Outbox) -> None:
    assert [outbox.add(message) for message in (b"1", b"2")] == [True, False]
    assert decode(outbox.collect(0, WALL_TIME)) == Messages("ann", WALL_TIME, 1, [b"1", b"2"])
    assert send(outbox, b"3") == Messages("ann", WALL_TIME, 3, [b"3"])


def test_an_answer_has_the_entries_with_the_missing_messages_only(outbox: Outbox) -> None:
    sent = [send(outbox, *b"ab".split()), *(send(outbox, b"c", b"d") for _ in range(4))]
    assert [entry.number for entry in sent] == [1, 2, 4, 6, 8]
    assert answer(outbox, 4, 8) == sent[2:4]
    assert answer(outbox, 5, 6) == sent[2:3]
    assert answer(outbox, 4) == sent[2:]
    assert answer(outbox, 1) == sent
    assert answer(outbox, 10) == []


def test_entries_are_kept_for_ten_seconds(outbox: Outbox) -> None:
    send(outbox, b"old")
    kept = send(outbox, b"new", at=1)
    outbox.drop_old(KEPT_SECONDS + 0.5)
    assert answer(outbox, 1) == [Dropped("ann", WALL_TIME, 2), kept]
    outbox.drop_old(KEPT_SECONDS + 1.5)
    assert answer(outbox, 1) == [Dropped("ann", WALL_TIME, 3)]
    assert answer(outbox, 3) == []


def test_the_oldest_entries_beyond_4_mib_are_dropped(outbox: Outbox) -> None:
    for _ in range(5):
        send(outbox, bytes(KEPT_BYTES // 4))
    first, *kept = answer(outbox, 1)
    assert first == Dropped("ann", WALL_TIME, 3)
    assert [entry.number for entry in kept] == [3, 4, 5]


def test_after_a_loss_of_redis_the_entries_since_then_are_sent_again(outbox: Outbox) -> None:
    send(outbox, b"1", at=1)
    later = [send(outbox, b"2", at=2), send(outbox, b"3", at=3)]
    assert [decode(entry) for entry in outbox.since(2)] == later


def test_the_position_is_told_for_30_seconds_after_the_last_message(outbox: Outbox) -> None:
    assert outbox.position(0, WALL_TIME) is None
    send(outbox, b"1", b"2", at=100)
    position = outbox.position(130, WALL_TIME)
    assert position is not None
    assert decode(position) == Position("ann", WALL_TIME, 2)
    assert outbox.position(131, WALL_TIME) is None
