"""A connection ends, and its seat is held."""

import pytest

from rooms.models import Seat
from signaling.caller import Caller
from signaling.protocol.connection_changes import Ending
from signaling.protocol.events import PeerLeft
from tests.signaling.actions.clients import Clients
from tests.signaling.examples import Clock, a_caller

pytestmark = pytest.mark.usefixtures("seated")


def test_the_others_are_told_of_a_closed_connection_at_once(
    clients: Clients, host: Caller, guest: Caller
) -> None:
    clients.end_connection(guest, how="closed")
    assert clients.received(host) == [PeerLeft(socket_id=guest.peer_id)]
    assert not clients.is_seated(guest)
    assert Seat.objects.filter(given_up_at=None).count() == 2


def test_nobody_is_told_of_a_connection_without_a_seat(clients: Clients) -> None:
    clients.end_connection(a_caller("nobody"))
    assert clients.outcomes == []


@pytest.mark.parametrize(("how", "held_seconds"), [("closed", 5), ("lost", 60)])
def test_a_seat_is_held_longer_after_a_lost_transport_than_after_a_closed_one(
    clients: Clients,
    guest: Caller,
    clock: Clock,
    how: Ending,
    held_seconds: int,
) -> None:
    seat = clients.seat(guest)
    clients.end_connection(guest, how=how)
    clock.pass_seconds(held_seconds - 0.1)
    assert clients.expire_holds() == []
    clock.pass_seconds(0.1)
    assert clients.expire_holds() == [seat.id]


def test_a_hosts_seat_is_held_for_two_minutes(clients: Clients, host: Caller, clock: Clock) -> None:
    seat = clients.seat(host)
    clients.end_connection(host)
    clock.pass_seconds(119)
    assert clients.expire_holds() == []
    clock.pass_seconds(1)
    assert clients.expire_holds() == [seat.id]
