"""ICE servers for the peers in a room."""

import pytest
from pytest_django import Settings

from rooms.models import Room
from signaling.caller import Caller
from signaling.protocol.commands import GetIceServers
from signaling.protocol.events import IceServersGiven
from signaling.refusals import NotInRoom
from tests.signaling.actions.clients import Clients
from tests.signaling.examples import a_caller


@pytest.fixture(autouse=True)
def turn(settings: Settings) -> None:
    settings.TURN_URLS, settings.TURN_SECRET = ["turn:turn.example.org"], "shared"


def test_a_caller_without_a_seat_gets_no_turn_credentials(clients: Clients) -> None:
    with pytest.raises(NotInRoom):
        clients.send(a_caller("nobody"), GetIceServers())


def test_each_seat_gets_its_own_turn_credentials(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    joined = clients.join(guest, room)
    clients.join(host, room)
    clients.send(guest, GetIceServers())
    (given,) = clients.acknowledged()
    assert isinstance(given, IceServersGiven)
    assert given.ttl_seconds == 3600
    for servers in (given.ice_servers, joined.ice_servers):
        assert servers[-1]["username"].endswith(f":{joined.participant_id}")
