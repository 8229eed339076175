"""A server for several tests keeps nothing of a test: see `tests.servers.shared`."""

from rooms.models import RefusedJoin, Room, Seat
from tests.clients.connecting import Connecting
from tests.protocol.joining import Enter, connect_as, refused_join
from tests.servers.meet import MeetServer


def test_pending_writes_are_stored_at_the_end(
    connect: Connecting, server: MeetServer, enter: Enter, room: Room
):
    refused_join(connect_as(connect, "Gil"), "ZZZZZZ")
    enter("Bob")

    server.settle()

    assert RefusedJoin.objects.get().count == 1
    assert Seat.objects.get().given_up_at is not None


def test_presence_is_empty_at_the_end(server: MeetServer, enter: Enter, room: Room):
    bob = enter("Bob")

    server.settle()

    bob.wait_closed()
    assert enter("Cy").joined["participants"] == []
