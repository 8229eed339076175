"""Hosts block people."""

import pytest

from rooms.models import Block, Room
from rooms.refusals import (
    Blocked,
    InvalidInput,
)
from signaling.caller import Caller
from signaling.protocol.commands import Block as BlockPerson
from signaling.protocol.commands import (
    Unblock,
)
from signaling.protocol.events import (
    PeerLeft,
    Removed,
)
from tests.signaling.actions.clients import Clients, audit_entries
from tests.signaling.examples import Clock, a_caller

pytestmark = pytest.mark.usefixtures("seated")


def test_a_blocked_person_is_removed_and_refused_until_unblocked(
    clients: Clients, room: Room, host: Caller, guest: Caller, clock: Clock
) -> None:
    seat = clients.seat(guest)
    clients.send(host, BlockPerson(target_id=guest.peer_id))
    assert clients.received(guest) == [Removed(reason="A host blocked you from this room")]
    assert clients.closed() == [guest.peer_id]
    assert clients.received(host) == [PeerLeft(socket_id=guest.peer_id)]
    with pytest.raises(Blocked):
        clients.join(a_caller("bo-2", guest.person), room)
    clients.send(host, Unblock(target_id=seat.id))
    assert not Block.objects.exists()
    assert audit_entries() == [("block", "Ann", "Bo"), ("unblock", "Ann", "Bo")]
    for nobody in (seat.id, "no id at all"):
        with pytest.raises(InvalidInput):
            clients.send(host, Unblock(target_id=nobody))
