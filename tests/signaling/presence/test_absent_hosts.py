"""Rooms whose host is away for too long: the acting host, and the host's return."""

from collections.abc import Callable
from typing import Any

import pytest

from signaling.presence import Seat
from tests.signaling.examples import HOST, ROOM_ID, Clock, a_room, a_seat
from tests.signaling.presence.conftest import Asking

HOST_HOLD_SECONDS = 120
RETURNS: dict[str, Callable[[Asking], Any]] = {
    "recovers": lambda ask: ask.recover(HOST),
    "sits in another tab": lambda ask: ask.sit_down("another tab", ask.taken(HOST).seat),
}


@pytest.fixture(autouse=True)
def host(ask: Asking) -> Seat:
    return ask.seated(HOST, places=8)


def seat_account(ask: Asking, owner: str, role: str = "participant") -> Seat:
    seat = a_seat(owner, role=role, user_id=int(owner.removeprefix("user:")))
    return ask.sit_down(owner, ask.take(a_room(places=8), seat).seat).seat


def test_a_host_that_is_lost_is_missed_after_two_minutes(ask: Asking, clock: Clock) -> None:
    ask.seated("ann")
    ask.lose(HOST, HOST_HOLD_SECONDS)
    clock.pass_seconds(119.9)
    assert ask.apply_deadlines().hostless == []
    clock.pass_seconds(0.1)
    assert ask.apply_deadlines().hostless == [ROOM_ID]
    clock.pass_seconds(100_000)
    assert ask.apply_deadlines().hostless == []


def test_a_host_that_closed_its_page_is_missed_after_as_long(ask: Asking, clock: Clock) -> None:
    ask.seated("ann")
    ask.hold(HOST, 5)
    clock.pass_seconds(119.9)
    assert ask.apply_deadlines().hostless == []
    clock.pass_seconds(0.1)
    assert ask.apply_deadlines().hostless == [ROOM_ID]


def test_a_host_that_leaves_is_missed_at_once(ask: Asking, host: Seat) -> None:
    ask.seated("ann")
    ask.release(host.id)
    assert ask.apply_deadlines().hostless == [ROOM_ID]


@pytest.mark.parametrize("come_back", RETURNS.values(), ids=RETURNS)
def test_a_host_that_is_back_in_time_is_not_missed(
    ask: Asking, clock: Clock, come_back: Callable[[Asking], Any]
) -> None:
    ask.seated("ann")
    ask.lose(HOST, HOST_HOLD_SECONDS)
    clock.pass_seconds(119)
    come_back(ask)
    clock.pass_seconds(100_000)
    assert ask.apply_deadlines().hostless == []
    assert ask.hosts.appoint(ROOM_ID) is None


def test_nobody_misses_who_is_no_host(ask: Asking, clock: Clock) -> None:
    cohost = ask.seated("ann", role="cohost")
    ask.lose("ann", 120)
    clock.pass_seconds(120)
    lapsed = ask.apply_deadlines()
    assert ([gone.seat.id for gone in lapsed.expired], lapsed.hostless) == ([cohost.id], [])


def test_nobody_acts_for_a_host_that_is_there(ask: Asking) -> None:
    ask.seated("ann", role="cohost")
    assert ask.hosts.appoint(ROOM_ID) is None
    assert ask.hosts.appoint("nowhere") is None


def test_the_earliest_cohost_acts_for_the_host(ask: Asking, host: Seat) -> None:
    seat_account(ask, "user:2")
    first = ask.seated("bo", role="cohost")
    ask.seated("cy", role="cohost")
    ask.release(host.id)
    acting = ask.hosts.appoint(ROOM_ID)
    assert (acting.id, acting.role, acting.is_acting_host) == (first.id, "host", True)
    assert not acting.is_owner
    assert ask.hosts.appoint(ROOM_ID) is None


def test_without_a_cohost_it_is_the_account_that_was_there_longest(ask: Asking, host: Seat) -> None:
    ask.seated("guest")
    first = seat_account(ask, "user:2")
    seat_account(ask, "user:3")
    ask.release(host.id)
    assert ask.hosts.appoint(ROOM_ID).id == first.id


