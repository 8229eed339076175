"""/api/rooms/{id}: read, change, end, reopen, delete."""

import uuid
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from rooms.models import Audit, Block, Meeting, Room
from tests.rooms.api.conftest import NOT_AUTHORIZED, ROOM_NOT_FOUND, address
from tests.rooms.api.test_rooms import SHAPE
from tests.rooms.conftest import Announced

WRITES = [
    ("patch", "", {"name": "Mine now"}),
    ("delete", "", None),
    ("post", "/start", None),
    ("post", "/delete", None),
]


def test_without_a_credential_nothing_is_said(anybody: APIClient, room: Room) -> None:
    assert anybody.get(address(room)).status_code == 401


def test_a_stranger_is_told_the_same_as_of_a_room_that_there_is_not(
    as_stranger: APIClient, room: Room
) -> None:
    for place in (address(room), f"/api/rooms/{uuid.uuid4()}"):
        response = as_stranger.get(place)
        assert (response.status_code, response.json()) == (404, ROOM_NOT_FOUND)


def test_the_hosts_id_opens_nothing(as_stranger: APIClient, room: Room) -> None:
    claims = {"hostId": str(room.host_id), "userId": str(room.host_id), "name": "Mine now"}
    for response in (
        as_stranger.patch(address(room), claims, format="json"),
        as_stranger.delete(address(room), claims, format="json"),
        as_stranger.get(address(room), claims),
    ):
        assert response.json() == ROOM_NOT_FOUND
    room.refresh_from_db()
    assert (room.name, room.has_ended) == ("Weekly", False)


def test_somebody_who_was_blocked_is_a_stranger(
    as_participant: APIClient, room: Room, meeting: Meeting
) -> None:
    assert as_participant.get(address(room)).json() == NOT_AUTHORIZED
    Block.objects.create(room=room, user=meeting.seats.get().user, display_name="Pat")
    assert as_participant.get(address(room)).json() == ROOM_NOT_FOUND


@pytest.mark.parametrize("write", WRITES, ids=lambda write: f"{write[0]} {write[1]}")
def test_only_the_host_changes_the_room(
    as_stranger: APIClient, others: list[APIClient], room: Room, write: tuple[str, str, Any]
) -> None:
    method, more, body = write
    response = getattr(as_stranger, method)(address(room, more), body, format="json")
    assert (response.status_code, response.json()) == (404, ROOM_NOT_FOUND)
    for caller in others:
        response = getattr(caller, method)(address(room, more), body, format="json")
        assert (response.status_code, response.json()) == (403, NOT_AUTHORIZED)
    room.refresh_from_db()
    assert (room.name, room.has_ended) == ("Weekly", False)


def test_a_participant_does_not_read_the_settings(as_participant: APIClient, room: Room) -> None:
    assert as_participant.get(address(room)).json() == NOT_AUTHORIZED


def test_the_host_and_co_hosts_read_the_room(
    as_host: APIClient,
    as_cohost: APIClient,
    room: Room,
    meeting: Meeting,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for caller in (as_host, as_cohost):
        with django_assert_num_queries(1):
            body = caller.get(address(room)).json()
        assert set(body) == SHAPE
        assert body["startedAt"] == meeting.started_at.isoformat().replace("+00:00", "Z")


def test_the_host_changes_name_and_access(
    as_host: APIClient, room: Room, announced: Announced
) -> None:
    change = {"name": " Monthly\u202e ", "access": "invited"}
    announcements = announced(as_host.patch, address(room), change, format="json")
    room.refresh_from_db()
    assert (room.name, room.access) == ("Monthly", "invited")
    assert [message["type"] for message in announcements] == ["room.changed"]


def test_what_is_left_out_of_a_change_stays(as_host: APIClient, room: Room) -> None:
    body = as_host.patch(address(room), {"access": "signed_in"}, format="json").json()
    assert (body["name"], body["access"]) == ("Weekly", "signed_in")


@pytest.mark.parametrize("change", [{"name": ""}, {"name": "\u200b"}, {"access": "all"}])
def test_a_change_that_is_not_valid_changes_nothing(
    as_host: APIClient, room: Room, change: Any
) -> None:
    assert as_host.patch(address(room), change, format="json").status_code == 400
    room.refresh_from_db()
    assert (room.name, room.access) == ("Weekly", "anyone")


def test_ending_sends_everybody_away_and_starting_opens_again(
    as_host: APIClient, room: Room, announced: Announced
) -> None:
    announcements = announced(as_host.delete, address(room))
    assert [message["type"] for message in announcements] == ["room.closed"]
    ended = as_host.get(address(room)).json()
    assert ended["isActive"] is False
    assert ended["endedAt"] is not None

    started = as_host.post(address(room, "/start"))
    assert (started.status_code, started.json()["isActive"]) == (200, True)
    assert started.json()["endedAt"] is None


def test_ending_twice_is_one_end(as_host: APIClient, room: Room) -> None:
    first, second = as_host.delete(address(room)), as_host.delete(address(room))
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json() == second.json()
    assert Audit.objects.filter(action="close_room").count() == 1


def test_a_deleted_room_is_gone(as_host: APIClient, room: Room, announced: Announced) -> None:
    announcements = announced(as_host.post, address(room, "/delete"))
    assert [message["type"] for message in announcements] == ["room.closed"]
    assert as_host.get(address(room)).json() == ROOM_NOT_FOUND


@pytest.mark.parametrize("name", ["7", "code", "x" * 300, "%00", "../admin"])
def test_what_is_no_id_is_no_call(as_host: APIClient, name: str) -> None:
    response = as_host.get(f"/api/rooms/{name}/settings")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/json"
