"""A host ends the meeting for everybody."""

import pytest

from rooms import actions
from rooms.models import Meeting, Room, Seat
from rooms.refusals import (
    RoomEnded,
)
from signaling.caller import Caller
from signaling.protocol.commands import (
    EndRoom,
)
from signaling.protocol.events import (
    RoomEnded as RoomEndedEvent,
)
from tests.signaling.actions.clients import Clients, audit_entries

pytestmark = pytest.mark.usefixtures("seated")


def test_the_end_disconnects_everybody_and_refuses_joins_until_the_room_is_reopened(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    clients.send(host, EndRoom())
    over = RoomEndedEvent(reason="The host ended the meeting")
    assert clients.received(host)[0] == clients.received(guest)[0] == over
    assert sorted(clients.closed()) == sorted([host.peer_id, guest.peer_id])
    assert not Seat.objects.filter(given_up_at=None).exists()
    assert not Meeting.objects.filter(ended_at=None).exists()
    for caller in (host, guest):
        with pytest.raises(RoomEnded):
            clients.join(caller, room)
    room.refresh_from_db()
    actions.reopen_room(room, room.host)
    assert clients.join(host, room).is_host
    assert audit_entries()[0] == ("end_meeting", "Ann", "")
