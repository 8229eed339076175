"""The people who must knock, and knocks that end without an answer."""

from datetime import timedelta
from typing import Any

import pytest

from rooms.refusals import NotInvited, RoomFull, RoomLocked, WaitingRoomFull
from signaling.presence import Knocked, Taken
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


def test_a_newcomer_knocks_where_there_is_a_waiting_room(ask: Asking) -> None:
    knocked = ask.knocked("ann")
    assert knocked.knock.id == seat_id("ann")
    assert knocked.previous_peer_id is None
    assert ask.waiters() == ["ann"]
    assert ask.knock_of("ann") == knocked.knock


def test_who_waits_has_no_seat(ask: Asking) -> None:
    ask.knocked("ann")
    assert list(ask.all_seats(ROOM_ID)) == []
    assert ask.seat_of("ann") is None
    assert ask.room(ROOM_ID) is not None


@pytest.mark.parametrize("role", ["host", "cohost"])
def test_who_may_host_does_not_knock(ask: Asking, role: str) -> None:
    assert isinstance(ask.take(a_room(waiting_room=True), a_seat("ann", role=role)), Taken)


def test_who_was_in_the_meeting_does_not_knock_again(ask: Asking) -> None:
    room = a_room(waiting_room=True)
    assert isinstance(ask.take(room, a_seat("ann"), status="admitted"), Taken)


@pytest.mark.parametrize("role", ["participant", "cohost"])
def test_who_was_removed_knocks_at_an_open_room_too(ask: Asking, role: str) -> None:
    removed = ask.take(a_room(), a_seat("ann", role=role), status="removed")
    assert isinstance(removed, Knocked)


def test_who_is_refused_can_not_knock(ask: Asking) -> None:
    with pytest.raises(NotInvited):
        ask.take(a_room(waiting_room=True), a_seat("ann"), newcomer_refusal=NotInvited())
    with pytest.raises(RoomLocked):
        ask.knocked("ann", is_locked=True)
    ask.seated(HOST, places=2)
    ask.seated("bo", places=2)
    with pytest.raises(RoomFull):
        ask.knocked("ann", places=2)
    assert ask.waiters() == []


def test_those_who_wait_are_listed_in_the_order_they_came_whatever_the_wall_clock_says(
    ask: Asking, clock: Clock
) -> None:
    for number, name in enumerate(("cy", "ann", "bo")):
        clock.pass_seconds(1)
        ask.take(a_room(waiting_room=True), a_seat(name), since=THEN - timedelta(minutes=number))
    assert ask.waiters() == ["cy", "ann", "bo"]


def test_two_tabs_of_one_person_are_one_knocker_and_the_newest_waits(ask: Asking) -> None:
    first = ask.knocked("ann")
    second = ask.knocked("ann", peer_id="ann's second tab")
    assert second.previous_peer_id == "ann"
    assert (second.knock.id, second.knock.since) == (first.knock.id, first.knock.since)
    assert ask.waiters() == ["ann's second tab"]
    assert ask.knock_of("ann") is None


def test_the_end_of_the_first_tab_does_not_end_the_knock_of_the_second(ask: Asking) -> None:
    ask.knocked("ann")
    ask.knocked("ann", peer_id="ann's second tab")
    assert ask.lose("ann", 0) is None
    assert ask.waiting_rooms.withdraw("ann") is None
    assert ask.waiters() == ["ann's second tab"]


def test_who_waits_keeps_its_place_when_the_room_is_full_or_locked_meanwhile(ask: Asking) -> None:
    ask.seated(HOST, places=2)
    first = ask.knocked("ann", places=2)
    ask.seated("bo", places=2)
    room = a_room(places=2, waiting_room=True, is_locked=True, as_of=2000)
    again = ask.take(room, a_seat("ann"), newcomer_refusal=RoomLocked(), peer_id="ann-2")
    assert isinstance(again, Knocked)
    assert again.knock.since == first.knock.since


def test_who_waits_keeps_nothing_when_the_room_is_not_for_it_any_more(ask: Asking) -> None:
    ask.knocked("ann")
    with pytest.raises(NotInvited):
        ask.take(a_room(waiting_room=True), a_seat("ann"), newcomer_refusal=NotInvited())


