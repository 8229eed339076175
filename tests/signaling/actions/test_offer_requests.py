"""Offers and recovery of clients with other protocols."""

from rooms.models import Room
from signaling.caller import Caller
from signaling.protocol.events import (
    OfferRequested,
    PeerJoined,
    PeerLeft,
)
from tests.signaling.actions.clients import Clients
from tests.signaling.actions.joining_by_name import join_by_name
from tests.signaling.examples import Clock


def test_a_client_that_opens_its_camera_late_gets_offers_when_it_is_ready(
    clients: Clients, clock: Clock, rita: Caller, demi: Caller
) -> None:
    join_by_name(clients, rita)
    join_by_name(clients, demi)
    assert clients.received(rita)[-1:] != [OfferRequested(socket_id=demi.peer_id)]

    clock.pass_seconds(3)
    clients.apply_deadlines()

    assert clients.received(rita) == [OfferRequested(socket_id=demi.peer_id)]
    assert clients.received(demi) == []
    clock.pass_seconds(10)
    clients.apply_deadlines()
    assert clients.received(rita) == []


def test_an_existing_peer_that_is_not_ready_gets_no_offer_until_it_is(
    clients: Clients, clock: Clock, rita: Caller, demi: Caller
) -> None:
    join_by_name(clients, demi)
    join_by_name(clients, rita)
    clock.pass_seconds(3)
    clients.apply_deadlines()
    assert clients.received(rita) == [OfferRequested(socket_id=demi.peer_id)]


def test_a_client_that_starts_over_is_told_that_it_joined_when_it_listens_again(
    clients: Clients, clock: Clock, rita: Caller, demi: Caller
) -> None:
    join_by_name(clients, rita)
    join_by_name(clients, demi)
    clock.pass_seconds(3)
    clients.apply_deadlines()
    clients.lose(demi)
    assert clients.received(rita) == []

    clients.recover(demi)

    left, joined = clients.received(rita)
    assert left == PeerLeft(socket_id=demi.peer_id)
    assert isinstance(joined, PeerJoined)
    assert clients.received(demi) == []
    clock.pass_seconds(1)
    clients.apply_deadlines()
    assert (clients.received(rita), clients.received(demi)) == ([], [joined])
    clock.pass_seconds(2.9)
    clients.apply_deadlines()
    assert clients.received(rita) == []
    clock.pass_seconds(0.1)
    clients.apply_deadlines()
    assert (clients.received(rita), clients.received(demi)) == (
        [OfferRequested(socket_id=demi.peer_id)],
        [],
    )


def test_two_clients_of_rtc_io_reconnect_only_after_both_closed_their_connection(
    clients: Clients, clock: Clock, rita: Caller, remy: Caller
) -> None:
    join_by_name(clients, rita)
    join_by_name(clients, remy)
    clients.lose(remy)
    clock.pass_seconds(4)
    clients.apply_deadlines()
    clients.recover(remy)
    assert clients.received(rita) == clients.received(remy) == []
    clients.lose(remy)
    clock.pass_seconds(5)
    clients.apply_deadlines()
    assert clients.received(rita) == [PeerLeft(socket_id=remy.peer_id)]
    clock.pass_seconds(14.9)
    clients.apply_deadlines()
    clients.recover(remy)
    (joined,) = clients.received(rita)
    assert isinstance(joined, PeerJoined)
    assert clients.received(remy) == []

    clients.lose(remy)
    clock.pass_seconds(20)
    clients.apply_deadlines()
    clients.recover(remy)

    joined, request = clients.received(rita)
    assert isinstance(joined, PeerJoined)
    assert request == OfferRequested(socket_id=remy.peer_id)
    assert [type(event) for event in clients.received(remy)] == [PeerLeft, PeerJoined]


def test_a_client_whose_hold_runs_out_when_it_would_be_ready_is_gone(
    clients: Clients, room: Room, host: Caller, demi: Caller, clock: Clock
) -> None:
    clients.join(host, room)
    join_by_name(clients, demi, room.code)
    clients.lose(demi, went_away=True)
    # The server was busy, and applies both deadlines at the same time.
    clock.pass_seconds(10)
    clients.apply_deadlines()
    assert not clients.is_seated(demi)
    assert PeerLeft(socket_id=demi.peer_id) in clients.received(host)
