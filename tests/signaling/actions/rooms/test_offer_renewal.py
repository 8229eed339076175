"""A recovered peer joins again by itself, or is asked to offer again."""

from collections.abc import Callable

import pytest

from rooms.models import Room
from rooms.refusals import RoomNotFound
from signaling.caller import Caller
from signaling.protocol.commands import Join
from signaling.protocol.events import PeerLeft, RoomJoined
from tests.signaling.actions.clients import Clients
from tests.signaling.examples import Clock, a_caller

pytestmark = pytest.mark.usefixtures("seated")


def names(events: list[object]) -> list[str]:
    return [type(event).__name__ for event in events]


def lose_and_recover(clients: Clients, peer: Caller, clock: Clock, seconds: float = 5) -> None:
    """Lose a peer for some seconds; after 5 the others are told that it left."""
    clients.lose(peer)
    clock.pass_seconds(seconds)
    clients.apply_deadlines()
    clients.recover(peer)


def test_a_departed_peer_that_offers_on_joining_is_asked_to_offer_again(
    clients: Clients, room: Room, host: Caller, guest: Caller, clock: Clock
) -> None:
    knowing = a_caller("kim")
    clients.join(knowing, room, capabilities=["seats"])
    clients.lose(guest)
    clock.pass_seconds(5)
    clients.apply_deadlines()
    assert clients.received(host) == [PeerLeft(socket_id=guest.peer_id)]

    clients.recover(guest)
    assert names(clients.received(knowing)) == ["PeerResumed"]
    assert clients.received(host) == clients.received(guest) == []

    clock.pass_seconds(1)
    clients.apply_deadlines()
    assert names(clients.received(host)) == ["PeerJoined"]
    assert clients.received(knowing) == []
    left, answer = clients.received(guest)
    assert left == PeerLeft(socket_id=host.peer_id, user_id=str(host.person.user_id))
    assert isinstance(answer, RoomJoined)
    there = {participant.socket_id for participant in answer.participants}
    assert there == {host.peer_id, knowing.peer_id}


def test_a_recovered_peer_that_joins_again_is_answered_once(
    clients: Clients, room: Room, host: Caller, guest: Caller, clock: Clock
) -> None:
    lose_and_recover(clients, guest, clock)

    answer = clients.join(guest, room)

    assert clients.received(guest) == [answer]
    assert names(clients.received(host)) == ["PeerJoined"]
    clock.pass_seconds(60)
    clients.apply_deadlines()
    assert clients.received(guest) == clients.received(host) == []


@pytest.mark.parametrize("goes", [Clients.lose, Clients.end_connection])
def test_a_peer_that_is_lost_again_is_not_asked_to_offer(
    clients: Clients, guest: Caller, clock: Clock, goes: Callable[[Clients, Caller], None]
) -> None:
    lose_and_recover(clients, guest, clock)
    goes(clients, guest)

    clock.pass_seconds(1)
    clients.apply_deadlines()

    assert clients.received(guest) == []


def test_a_recovered_peer_is_not_asked_to_offer_during_a_slow_join(
    clients: Clients, room: Room, host: Caller, guest: Caller, clock: Clock
) -> None:
    lose_and_recover(clients, guest, clock)
    clients.presence.rejoins.begin(guest.peer_id, 15)
    clock.pass_seconds(14)
    clients.apply_deadlines()
    assert clients.received(host) == clients.received(guest) == []

    clients.join(guest, room)
    assert names(clients.received(host)) == ["PeerJoined"]


def test_a_recovered_peer_is_asked_to_offer_again_after_its_join_failed(
    clients: Clients, host: Caller, guest: Caller, clock: Clock
) -> None:
    lose_and_recover(clients, guest, clock)
    with pytest.raises(RoomNotFound):
        clients.send(guest, Join(room_code="ABC234", display_name="Bo"))
    clock.pass_seconds(15)
    clients.apply_deadlines()
    assert names(clients.received(host)) == ["PeerJoined"]
    assert names(clients.received(guest)) == ["PeerLeft", "RoomJoined"]


def test_the_others_are_told_once_that_a_peer_left_although_it_was_lost_twice(
    clients: Clients, room: Room, host: Caller, guest: Caller, clock: Clock
) -> None:
    told: list[object] = []
    for _ in range(2):
        clients.lose(guest)
        clock.pass_seconds(5)
        clients.apply_deadlines()
        told += clients.received(host)
        clients.recover(guest)
        told += clients.received(host)
    clients.join(guest, room)
    assert names([*told, *clients.received(host)]) == ["PeerLeft", "PeerJoined"]


def test_a_newcomer_is_told_once_of_a_peer_that_may_rejoin(
    clients: Clients, room: Room, guest: Caller, clock: Clock
) -> None:
    lose_and_recover(clients, guest, clock)
    late = a_caller("late")
    answer = clients.join(late, room)
    assert guest.peer_id not in {one.socket_id for one in answer.participants}
    clients.join(guest, room)
    assert names(clients.received(late)) == ["PeerJoined"]


def test_nobody_is_told_of_a_peer_that_returns_within_five_seconds(
    clients: Clients, host: Caller, guest: Caller, clock: Clock
) -> None:
    lose_and_recover(clients, guest, clock, 4.9)
    assert clients.received(host) == clients.received(guest) == []
    clock.pass_seconds(60)
    clients.apply_deadlines()
    assert clients.received(guest) == []