def test_who_waited_enters_by_itself_when_the_waiting_room_is_switched_off(ask: Asking) -> None:
    knock = ask.knocked("ann").knock
    taken = ask.take(a_room(as_of=2000), a_seat("ann", id="another"), peer_id="ann-2")
    assert isinstance(taken, Taken)
    assert (taken.is_new, taken.seat.id, taken.has_waited) == (True, knock.id, True)
    assert ask.waiters() == []
    assert ask.knock_of("ann") is None


def test_who_waited_alone_sits_down_when_the_waiting_room_is_switched_off(
    ask: Asking, clock: Clock
) -> None:
    knock = ask.knocked("ann").knock
    clock.pass_seconds(1)
    read = a_room(as_of=clock())
    clock.pass_seconds(0.1)
    taken = ask.take(read, a_seat("ann", id="another"), peer_id="ann-2")
    assert taken.seat.id == knock.id
    assert ask.sit(knock.id, "ann-2", "native").moved == "ann"
    assert ask.peers(ROOM_ID) == ["ann-2"]


def test_who_waited_hears_that_it_moved_once_another_tab_sits(ask: Asking) -> None:
    knock = ask.knocked("ann").knock
    ask.take(a_room(as_of=2000), a_seat("ann", id="another"), peer_id="ann-2")
    assert ask.sit(knock.id, "ann-2", "native").moved == "ann"
    assert ask.sit(knock.id, "ann-3", "native").moved is None


def test_who_sits_in_the_tab_in_which_it_waited_has_not_moved(ask: Asking) -> None:
    knock = ask.knocked("ann").knock
    ask.take(a_room(as_of=2000), a_seat("ann", id="another"), peer_id="ann")
    assert ask.sit(knock.id, "ann", "native").moved is None


def test_a_seat_that_is_abandoned_is_a_place_in_the_waiting_room_again(
    ask: Asking, clock: Clock
) -> None:
    knock = ask.knocked("ann").knock
    clock.pass_seconds(1)
    ask.knocked("bo")
    taken = ask.take(a_room(as_of=2000), a_seat("ann", id="another"), peer_id="ann-2")
    ask.release_unused(taken.seat.id)
    assert ask.knocks(ROOM_ID)[0] == knock
    assert list(ask.all_seats(ROOM_ID)) == []


def test_who_knocks_at_another_room_is_not_expected_in_the_first(ask: Asking) -> None:
    taken = ask.knocked("ann") and ask.take(a_room(as_of=2000), a_seat("ann", id="another"))
    elsewhere = a_seat("ann", id="elsewhere", room_id=OTHER_ROOM_ID)
    ask.take(a_room(id=OTHER_ROOM_ID, code="ZZZZZZ", waiting_room=True), elsewhere, peer_id="ann")
    ask.release_unused(taken.seat.id)
    assert ask.knock_of("ann").id == "elsewhere"
    assert [knock.peer_id for knock in ask.knocks(ROOM_ID)] == [""]


def test_who_waited_finds_an_open_room_locked_or_full(ask: Asking) -> None:
    ask.knocked("ann")
    with pytest.raises(RoomLocked):
        ask.take(a_room(is_locked=True, as_of=2000), a_seat("ann"), newcomer_refusal=RoomLocked())
    ask.seated("bo", places=2)
    with pytest.raises(RoomFull):
        ask.take(a_room(places=2, as_of=2000), a_seat("ann"))
    assert ask.waiters() == ["ann"]


def test_forty_guests_wait_and_fifty_with_accounts(ask: Asking) -> None:
    for number in range(40):
        knock_from(ask, f"guest {number}", f"198.51.100.{number}")
    with pytest.raises(WaitingRoomFull):
        knock_from(ask, "one too many", "192.0.2.1")
    again = knock_from(ask, "guest 7", "192.0.2.1", peer_id="another tab")
    assert again.previous_peer_id == "guest 7"
    for number in range(10):
        knock_from(ask, f"account {number}", "192.0.2.1", user_id=number)
    with pytest.raises(WaitingRoomFull):
        knock_from(ask, "one account too many", "192.0.2.1", user_id=10)
    ask.waiting_rooms.withdraw("guest 8")
    knock_from(ask, "one account too many", "192.0.2.1", user_id=10)
    with pytest.raises(WaitingRoomFull):
        knock_from(ask, "one too many", "192.0.2.1")


