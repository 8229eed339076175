"""People raise their hand, and hosts lower it."""

from datetime import UTC, datetime

import pytest

from rooms.models import Room
from signaling.caller import Caller
from signaling.presence import Presence
from signaling.protocol.commands import (
    LowerAllHands,
    LowerHand,
    RaiseHand,
)
from signaling.protocol.events import (
    HandLowered,
)
from tests.signaling.actions.clients import Clients, audit_entries
from tests.signaling.examples import a_caller

pytestmark = pytest.mark.usefixtures("seated")


@pytest.mark.usefixtures("seated")
def test_a_hand_that_is_up_keeps_its_time(clients: Clients, guest: Caller) -> None:
    clients.send(guest, RaiseHand(raised=True))
    since = clients.seat(guest).hand_raised_at
    clients.send(guest, RaiseHand(raised=True))
    assert clients.seat(guest).hand_raised_at == since is not None
    clients.send(guest, RaiseHand(raised=False))
    assert clients.seat(guest).hand_raised_at is None


def test_hands_are_in_order_although_the_clock_was_set_back(
    room: Room, host: Caller, guest: Caller
) -> None:
    times = iter([datetime(2026, 11, 20, 9, 30, tzinfo=UTC), datetime(2026, 11, 20, 9, tzinfo=UTC)])
    clients = Clients(Presence(wall_clock=lambda: next(times)))
    for caller in (host, guest):
        clients.join(caller, room)
        clients.send(caller, RaiseHand(raised=True))
    first, second = clients.seat(host).hand_raised_at, clients.seat(guest).hand_raised_at
    assert first is not None
    assert second is not None
    assert second > first


def test_people_lower_their_own_hand_and_hosts_the_hands_of_others(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    lowered = HandLowered(socket_id=guest.peer_id)
    clients.send(guest, RaiseHand(raised=True))
    clients.send(guest, LowerHand())
    assert clients.received(host) == clients.received(guest) == [lowered]
    clients.send(guest, LowerHand())
    assert clients.outcomes == []
    clients.send(guest, RaiseHand(raised=True))
    clients.send(host, LowerHand(target_id=guest.peer_id))
    assert clients.received(guest) == [lowered]
    assert clients.seat(guest).hand_raised_at is None
    assert audit_entries() == [("lower_hand", "Ann", "Bo")]


def test_all_hands_are_lowered_and_nobody_is_told_of_hands_without_a_peer(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    absent = a_caller("cy")
    clients.join(absent, room)
    for caller in (host, guest, absent):
        clients.send(caller, RaiseHand(raised=True))
    clients.end_connection(absent, how="closed")
    clients.send(host, LowerAllHands())
    hands = [HandLowered(socket_id=caller.peer_id) for caller in (host, guest)]
    assert clients.received(guest) == hands
    assert not clients.join(absent, room).you.is_hand_raised
    assert audit_entries() == [("lower_all_hands", "Ann", "")]
