"""Decisions of hosts and pages take precedence over rows that were read before."""

import pytest

from rooms.refusals import Blocked
from signaling.presence import Knocked, Taken
from tests.signaling.examples import HOST, ROOM_ID, Clock, a_room, a_seat
from tests.signaling.presence.conftest import Asking


@pytest.fixture(autouse=True)
def _host(ask: Asking) -> None:
    ask.seated(HOST)


def send_away(ask: Asking, owner: str, refusal: Blocked | None = None) -> None:
    ask.rooms.note_removal(owner, ROOM_ID, refusal)
    ask.release(ask.seat_of(owner).id)


@pytest.mark.parametrize("status", ["newcomer", "admitted"])
def test_who_was_removed_knocks_whatever_earlier_rows_say(
    ask: Asking, clock: Clock, status: str
) -> None:
    ask.seated("ann")
    read_at = ask.now()
    clock.pass_seconds(1)
    send_away(ask, "ann")
    again = ask.take(a_room(as_of=read_at), a_seat("ann"), status=status)
    assert isinstance(again, Knocked)


def test_who_was_blocked_is_refused_whatever_earlier_rows_say(ask: Asking, clock: Clock) -> None:
    ask.seated("ann")
    read_at = ask.now()
    clock.pass_seconds(1)
    send_away(ask, "ann", Blocked())
    with pytest.raises(Blocked):
        ask.take(a_room(as_of=read_at), a_seat("ann"))


def test_later_rows_decide_again(ask: Asking, clock: Clock) -> None:
    ask.seated("ann")
    send_away(ask, "ann", Blocked())
    clock.pass_seconds(1)
    assert isinstance(ask.take(a_room(as_of=ask.now()), a_seat("ann")), Taken)


def test_nobody_else_is_sent_away(ask: Asking) -> None:
    ask.seated("ann")
    send_away(ask, "ann", Blocked())
    assert ask.taken("bo").is_new
    ask.rooms.note_removal("bo", "nowhere", Blocked())


def test_a_role_that_was_given_holds_against_earlier_rows(ask: Asking, clock: Clock) -> None:
    ask.seated("ann")
    read_at = ask.now()
    clock.pass_seconds(1)
    assert ask.rooms.assign_role(ROOM_ID, "ann", "cohost").role == "cohost"
    assert ask.taken("ann", as_of=read_at).seat.role == "cohost"
    ask.rooms.assign_role(ROOM_ID, "ann", "participant")
    stale = ask.take(a_room(as_of=read_at), a_seat("ann", role="cohost"))
    assert stale.seat.role == "participant"


def test_later_rows_say_the_role_again(ask: Asking, clock: Clock) -> None:
    ask.seated("ann")
    ask.rooms.assign_role(ROOM_ID, "ann", "cohost")
    clock.pass_seconds(1)
    assert ask.taken("ann", as_of=ask.now()).seat.role == "participant"


def test_a_role_that_was_taken_back_is_not_waited_for(ask: Asking) -> None:
    knocked = ask.take(a_room(), a_seat("ann", role="cohost"), status="removed")
    assert isinstance(knocked, Knocked)
    assert ask.rooms.assign_role(ROOM_ID, "ann", "participant") is None
    assert ask.waiting_rooms.admit(knocked.knock.id, 45).seat.role == "participant"


def test_nobody_has_a_role_in_a_room_that_is_not_in_session(ask: Asking) -> None:
    assert ask.rooms.assign_role("nowhere", "ann", "cohost") is None
    assert ask.rooms.assign_role(ROOM_ID, "nobody", "cohost") is None
