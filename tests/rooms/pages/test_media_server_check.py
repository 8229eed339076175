"""The page before joining learns whether a media server is available."""

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from rooms.live_rooms import LiveState
from rooms.media_availability import MediaAvailability, media_availability
from rooms.models import DrainedMediaServer, Room
from rooms.refusals import Unavailable

FIRST, SECOND = "10.0.0.5:8188", "10.0.0.6:8188"


@pytest.fixture(autouse=True)
def _servers(settings: Settings) -> None:
    settings.LIVE_ANSWER_SECONDS = 0.01
    settings.MEDIA_SERVERS = [f"ws://:a-secret@{FIRST}", f"ws://:a-secret@{SECOND}"]


def use(room: Room, choice: str) -> None:
    room.settings.media_server = choice
    room.settings.save()


def known(room: Room, *, health: dict[str, bool], on: str = "") -> MediaAvailability:
    """Return the answer for this health of the servers; `on` is the room's own, if it has one."""
    # Of the room in session, only its media server counts.
    rooms: Any = [{"media_server": on}]
    return media_availability(room, lambda _ids: LiveState(rooms, health))


def test_a_stranger_to_an_invited_room_learns_nothing(client: Client, room: Room) -> None:
    room.access = Room.Access.INVITED
    room.save()
    response = client.get(f"/rooms/{room.code}/media-server/")
    assert (response.status_code, response.content) == (404, b"{}")
    assert client.get("/rooms/22222222/media-server/").status_code == 404


def test_a_guest_learns_the_state_and_no_address(client: Client, room: Room) -> None:
    response = client.get(f"/rooms/{room.code}/media-server/")
    assert json.loads(response.content) == {"mediaServer": "unknown", "isRequired": False}
    assert client.post(f"/rooms/{room.code}/media-server/").status_code == 405


def test_a_room_without_media_servers_needs_none_unless_it_always_uses_one(
    client: Client, room: Room, settings: Settings
) -> None:
    use(room, "never")
    assert known(room, health={FIRST: True}).media_server == "unneeded"
    settings.MEDIA_SERVERS = []
    use(room, "auto")
    assert known(room, health={}).media_server == "unneeded"
    use(room, "always")
    assert known(room, health={}) == MediaAvailability("missing", is_required=True)


@pytest.mark.parametrize(
    ("health", "expected"),
    [
        ({FIRST: False, SECOND: True}, "available"),
        ({FIRST: False, SECOND: False}, "unavailable"),
        ({FIRST: False}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_one_healthy_server_is_enough(room: Room, health: dict[str, bool], expected: str) -> None:
    assert known(room, health=health).media_server == expected


def test_a_drained_server_takes_no_further_room(room: Room) -> None:
    DrainedMediaServer.objects.create(name=SECOND)
    assert known(room, health={FIRST: False, SECOND: True}).media_server == "unavailable"


def test_a_meeting_on_a_media_server_needs_that_one(room: Room) -> None:
    health = {FIRST: False, SECOND: True}
    assert known(room, health=health, on=FIRST) == MediaAvailability(
        "unavailable", is_required=True
    )
    DrainedMediaServer.objects.create(name=SECOND)
    assert known(room, health=health, on=SECOND).media_server == "available"


def test_a_room_that_always_uses_one_needs_it_also_while_nothing_is_known(room: Room) -> None:
    def fail(_ids: object) -> LiveState:
        raise Unavailable

    use(room, "always")
    assert media_availability(room, fail) == MediaAvailability("unknown", is_required=True)
