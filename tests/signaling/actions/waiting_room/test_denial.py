"""Hosts deny knockers."""

import pytest

from rooms.models import Block, Room, Seat
from rooms.refusals import Blocked, KnockDenied
from signaling.caller import Caller
from signaling.protocol.commands import (
    Deny,
)
from signaling.protocol.events import KnockEnded, WaitingChanged
from tests.signaling.actions.clients import Clients, audit_entries
from tests.signaling.actions.knocking import knock, knock_id
from tests.signaling.examples import Clock

pytestmark = pytest.mark.usefixtures("waiting_room")


def test_a_denied_knocker_is_told_when_to_knock_again(
    clients: Clients, room: Room, host: Caller, knocker: Caller
) -> None:
    clients.send(host, Deny(target_id=knock_id(clients, knocker)))
    assert clients.received(knocker) == [KnockEnded(status="denied", can_retry_after_seconds=30)]
    assert clients.received(host) == [WaitingChanged(waiting=[])]
    assert audit_entries() == [("deny", "Ann", "Cy")]
    assert not Seat.objects.filter(guest_id=knocker.person.guest_id).exists()
    with pytest.raises(KnockDenied):
        knock(clients, room, "cy")


def test_a_knocker_that_was_denied_twice_may_not_knock_again(
    clients: Clients, room: Room, host: Caller, knocker: Caller, clock: Clock
) -> None:
    clients.send(host, Deny(target_id=knocker.peer_id))
    clock.pass_seconds(30)
    knock(clients, room, "cy")
    (changed,) = clients.received(host)
    assert changed.waiting[0].denied_before == 1
    clients.send(host, Deny(target_id=knocker.peer_id))
    assert clients.received(knocker) == [KnockEnded(status="denied")]


def test_a_denied_and_blocked_knocker_is_refused_from_then_on(
    clients: Clients, room: Room, host: Caller, knocker: Caller
) -> None:
    seat_id = knock_id(clients, knocker)
    clients.send(host, Deny(target_id=seat_id, block=True))
    assert clients.received(knocker) == [KnockEnded(status="denied")]
    block = Block.objects.get()
    assert (block.guest_id, str(block.seat_id)) == (knocker.person.guest_id, seat_id)
    assert audit_entries() == [("block", "Ann", "Cy")]
    with pytest.raises(Blocked):
        knock(clients, room, "cy")