def test_who_is_away_does_not_act_for_the_host(ask: Asking, host: Seat) -> None:
    for number, go in ((2, "lose"), (3, "hold")):
        seat_account(ask, f"user:{number}", "cohost")
        getattr(ask, go)(f"user:{number}", 60)
    ask.take(a_room(places=8), a_seat("user:4", role="cohost", user_id=4))
    ask.release(host.id)
    assert ask.hosts.appoint(ROOM_ID) is None


def test_guests_do_not_act_for_the_host(ask: Asking, host: Seat) -> None:
    ask.seated("guest")
    ask.release(host.id)
    assert ask.hosts.appoint(ROOM_ID) is None


@pytest.mark.parametrize("role", ["cohost", "participant"])
def test_the_owner_gets_the_role_back_on_return(ask: Asking, host: Seat, role: str) -> None:
    acting = seat_account(ask, "user:2", role)
    ask.release(host.id)
    ask.hosts.appoint(ROOM_ID)
    sat = ask.sit_down(HOST, ask.taken(HOST).seat)
    stood_down = sat.stood_down
    assert (stood_down.id, stood_down.role, stood_down.is_acting_host) == (acting.id, role, False)
    assert ask.seat_of("user:2") == stood_down
    assert [seat.id for seat in ask.seats(ROOM_ID) if seat.role == "host"] == [sat.seat.id]


def test_who_acts_for_the_host_still_does_after_a_return_of_its_own(
    ask: Asking, host: Seat
) -> None:
    seat_account(ask, "user:2")
    ask.release(host.id)
    ask.hosts.appoint(ROOM_ID)
    ask.hold("user:2", 60)
    back = seat_account(ask, "user:2")
    assert (back.role, back.is_acting_host) == ("host", True)


@pytest.mark.parametrize("after_seconds", [0, HOST_HOLD_SECONDS])
def test_when_who_acts_for_the_host_goes_too_the_next_one_does(
    ask: Asking, clock: Clock, host: Seat, after_seconds: int
) -> None:
    acting, other = seat_account(ask, "user:2"), seat_account(ask, "user:3")
    ask.release(host.id)
    assert ask.apply_deadlines().hostless == [ROOM_ID]
    assert ask.hosts.appoint(ROOM_ID).id == acting.id
    if after_seconds:
        ask.lose("user:2", HOST_HOLD_SECONDS)
        clock.pass_seconds(after_seconds)
    else:
        ask.release(acting.id)
    assert ask.apply_deadlines().hostless == [ROOM_ID]
    assert ask.hosts.appoint(ROOM_ID).id == other.id


def test_a_role_that_is_given_meanwhile_is_had_afterwards(ask: Asking, host: Seat) -> None:
    acting = seat_account(ask, "user:2", "cohost")
    ask.release(host.id)
    ask.hosts.appoint(ROOM_ID)
    assert ask.rooms.assign_role(ROOM_ID, "user:2", "participant").is_acting_host
    stood_down = ask.sit_down(HOST, ask.taken(HOST).seat).stood_down
    assert (stood_down.id, stood_down.role) == (acting.id, "participant")


def test_a_room_ends_when_its_host_is_not_back_in_time(
    ask: Asking, clock: Clock, host: Seat
) -> None:
    ask.seated("ann")
    ask.release(host.id)
    ask.hosts.end_room_after(ROOM_ID, 600)
    clock.pass_seconds(599)
    assert ask.apply_deadlines().ended == []
    clock.pass_seconds(1)
    assert ask.apply_deadlines().ended == [ROOM_ID]


def test_a_room_whose_host_is_back_does_not_end(ask: Asking, clock: Clock, host: Seat) -> None:
    ask.hosts.end_room_after(ROOM_ID, 600)
    ask.seated("ann")
    ask.release(host.id)
    ask.hosts.end_room_after(ROOM_ID, 600)
    ask.seated(HOST)
    clock.pass_seconds(100_000)
    assert ask.apply_deadlines().ended == []


def test_a_room_that_is_over_misses_nobody(ask: Asking, clock: Clock, host: Seat) -> None:
    guest = ask.seated("ann")
    ask.release(host.id)
    ask.hosts.end_room_after(ROOM_ID, 600)
    ask.release(guest.id)
    ask.seated("bo", as_of=clock())
    clock.pass_seconds(100_000)
    lapsed = ask.apply_deadlines()
    assert (lapsed.hostless, lapsed.ended) == ([], [])