def test_five_guests_of_one_address_wait_beside_its_accounts(ask: Asking) -> None:
    for number in range(10):
        knock_from(ask, f"account {number}", "192.0.2.1", user_id=number)
    for number in range(5):
        knock_from(ask, f"guest {number}", "192.0.2.1")
    with pytest.raises(WaitingRoomFull, match="from your network"):
        knock_from(ask, "one too many", "192.0.2.1")
    knock_from(ask, "from elsewhere", "192.0.2.2")
    assert knock_from(ask, "guest 3", "192.0.2.1", peer_id="another tab").previous_peer_id
    ask.waiting_rooms.withdraw("guest 4")
    knock_from(ask, "one too many", "192.0.2.1")


def test_guests_without_an_address_share_no_limit(ask: Asking) -> None:
    for number in range(10):
        knock_from(ask, f"guest {number}", "")


def knock_from(
    ask: Asking, owner: str, network: str, *, peer_id: str | None = None, **seat: Any
) -> Knocked:
    knock = a_knock(a_seat(owner, **seat), peer_id, network=network)
    room = a_room(waiting_room=True, places=100)
    knocked = ask.take_knock(room, knock)
    assert isinstance(knocked, Knocked)
    return knocked


def test_a_knock_is_answered_once(ask: Asking) -> None:
    knock = ask.knocked("ann").knock
    ask.seated(HOST)
    assert ask.waiting_rooms.deny(knock.id).knock == knock
    assert ask.waiting_rooms.deny(knock.id) is None
    assert ask.waiting_rooms.admit(knock.id, 45) is None


def test_who_gives_up_waits_no_more_and_may_ask_again(ask: Asking) -> None:
    knock = ask.knocked("ann").knock
    assert ask.waiting_rooms.withdraw("ann") == knock
    assert ask.waiting_rooms.withdraw("ann") is None
    assert ask.room(ROOM_ID) is None
    assert ask.knocked("ann", as_of=ask.now()).knock.denied_before == 0


def test_with_the_last_seat_everybody_who_waits_is_turned_away(ask: Asking) -> None:
    ask.seated(HOST)
    bo = ask.seated("bo")
    ask.knocked("ann")
    assert ask.release(ask.seat_of(HOST).id).ended_knocks == ()
    assert [knock.peer_id for knock in ask.release(bo.id).ended_knocks] == ["ann"]
    assert ask.room(ROOM_ID) is None
    assert ask.knock_of("ann") is None


def test_a_seat_that_could_not_be_stored_turns_nobody_away(ask: Asking) -> None:
    ask.knocked("ann")
    seat = ask.taken(HOST).seat
    ask.release_unused(seat.id)
    ask.release_unused(seat.id)
    assert ask.waiters() == ["ann"]
    assert list(ask.all_seats(ROOM_ID)) == []


def test_a_room_that_is_closed_turns_everybody_away(ask: Asking) -> None:
    ask.seated(HOST)
    ask.knocked("ann")
    emptied = ask.close_room(ROOM_ID)
    assert [seat.owner for seat in emptied.seats] == [HOST]
    assert [knock.peer_id for knock in emptied.ended_knocks] == ["ann"]
    assert ask.waiters() == []


def test_who_waits_for_another_room_is_not_listed(ask: Asking) -> None:
    ask.knocked("ann")
    elsewhere = a_room(id=OTHER_ROOM_ID, code="ZZZZZZ", waiting_room=True)
    ask.take(elsewhere, a_seat("bo", room_id=OTHER_ROOM_ID))
    assert ask.waiters() == ["ann"]
    assert [knock.peer_id for knock in ask.knocks(OTHER_ROOM_ID)] == ["bo"]


def test_unknown_knocks_are_answered_with_nothing(ask: Asking) -> None:
    assert ask.waiting_rooms.admit("nothing", 45) is None
    assert ask.waiting_rooms.deny("nothing") is None
    assert ask.waiting_rooms.withdraw("nobody") is None
    assert ask.knock_of("nobody") is None
    assert ask.recover("nobody") is None
    assert list(ask.knocks(ROOM_ID)) == []
