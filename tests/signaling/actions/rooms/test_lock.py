"""Hosts lock a room."""

import pytest

from rooms.models import Audit, Room
from rooms.refusals import RoomLocked
from signaling.caller import Caller
from signaling.protocol.commands import Lock
from signaling.protocol.events import (
    LockChanged,
)
from tests.signaling.actions.clients import Clients
from tests.signaling.examples import Clock, a_caller

pytestmark = pytest.mark.usefixtures("seated")


def test_everybody_is_told_of_a_lock_and_newcomers_are_refused(
    clients: Clients, room: Room, host: Caller, guest: Caller, clock: Clock
) -> None:
    clients.send(host, Lock(locked=True))
    assert clients.received(host) == clients.received(guest) == [LockChanged(locked=True)]
    clock.pass_seconds(1)
    with pytest.raises(RoomLocked):
        clients.join(a_caller("cy"), room)
    clients.send(host, Lock(locked=False))
    assert clients.received(guest) == [LockChanged(locked=False)]
    clock.pass_seconds(1)
    assert not clients.join(a_caller("cy"), room).locked


def test_nobody_is_told_of_a_second_lock(clients: Clients, host: Caller) -> None:
    clients.send(host, Lock(locked=True))
    clients.send(host, Lock(locked=True))
    assert clients.outcomes == []
    assert Audit.objects.filter(action="lock").count() == 1
