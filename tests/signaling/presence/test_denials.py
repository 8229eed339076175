"""Denied people ask again later, or not at all."""

import pytest

from rooms.refusals import KnockDenied
from tests.signaling.examples import (
    ROOM_ID,
    Clock,
    seat_id,
)
from tests.signaling.presence.conftest import Asking


def test_who_is_denied_may_ask_again_after_a_while(ask: Asking, clock: Clock) -> None:
    ask.knocked("ann")
    ask.knocked("bo")
    denied = ask.waiting_rooms.deny(seat_id("ann"))
    assert (denied.knock.peer_id, denied.retry_after_seconds) == ("ann", 30)
    clock.pass_seconds(29.5)
    with pytest.raises(KnockDenied) as refused:
        ask.knocked("ann")
    assert refused.value.retry_after_seconds == 1
    clock.pass_seconds(0.5)
    assert ask.knocked("ann").knock.denied_before == 1


def test_who_is_denied_twice_may_not_ask_again(ask: Asking, clock: Clock) -> None:
    ask.knocked("bo")
    for expected in (30, None):
        ask.knocked("ann")
        assert ask.waiting_rooms.deny(seat_id("ann")).retry_after_seconds == expected
        clock.pass_seconds(30)
    clock.pass_seconds(100_000)
    with pytest.raises(KnockDenied) as refused:
        ask.knocked("ann")
    assert refused.value.retry_after_seconds is None


def test_who_was_denied_starts_anew_in_the_next_meeting(ask: Asking) -> None:
    ask.knocked("ann")
    ask.waiting_rooms.deny(seat_id("ann"))
    assert ask.room(ROOM_ID) is None
    assert ask.knocked("ann", as_of=ask.now()).knock.denied_before == 0


def test_a_denial_that_could_not_be_stored_did_not_happen(ask: Asking, clock: Clock) -> None:
    ask.knocked("bo")
    for before in (0, 1):
        knock = ask.knocked("ann").knock
        ask.waiting_rooms.deny(knock.id)
        ask.waiting_rooms.undo_denial(knock)
        assert ask.waiters() == ["bo", "ann"]
        ask.waiting_rooms.withdraw("ann")
        knock = ask.knocked("ann").knock
        assert knock.denied_before == before
        ask.waiting_rooms.deny(knock.id)
        clock.pass_seconds(30)
