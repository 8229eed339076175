"""PATCH /api/rooms/{id}/settings and POST /api/rooms/{id}/lock."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries, Settings
from rest_framework.test import APIClient

from rooms.models import Room
from tests.rooms.api.conftest import NOT_AUTHORIZED, ROOM_NOT_FOUND, address
from tests.rooms.conftest import Announced

SETTINGS = {
    "waitingRoom": True,
    "knockAfterRemoval": False,
    "maxParticipants": 7,
    "allowChat": False,
    "allowScreenShare": False,
    "allowMicrophone": False,
    "allowCamera": False,
    "allowUnmute": False,
    "allowReactions": False,
    "allowRename": False,
    "whenHostLeaves": "end",
    "endAfterMinutes": 5,
    "mediaServer": "never",
}


def test_a_stranger_finds_no_room(as_stranger: APIClient, room: Room) -> None:
    response = as_stranger.patch(address(room, "/settings"), SETTINGS, format="json")
    assert (response.status_code, response.json()) == (404, ROOM_NOT_FOUND)
    response = as_stranger.post(address(room, "/lock"), {"locked": True}, format="json")
    assert (response.status_code, response.json()) == (404, ROOM_NOT_FOUND)


def test_a_participant_does_not_change_settings(as_participant: APIClient, room: Room) -> None:
    response = as_participant.patch(address(room, "/settings"), SETTINGS, format="json")
    assert (response.status_code, response.json()) == (403, NOT_AUTHORIZED)
    room.settings.refresh_from_db()
    assert room.settings.allow_chat


def test_a_cohost_changes_settings_as_on_the_socket(as_cohost: APIClient, room: Room) -> None:
    response = as_cohost.patch(
        address(room, "/settings"), SETTINGS | {"isLocked": True}, format="json"
    )
    assert response.status_code == 200
    assert (response.json()["settings"], response.json()["isLocked"]) == (SETTINGS, True)
    stored = as_cohost.get(address(room)).json()
    assert (stored["settings"], stored["isLocked"]) == (SETTINGS, True)


def test_the_host_changes_every_setting(
    as_host: APIClient, room: Room, announced: Announced
) -> None:
    announcements = announced(as_host.patch, address(room, "/settings"), SETTINGS, format="json")
    assert [message["type"] for message in announcements] == ["room.changed"]
    assert as_host.get(address(room)).json()["settings"] == SETTINGS


def test_what_is_left_out_of_a_change_stays(as_host: APIClient, room: Room) -> None:
    response = as_host.patch(address(room, "/settings"), {"allowChat": False}, format="json")
    settings = response.json()["settings"]
    assert (settings["allowChat"], settings["allowScreenShare"]) == (False, True)


def test_nothing_is_changed_by_a_change_of_nothing(
    as_host: APIClient, room: Room, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        response = as_host.patch(address(room, "/settings"), {}, format="json")
    assert response.status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        {"allowChat": "no"},
        {"allowChat": None},
        {"maxParticipants": 1},
        {"whenHostLeaves": 7},
        [],
        "x",
    ],
)
def test_a_change_that_is_not_valid_is_refused(as_host: APIClient, room: Room, change: Any) -> None:
    response = as_host.patch(address(room, "/settings"), change, format="json")
    assert response.status_code == 400
    assert isinstance(response.json()["message"], str)
    room.settings.refresh_from_db()
    assert room.settings.allow_chat


def test_a_room_is_locked_by_its_settings_too(as_host: APIClient, room: Room) -> None:
    response = as_host.patch(address(room, "/settings"), {"isLocked": True}, format="json")
    assert response.json()["isLocked"] is True
    assert as_host.get(address(room)).json()["isLocked"] is True


def test_a_participant_does_not_lock(as_participant: APIClient, room: Room) -> None:
    response = as_participant.post(address(room, "/lock"), {"locked": True}, format="json")
    assert (response.status_code, response.json()) == (403, NOT_AUTHORIZED)


def test_hosts_and_co_hosts_lock_and_unlock(
    as_host: APIClient, as_cohost: APIClient, room: Room, announced: Announced
) -> None:
    announcements = announced(
        as_cohost.post, address(room, "/lock"), {"locked": True}, format="json"
    )
    assert [message["type"] for message in announcements] == ["room.changed"]
    assert as_host.get(address(room)).json()["isLocked"] is True
    response = as_host.post(address(room, "/lock"), {"locked": False}, format="json")
    assert response.json()["isLocked"] is False


def test_a_room_cannot_always_need_a_media_server_that_is_not_configured(
    as_host: APIClient, room: Room, settings: Settings
) -> None:
    settings.MEDIA_SERVERS = []
    response = as_host.patch(address(room, "/settings"), {"mediaServer": "always"}, format="json")
    assert (response.status_code, response.json()["code"]) == (409, "MEDIA_SERVER_MISSING")
    room.settings.refresh_from_db()
    assert room.settings.media_server == "auto"


def test_a_room_can_always_use_a_media_server(
    as_host: APIClient, room: Room, settings: Settings
) -> None:
    settings.MEDIA_SERVERS = ["ws://:secret@media.example:8188"]
    response = as_host.patch(address(room, "/settings"), {"mediaServer": "always"}, format="json")
    assert response.json()["settings"]["mediaServer"] == "always"
