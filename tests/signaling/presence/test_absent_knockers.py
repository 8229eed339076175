"""Knocks whose peer has gone, lost its transport, or cannot wait for an answer."""

from tests.signaling.examples import (
    HOST,
    ROOM_ID,
    Clock,
    a_room,
    a_seat,
    seat_id,
)
from tests.signaling.presence.conftest import Asking


def test_who_cannot_wait_loses_its_peer_and_keeps_its_place(ask: Asking, clock: Clock) -> None:
    first = ask.take(a_room(waiting_room=True), a_seat("ann"), answered_by=ask.now() + 14)
    ask.knocked("bo")
    clock.pass_seconds(13.5)
    assert ask.apply_deadlines().unanswered_knocks == []
    clock.pass_seconds(0.5)

    assert [knock.peer_id for knock in ask.apply_deadlines().unanswered_knocks] == ["ann"]

    assert ask.knock_of("ann") is None
    assert [(knock.peer_id, knock.is_away) for knock in ask.knocks(ROOM_ID)] == [
        ("", True),
        ("bo", False),
    ]
    clock.pass_seconds(44.5)
    again = ask.knocked("ann")
    assert again.knock.id == first.knock.id
    clock.pass_seconds(100_000)
    assert not ask.apply_deadlines().expired_knocks


def test_who_cannot_wait_and_does_not_ask_again_expires(ask: Asking, clock: Clock) -> None:
    ask.take(a_room(waiting_room=True), a_seat("ann"), answered_by=ask.now() + 14)
    clock.pass_seconds(14)
    ask.apply_deadlines()
    clock.pass_seconds(45)
    assert [knock.id for knock in ask.apply_deadlines().expired_knocks] == [seat_id("ann")]
    assert ask.room(ROOM_ID) is None
    assert ask.is_empty()


def test_who_cannot_wait_and_lost_the_connection_expires_no_later_for_it(
    ask: Asking, clock: Clock
) -> None:
    ask.take(a_room(waiting_room=True), a_seat("ann"), answered_by=ask.now() + 14)
    ask.lose("ann", 0)
    clock.pass_seconds(14)
    assert [knock.peer_id for knock in ask.apply_deadlines().unanswered_knocks] == ["ann"]
    clock.pass_seconds(31)
    assert len(ask.apply_deadlines().expired_knocks) == 1


def test_an_admission_of_a_knock_without_a_peer_keeps_the_seat(ask: Asking, clock: Clock) -> None:
    ask.seated(HOST)
    ask.take(a_room(waiting_room=True), a_seat("ann"), answered_by=ask.now() + 14)
    clock.pass_seconds(14)
    ask.apply_deadlines()

    knock = ask.waiting_rooms.admit(seat_id("ann"), 45)

    assert ask.sit(knock.id, "ann", "native", expected=True) is None
    assert ask.taken("ann", waiting_room=True).seat.id == seat_id("ann")


def test_an_admission_that_could_not_be_stored_leaves_the_time_to_answer(
    ask: Asking, clock: Clock
) -> None:
    ask.seated(HOST)
    ask.take(a_room(waiting_room=True), a_seat("ann"), answered_by=ask.now() + 14)
    clock.pass_seconds(13)
    ask.release_unused(ask.waiting_rooms.admit(seat_id("ann"), 45).id)
    assert ask.apply_deadlines().unanswered_knocks == []
    clock.pass_seconds(1)
    assert [knock.peer_id for knock in ask.apply_deadlines().unanswered_knocks] == ["ann"]


def test_who_loses_the_connection_is_away_and_then_expires(ask: Asking, clock: Clock) -> None:
    ask.knocked("ann")
    knock = ask.lose("ann", 0)
    assert not knock.is_away
    assert [knock.is_away for knock in ask.knocks(ROOM_ID)] == [True]
    assert ask.lose("ann", 0) is None
    clock.pass_seconds(44.9)
    assert ask.apply_deadlines().expired_knocks == []
    clock.pass_seconds(0.1)
    assert [knock.peer_id for knock in ask.apply_deadlines().expired_knocks] == ["ann"]
    assert ask.waiters() == []
    assert ask.room(ROOM_ID) is None


def test_who_is_back_in_time_waits_on_in_its_place(ask: Asking, clock: Clock) -> None:
    first = ask.knocked("ann").knock
    ask.lose("ann", 0)
    assert ask.recover("ann").is_away
    assert ask.recover("ann") is None
    clock.pass_seconds(100_000)
    assert ask.apply_deadlines().expired_knocks == []
    assert ask.knocks(ROOM_ID) == [first]


def test_who_is_back_with_a_new_connection_waits_on_in_its_place(ask: Asking, clock: Clock) -> None:
    first = ask.knocked("ann").knock
    ask.lose("ann", 0)
    again = ask.knocked("ann", peer_id="ann-2").knock
    assert (again.id, again.since, again.is_away) == (first.id, first.since, False)
    clock.pass_seconds(100_000)
    assert ask.apply_deadlines().expired_knocks == []
