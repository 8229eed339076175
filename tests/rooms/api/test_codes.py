"""GET /api/rooms/code/{code} and its participants: what anybody may ask."""

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.models import User
from rooms import actions
from rooms.models import Block, Meeting, Room, RoomSettings, Seat
from tests.rooms.api.conftest import ROOM_NOT_FOUND, called_by, sit

UNKNOWN = "ZZZZZZ"


def by_code(room: Room, more: str = "") -> str:
    return f"/api/rooms/code/{room.code}{more}"


def test_anybody_finds_a_room_by_its_code(
    anybody: APIClient, room: Room, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        response = anybody.get(by_code(room))
    assert response.status_code == 200
    assert response.json() == {
        "id": str(room.pk),
        "code": room.code,
        "name": "Weekly",
        "isActive": True,
        "isLocked": False,
        "host": {"id": str(room.host_id), "displayName": "Ann", "avatarUrl": None},
        "settings": {"waitingRoom": False},
    }


def test_a_code_is_read_as_people_type_it(anybody: APIClient, room: Room) -> None:
    typed = f"{room.code[:3]}-{room.code[3:]}".lower()
    assert anybody.get(f"/api/rooms/code/{typed}").json()["code"] == room.code


def test_a_stale_token_does_not_matter(anybody: APIClient, room: Room) -> None:
    anybody.credentials(HTTP_AUTHORIZATION="Bearer stale")
    assert anybody.get(by_code(room)).status_code == 200
    assert anybody.get(by_code(room, "/participants")).status_code == 200


@pytest.mark.parametrize("code", [UNKNOWN, "x", "a" * 500, "%F0%9F%98%80"])
def test_an_unknown_code_is_not_found(anybody: APIClient, db: None, code: str) -> None:
    response = anybody.get(f"/api/rooms/code/{code}")
    assert (response.status_code, response.json()) == (404, ROOM_NOT_FOUND)


def test_twenty_unknown_codes_are_answered_and_then_no_code_at_all(
    anybody: APIClient, room: Room
) -> None:
    calls = [f"/api/rooms/code/{UNKNOWN}", f"/api/rooms/code/{UNKNOWN}/participants"]
    assert [anybody.get(calls[at % 2]).status_code for at in range(20)] == [404, 200] * 10
    for call in (*calls, by_code(room), by_code(room, "/participants")):
        response = anybody.get(call)
        assert response.status_code == 429
        assert response.json() == {
            "statusCode": 429,
            "code": "TOO_MANY_GUESSES",
            "message": "Too many unknown room codes came from here, try again later",
            "retryAfterSeconds": 300,
        }
        assert response["Retry-After"] == "300"


def test_who_is_in_an_open_room_is_said_to_anybody(
    anybody: APIClient,
    room: Room,
    meeting: Meeting,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    ann = sit(meeting, "Ann", user=room.host, role=Seat.Role.HOST)
    gus = sit(meeting, "Gus")
    with django_assert_num_queries(2):
        response = anybody.get(by_code(room, "/participants"))
    assert response.json() == [
        {"id": str(ann.pk), "displayName": "Ann", "avatarUrl": None, "isHost": True},
        {"id": str(gus.pk), "displayName": "Gus", "avatarUrl": None, "isHost": False},
    ]


def close_to_strangers(room: Room, how: str) -> None:
    if how == "waiting room":
        RoomSettings.objects.filter(room=room).update(waiting_room=True)
    elif how == "locked":
        Room.objects.update(is_locked=True)
    elif how == "ended":
        actions.close_room(room, room.host)
    else:
        Room.objects.update(access=how)


@pytest.mark.parametrize("how", ["waiting room", "locked", "ended", "signed_in", "invited"])
def test_nobody_is_said_to_be_in_a_room_that_strangers_can_not_simply_enter(
    anybody: APIClient, room: Room, meeting: Meeting, how: str
) -> None:
    sit(meeting, "Gus")
    assert len(anybody.get(by_code(room, "/participants")).json()) == 1
    close_to_strangers(room, how)
    response = anybody.get(by_code(room, "/participants"))
    assert (response.status_code, response.json()) == (200, [])


def test_an_unknown_code_has_nobody_in_it(anybody: APIClient, db: None) -> None:
    response = anybody.get(f"/api/rooms/code/{UNKNOWN}/participants")
    assert (response.status_code, response.json()) == (200, [])


@pytest.mark.parametrize("how", ["waiting room", "locked", "signed_in", "invited"])
def test_people_of_the_room_see_who_is_in_it(
    as_host: APIClient, as_participant: APIClient, room: Room, how: str
) -> None:
    close_to_strangers(room, how)
    for caller in (as_host, as_participant):
        people = caller.get(by_code(room, "/participants")).json()
        assert [one["displayName"] for one in people] == ["Pat"]


def test_a_blocked_account_sees_nobody(other: User, room: Room, meeting: Meeting) -> None:
    sit(meeting, "Gus")
    assert called_by(other).get(by_code(room, "/participants")).json() != []
    Block.objects.create(room=room, user=other, display_name="Ben")
    assert called_by(other).get(by_code(room, "/participants")).json() == []
