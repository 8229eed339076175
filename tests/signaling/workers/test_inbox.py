"""What a receiver delivers, holds back, asks for and gives up."""

import logging

import pytest

from signaling.workers.bus.inbox import ANSWER_SECONDS, WAITING_BYTES, Inbox


class Receiver:
    """Keeps what its inbox delivers, and raises an error for the message `bad`."""

    def __init__(self) -> None:
        self.got: list[str] = []
        self.inbox = Inbox("ann", self._received, self._lost)

    def take(self, number: int, *messages: str) -> bool:
        return self.inbox.take(number, [message.encode() for message in messages])

    def _received(self, sender: str, message: bytes) -> None:
        assert sender == "ann"
        if message == b"bad":
            raise ValueError(message)
        self.got.append(message.decode())

    def _lost(self, sender: str) -> None:
        self.got.append(f"lost of {sender}")


@pytest.fixture
def bo() -> Receiver:
    return Receiver()


def test_messages_are_delivered_in_order_and_once(bo: Receiver) -> None:
    assert bo.take(1, "1", "2")
    assert bo.take(1, "1", "2")
    assert bo.take(3, "3")
    assert bo.got == ["1", "2", "3"]
    assert bo.inbox.missing(0) is None


def test_later_messages_wait_for_missing_ones(bo: Receiver) -> None:
    assert bo.take(1, "1")
    assert not bo.take(4, "4")
    assert bo.got == ["1"]
    assert bo.inbox.missing(0) == (2, 4)
    assert bo.take(2, "2", "3")
    assert bo.got == ["1", "2", "3", "4"]
    assert bo.inbox.missing(0) is None


def test_a_repeated_entry_that_waits_is_delivered_once(bo: Receiver) -> None:
    bo.take(2, "2")
    bo.take(2, "2")
    bo.take(1, "1")
    bo.take(2, "2")
    assert bo.got == ["1", "2"]


def test_each_gap_is_asked_for_as_soon_as_the_one_before_is_filled(bo: Receiver) -> None:
    bo.take(2, "2")
    bo.take(4, "4")
    assert bo.inbox.missing(0) == (1, 2)
    bo.take(1, "1")
    assert bo.inbox.missing(0) == (3, 4)
    bo.take(3, "3")
    assert bo.got == ["1", "2", "3", "4"]


def test_the_loss_of_the_last_messages_is_noticed_by_the_position(bo: Receiver) -> None:
    bo.inbox.note_position(2)
    assert bo.inbox.missing(0) == (1, None)
    bo.take(1, "1", "2")
    bo.inbox.note_position(2)
    assert bo.inbox.missing(0) is None


def test_a_request_is_repeated_after_a_second(bo: Receiver) -> None:
    bo.take(2, "2")
    assert bo.inbox.missing(0) == (1, 2)
    assert bo.inbox.missing(0.9) is None
    assert bo.inbox.missing(1) == (1, 2)
    bo.inbox.note_connected()
    assert bo.inbox.missing(1.1) == (1, 2)


def test_an_answer_that_arrives_piece_by_piece_is_asked_for_once(bo: Receiver) -> None:
    bo.take(100, "100")
    assert bo.inbox.missing(0) == (1, 100)
    for number in range(1, 99):
        bo.take(number, str(number))
        assert bo.inbox.missing(number / 10) is None
    assert bo.inbox.missing(10.9) == (99, 100)


def test_messages_that_the_sender_dropped_are_reported_once(bo: Receiver) -> None:
    bo.take(1, "1")
    bo.take(9, "9")
    bo.inbox.note_dropped(7)
    bo.inbox.note_dropped(7)
    bo.take(7, "7", "8")
    assert bo.got == ["1", "lost of ann", "7", "8", "9"]


def test_what_waits_here_is_delivered_although_the_sender_dropped_it(bo: Receiver) -> None:
    bo.take(2, "2")
    bo.inbox.note_dropped(3)
    bo.take(3, "3")
    assert bo.got == ["lost of ann", "2", "3"]


def test_messages_that_never_come_are_given_up_after_five_seconds(bo: Receiver) -> None:
    bo.take(2, "2")
    bo.take(4, "4")
    assert bo.inbox.missing(0) == (1, 2)
    assert bo.inbox.missing(ANSWER_SECONDS - 0.1) == (1, 2)
    assert bo.inbox.missing(ANSWER_SECONDS) == (3, 4)
    assert bo.got == ["lost of ann", "2"]


def test_the_time_without_redis_does_not_count(bo: Receiver) -> None:
    bo.take(2, "2")
    bo.inbox.missing(0)
    bo.inbox.note_connected()
    assert bo.inbox.missing(ANSWER_SECONDS) == (1, 2)
    assert bo.got == []


def test_messages_that_wait_are_limited_and_asked_for_again(bo: Receiver) -> None:
    large = "x" * (WAITING_BYTES // 2)
    for number in (2, 3, 4):
        bo.take(number, large)
    bo.take(1, "1")
    assert bo.got == ["1", large, large]
    assert bo.inbox.missing(0) == (4, None)


def test_an_error_at_a_message_is_logged_and_the_next_one_delivered(
    bo: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        bo.take(1, "1", "bad", "3")
    assert bo.got == ["1", "3"]
    assert [record.getMessage() for record in caplog.records] == ["A message of worker ann failed"]
