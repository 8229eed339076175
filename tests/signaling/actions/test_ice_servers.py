import pytest
from pytest_django import Settings

from rooms.models import Room
from signaling.caller import Caller
from signaling.protocol.commands import GetIceServers
from signaling.protocol.events import IceServersGiven
from signaling.refusals import NotInRoom
from tests.signaling.actions.clients import Company
from tests.signaling.examples import a_caller


@pytest.fixture(autouse=True)
def turn(settings: Settings) -> None:
    settings.TURN_URLS, settings.TURN_SECRET = ["turn:turn.example.org"], "shared"


def test_who_sits_nowhere_gets_no_credentials(company: Company) -> None:
    with pytest.raises(NotInRoom):
        company.do(a_caller("nobody"), GetIceServers())


def test_each_seat_gets_credentials_of_its_own(
    company: Company, room: Room, host: Caller, guest: Caller
) -> None:
    joined = company.join(guest, room)
    company.join(host, room)
    company.do(guest, GetIceServers())
    (given,) = company.replied()
    assert isinstance(given, IceServersGiven)
    assert given.ttl_seconds == 3600
    for servers in (given.ice_servers, joined.ice_servers):
        assert servers[-1]["username"].endswith(f":{joined.participant_id}")
