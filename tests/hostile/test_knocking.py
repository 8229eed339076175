"""A crowd of knockers: their number is limited, and people in the room notice nothing."""

from contextlib import ExitStack

import pytest
from django.conf import settings

from accounts.models import User
from rooms.actions import create_room
from rooms.models import Room
from tests.hostile.frames import frame
from tests.hostile.guest import Guest
from tests.hostile.promises import Place
from tests.protocol.joining import access_token

MORE = 10

pytestmark = pytest.mark.parametrize("server", ["impatient_server"], indirect=True)


@pytest.fixture
def room(transactional_db: None) -> Room:
    ann = User.objects.create_user("ann@example.org", display_name="Ann")
    return create_room(ann, "Planning", waiting_room=True)


@pytest.fixture
def other_room(room: Room) -> Room:
    return create_room(room.host, "Elsewhere")


def knock(guest: Guest, code: str, number: int = 0) -> dict:
    guest.connect(f"Mallory {number}")
    return dict(guest.call("join-room", {"roomCode": code, "displayName": f"Mallory {number}"}))


def test_one_address_does_not_fill_the_waiting_room(place: Place, room: Room, other_room: Room):
    with ExitStack() as open_:
        host, outsider = (open_.enter_context(Guest(place.address)) for _ in range(2))
        host.connect("Ann", token=access_token(room.host))
        host.call("join-room", {"roomCode": place.code})
        outsider.join(other_room.code, "Nell")

        answers = [
            knock(open_.enter_context(Guest(place.address)), place.code, number)
            for number in range(settings.KNOCKERS_PER_ADDRESS + MORE)
        ]
        member = open_.enter_context(Guest(place.address))
        bob = User.objects.create_user("bob@example.org", display_name="Bob")
        member.connect("Bob", token=access_token(bob))

        refused = [answer["reason"] for answer in answers if not answer["success"]]
        assert refused == ["WAITING_ROOM_FULL"] * MORE
        assert member.call("join-room", {"roomCode": place.code})["success"]
        waiting: list = []
        while len(waiting) < settings.KNOCKERS_PER_ADDRESS + 1:
            waiting = host.expect("waiting-room-update")["waiting"]
        assert outsider.call("toggle-audio", {"enabled": True})["success"]
        with Guest(place.address) as newcomer:
            newcomer.join(other_room.code)
            assert outsider.event()[0] == "user-joined"


def test_who_knocks_all_the_time_is_cut(place: Place, room: Room):
    with Guest(place.address) as host, Guest(place.address) as flooder:
        host.connect("Ann", token=access_token(room.host))
        host.call("join-room", {"roomCode": place.code})
        flooder.connect()
        joining = f'42["join-room",{{"roomCode":"{place.code}","displayName":"Mallory"}}]'.encode()
        flooder.send_what_is_taken((frame(joining) + frame(b'42["cancel-knock",{}]')) * 200)

        assert "RATE_LIMITED" in flooder.errors_until_closed()
        assert host.call("toggle-audio", {"enabled": True})["success"]
