"""Admissions: a knock becomes a seat, and its peer sits down unless it has left."""

from collections.abc import Callable

import pytest

from rooms.refusals import RoomFull
from signaling.presence import Presence, Room
from signaling.presence.records import EntryRequest
from tests.signaling.examples import (
    HOST,
    OTHER_ROOM_ID,
    ROOM_ID,
    THEN,
    Clock,
    a_knock,
    a_room,
    a_seat,
    seat_id,
)
from tests.signaling.presence.conftest import Asking


@pytest.fixture(autouse=True)
def _host_and_knocker(ask: Asking) -> None:
    ask.seated(HOST)
    ask.knocked("ann")


ANN = seat_id("ann")


def test_who_is_let_in_has_a_seat_and_waits_no_more(ask: Asking) -> None:
    knock = ask.waiting_rooms.admit(ANN, 45)
    assert (knock.id, knock.peer_id) == (ANN, "ann")
    assert ask.waiters() == []
    assert [seat.owner for seat in ask.all_seats(ROOM_ID)] == [HOST, "ann"]
    assert ask.peers(ROOM_ID) == [HOST]


def test_the_time_in_the_meeting_begins_with_the_admission(ask: Asking) -> None:
    ask.waiting_rooms.admit(ANN, 45)
    _, seat = ask.all_seats(ROOM_ID)
    assert seat.since > THEN


def test_whoever_decides_first_decides(ask: Asking) -> None:
    assert ask.waiting_rooms.admit(ANN, 45) is not None
    assert ask.waiting_rooms.admit(ANN, 45) is None
    assert ask.waiting_rooms.deny(ANN) is None


def test_a_knocker_continues_to_wait_if_the_room_is_full(ask: Asking) -> None:
    ask.rooms.change(ROOM_ID, rules=a_room(places=2, waiting_room=True).rules)
    ask.knocked("bo", as_of=2000)
    ask.waiting_rooms.admit(ANN, 45)
    with pytest.raises(RoomFull):
        ask.waiting_rooms.admit(seat_id("bo"), 45)
    assert ask.waiters() == ["bo"]
    assert len(ask.all_seats(ROOM_ID)) == 2


def test_a_place_is_kept_for_an_absent_host_from_those_let_in_too(ask: Asking) -> None:
    ask.seated("bo")
    ask.rooms.change(ROOM_ID, rules=a_room(places=2, waiting_room=True).rules)
    ask.release(ask.seat_of(HOST).id)
    with pytest.raises(RoomFull):
        ask.waiting_rooms.admit(ANN, 45)


def test_the_expected_peer_sits_down(ask: Asking) -> None:
    ask.waiting_rooms.admit(ANN, 45)
    sat = ask.sit(ANN, "ann", "native", knows_seats=True, expected=True)
    assert (sat.seat.peer_id, sat.seat.knows_seats, sat.before.peer_id) == ("ann", True, None)
    assert ask.sit(ANN, "ann", "native", expected=True) is None


def test_nobody_else_is_expected(ask: Asking) -> None:
    ask.waiting_rooms.admit(ANN, 45)
    assert ask.sit(ANN, "bo", "native", expected=True) is None
    assert ask.sit(seat_id(HOST), "ann", "native", expected=True) is None


def test_who_was_away_when_let_in_sits_as_lost_and_is_back_on_its_return(
    ask: Asking, clock: Clock
) -> None:
    ask.lose("ann", 0)
    assert ask.waiting_rooms.admit(ANN, 45).is_away
    ask.sit(ANN, "ann", "native", expected=True)
    assert ask.seat_of("ann").is_lost
    clock.pass_seconds(2)
    assert [seat.id for seat in ask.apply_deadlines().reconnecting] == [ANN]
    assert ask.recover("ann").is_lost
    assert not ask.seat_of("ann").is_lost
    clock.pass_seconds(100_000)
    assert ask.apply_deadlines().expired == []


def test_who_is_lost_while_expected_sits_as_lost(ask: Asking) -> None:
    ask.waiting_rooms.admit(ANN, 45)
    assert ask.lose("ann", 60) is None
    ask.sit(ANN, "ann", "native", expected=True)
    assert ask.seat_of("ann").is_lost


def test_who_is_back_before_it_sits_is_not_lost(ask: Asking) -> None:
    ask.waiting_rooms.admit(ANN, 45)
    ask.lose("ann", 60)
    assert ask.recover("ann") is None
    ask.sit(ANN, "ann", "native", expected=True)
    assert not ask.seat_of("ann").is_lost


def test_who_has_gone_for_good_is_not_expected_any_more(ask: Asking, clock: Clock) -> None:
    ask.waiting_rooms.admit(ANN, 45)
    ask.hold("ann", 5)
    assert ask.sit(ANN, "ann", "native", expected=True) is None
    clock.pass_seconds(45)
    assert [gone.seat.id for gone in ask.apply_deadlines().expired] == [ANN]


