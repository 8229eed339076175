"""GET and POST /api/rooms."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.models import User
from rooms import actions
from rooms.models import Membership, Room

SHAPE = {
    "id",
    "code",
    "name",
    "access",
    "hostId",
    "isActive",
    "isLocked",
    "createdAt",
    "updatedAt",
    "startedAt",
    "endedAt",
    "settings",
    "host",
}


def test_a_stranger_signs_in_first(anybody: APIClient) -> None:
    for response in (anybody.get("/api/rooms"), anybody.post("/api/rooms", {}, format="json")):
        assert response.status_code == 401
        assert response.json()["code"] == "NOT_AUTHENTICATED"
    assert not Room.objects.exists()


def test_a_new_room_is_its_makers(as_host: APIClient, host: User) -> None:
    response = as_host.post(
        "/api/rooms", {"name": "Weekly", "waitingRoom": True, "maxParticipants": 5}, format="json"
    )
    body, room = response.json(), Room.objects.get()
    assert response.status_code == 201
    assert set(body) == SHAPE
    assert (body["id"], body["code"], body["name"]) == (str(room.pk), room.code, "Weekly")
    assert (body["hostId"], body["isActive"], body["isLocked"]) == (str(host.pk), True, False)
    assert (body["startedAt"], body["endedAt"]) == (None, None)
    assert body["host"] == {"id": str(host.pk), "displayName": "Ann", "avatarUrl": None}
    assert body["settings"]["waitingRoom"] is True
    assert body["settings"]["maxParticipants"] == 5
    assert (room.settings.waiting_room, room.settings.max_participants) == (True, 5)


@pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": None}, {"name": " \u200b"}])
def test_a_room_without_a_name_is_called_after_its_host(as_host: APIClient, body: Any) -> None:
    response = as_host.post("/api/rooms", body, format="json")
    assert response.status_code == 201
    assert response.json()["name"] == "Ann's room"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", 7),
        ("name", "x" * 101),
        ("waitingRoom", "true"),
        ("waitingRoom", 1),
        ("waitingRoom", None),
        ("maxParticipants", 1),
        ("maxParticipants", 101),
        ("maxParticipants", "5"),
        ("maxParticipants", 5.5),
        ("maxParticipants", True),
        ("allowChat", []),
    ],
)
def test_a_field_that_is_not_valid_is_named(as_host: APIClient, field: str, value: Any) -> None:
    response = as_host.post("/api/rooms", {field: value}, format="json")
    assert response.status_code == 400
    assert response.json()["code"] == "INVALID_PAYLOAD"
    assert set(response.json()["errors"]) == {field}
    assert not Room.objects.exists()


def test_half_a_character_in_a_name_is_replaced(as_host: APIClient) -> None:
    body = '{"name": "Half \\ud800"}'
    response = as_host.post("/api/rooms", body, content_type="application/json")
    assert (response.status_code, response.json()["name"]) == (201, "Half \ufffd")


def test_nobody_makes_a_room_for_somebody_else(as_host: APIClient, other: User) -> None:
    claims = {"hostId": str(other.pk), "host": other.pk, "code": "AAAAAA", "isLocked": True}
    response = as_host.post("/api/rooms", claims, format="json")
    assert (response.status_code, set(response.json()["errors"])) == (400, set(claims))
    assert not Room.objects.exists()


def test_rooms_of_others_are_not_listed(as_host: APIClient, other: User, room: Room) -> None:
    theirs = actions.create_room(other, "Theirs")
    assert names(as_host) == ["Weekly"]
    Membership.objects.create(room=theirs, user=room.host, role="invited")
    assert names(as_host) == ["Weekly"]
    Membership.objects.update(role="cohost")
    assert names(as_host) == ["Theirs", "Weekly"]


def test_rooms_are_found_by_a_part_of_their_name_and_by_code(
    as_host: APIClient, host: User, room: Room
) -> None:
    planning = actions.create_room(host, "Planning")
    assert names(as_host, search="week") == ["Weekly"]
    assert names(as_host, search=planning.code.lower()) == ["Planning"]
    assert names(as_host, search=f"https://meet.example.org/{planning.code}.") == ["Planning"]
    assert names(as_host, search="nothing") == []
    planning.name = "École"
    planning.save()
    assert names(as_host, search="école") == ["École"]
    assert names(as_host, search="e\u0301COLE") == ["École"]
    assert names(as_host, search="ecole") == []
    assert names(as_host, search="") == ["École", "Weekly"]


def test_rooms_come_in_pages(as_host: APIClient, host: User) -> None:
    for number in range(3):
        actions.create_room(host, f"Room {number}")
    first = as_host.get("/api/rooms", {"pageSize": 2}).json()
    assert set(first) == {"count", "next", "previous", "results"}
    assert (first["count"], len(first["results"]), first["previous"]) == (3, 2, None)
    second = as_host.get(first["next"]).json()
    assert [room["name"] for room in second["results"]] == ["Room 0"]
    assert as_host.get("/api/rooms", {"page": 3, "pageSize": 2}).status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [("page", "0"), ("page", "x"), ("pageSize", "101"), ("pageSize", "0"), ("search", "\x00")],
)
def test_a_page_that_is_not_well_asked_for_is_refused(
    as_host: APIClient, field: str, value: str
) -> None:
    response = as_host.get("/api/rooms", {field: value})
    assert response.status_code == 400
    assert set(response.json()["errors"]) == {field}


def test_a_list_costs_the_same_queries_however_long_it_is(
    as_host: APIClient, host: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        actions.create_room(host, f"Room {number}")
    with django_assert_num_queries(2):
        assert len(as_host.get("/api/rooms").json()["results"]) == 5


def names(client: APIClient, **asked: str) -> list[str]:
    return [room["name"] for room in client.get("/api/rooms", asked).json()["results"]]
