"""Two people whose clients can use a media server, in a room that uses one."""

import pytest

from rooms.models import Room
from signaling.caller import Caller
from tests.signaling.actions.clients import Clients
from tests.signaling.actions.room_media.media import CAPABILITIES


@pytest.fixture
def seated(clients: Clients, room: Room, host: Caller, guest: Caller) -> None:
    clients.join(host, room, capabilities=CAPABILITIES)
    clients.join(guest, room, display_name="Bo", capabilities=CAPABILITIES)


@pytest.fixture
def over_server(clients: Clients, seated: None, room: Room) -> None:
    clients.presence.media.change_path(str(room.pk), "server")