def test_who_has_gone_finds_the_seat_on_its_return(ask: Asking) -> None:
    ask.waiting_rooms.admit(ANN, 45)
    ask.confirm(ANN)
    ask.hold("ann", 5)
    taken = ask.take(a_room(waiting_room=True), a_seat("ann", id="another"), peer_id="ann-2")
    assert (taken.is_new, taken.seat.id) == (False, ANN)


def test_who_asks_for_something_else_is_not_expected_any_more(ask: Asking) -> None:
    ask.waiting_rooms.admit(ANN, 45)
    assert ask.waiting_rooms.withdraw("ann").id == ANN
    assert ask.sit(ANN, "ann", "native", expected=True) is None


def test_who_was_expected_is_known_when_the_seat_or_the_room_goes(ask: Asking) -> None:
    ask.waiting_rooms.admit(ANN, 45)
    assert ask.release(ANN).expected_peer_id == "ann"
    ask.knocked("bo")
    ask.waiting_rooms.admit(seat_id("bo"), 45)
    ask.knocked("cy")
    assert [knock.peer_id for knock in ask.close_room(ROOM_ID).ended_knocks] == ["bo", "cy"]


def test_an_admission_does_not_end_once_somebody_sits_on_the_seat(ask: Asking) -> None:
    ask.waiting_rooms.admit(ANN, 45)
    ask.take(a_room(waiting_room=True), a_seat("ann", id="another"), peer_id="ann-2")
    assert ask.sit(ANN, "ann-2", "native").moved == "ann"
    ask.release_unused(ANN)
    assert ask.seat_of("ann-2").id == ANN
    assert ask.waiters() == []


def test_a_seat_that_is_gone_expects_nobody(ask: Asking) -> None:
    ask.waiting_rooms.admit(ANN, 45)
    ask.release(ANN)
    assert ask.sit(ANN, "ann", "native", expected=True) is None
    assert ask.waiting_rooms.withdraw("ann") is None


def test_an_admission_that_could_not_be_stored_did_not_happen(ask: Asking) -> None:
    knock = ask.waiting_rooms.admit(ANN, 45)
    ask.release_unused(knock.id)
    assert ask.knocks(ROOM_ID) == [knock]
    assert [seat.owner for seat in ask.all_seats(ROOM_ID)] == [HOST]
    assert ask.waiting_rooms.admit(ANN, 45) is not None


@pytest.mark.parametrize("go", ["lose", "hold"])
def test_who_went_while_it_was_let_in_in_vain_is_away(ask: Asking, clock: Clock, go: str) -> None:
    knock = ask.waiting_rooms.admit(ANN, 45)
    getattr(ask, go)("ann", 5)
    ask.release_unused(knock.id)
    assert [knock.is_away for knock in ask.knocks(ROOM_ID)] == [True]
    clock.pass_seconds(45)
    assert [gone.id for gone in ask.apply_deadlines().expired_knocks] == [ANN]


def test_who_withdrew_while_it_was_let_in_in_vain_does_not_wait_again(ask: Asking) -> None:
    knock = ask.waiting_rooms.admit(ANN, 45)
    ask.release(ask.waiting_rooms.withdraw("ann").id)
    ask.release_unused(knock.id)
    assert ask.waiters() == []


def test_a_room_that_was_closed_meanwhile_stays_closed(ask: Asking) -> None:
    knock = ask.waiting_rooms.admit(ANN, 45)
    ask.close_room(ROOM_ID)
    ask.release_unused(knock.id)
    assert ask.room(ROOM_ID) is None


def test_who_sat_elsewhere_until_now_is_found_only_where_it_is(ask: Asking) -> None:
    elsewhere = a_seat("ann", id="elsewhere", room_id=OTHER_ROOM_ID)
    ask.take(a_room(id=OTHER_ROOM_ID, code="ZZZZZZ"), elsewhere)
    ask.sit("elsewhere", "ann", "native")
    ask.waiting_rooms.admit(ANN, 45)
    ask.sit(ANN, "ann", "native", expected=True)
    ask.release("elsewhere")
    assert ask.seat_of("ann").id == ANN


def test_of_many_let_in_and_many_who_join_at_once_as_many_get_in_as_there_are_places(
    presence: Presence,
) -> None:
    open_room, room = a_room(places=8, as_of=2000), a_room(places=8, waiting_room=True)

    def is_in(step: Callable[..., object], *args: object) -> bool:
        try:
            step(*args)
        except RoomFull:
            return False
        return True

    def take(room: Room, name: str) -> object:
        return presence.admission.take_place(EntryRequest(room, a_knock(a_seat(name))), 15)

    presence.rooms.change(ROOM_ID, rules=room.rules)
    for number in range(25):
        take(room, f"knocker {number}")
    entered = 0
    for number in range(25):
        entered += is_in(presence.waiting_rooms.admit, seat_id(f"knocker {number}"), 45)
        entered += is_in(take, open_room, f"guest {number}")
    assert entered == 7
    assert len(presence.all_seats(ROOM_ID)) == 8
