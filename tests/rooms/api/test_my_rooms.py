"""GET /api/users/me/rooms."""

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.models import User
from rooms import actions
from rooms.models import Block, Meeting, Membership, Room
from tests.rooms.api.conftest import called_by, sit
from tests.rooms.api.test_rooms import SHAPE


def rooms(client: APIClient) -> list[str]:
    return [room["name"] for room in client.get("/api/users/me/rooms").json()]


def test_a_stranger_signs_in_first(anybody: APIClient) -> None:
    assert anybody.get("/api/users/me/rooms").status_code == 401


@pytest.mark.usefixtures("room")
def test_rooms_that_one_has_nothing_to_do_with_are_not_listed(as_stranger: APIClient) -> None:
    assert rooms(as_stranger) == []


def test_the_rooms_one_hosts_belongs_to_and_sat_in_are_listed(other: User, host: User) -> None:
    named = {name: actions.create_room(host, name) for name in ("invited", "sat in", "neither")}
    Membership.objects.create(room=named["invited"], user=other, role="invited")
    sit(Meeting.objects.create(room=named["sat in"]), "Ben", user=other)
    actions.create_room(other, "hosted")
    assert rooms(called_by(other)) == ["hosted", "sat in", "invited"]


def test_a_room_that_one_is_blocked_from_is_not_listed(
    as_participant: APIClient, room: Room, meeting: Meeting
) -> None:
    assert rooms(as_participant) == ["Weekly"]
    Block.objects.create(room=room, user=meeting.seats.get().user, display_name="Pat")
    assert rooms(as_participant) == []


def test_the_newest_twenty_are_listed_by_one_query(
    as_host: APIClient, host: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(22):
        actions.create_room(host, f"{number}")
    with django_assert_num_queries(1):
        listed = as_host.get("/api/users/me/rooms").json()
    assert [room["name"] for room in listed] == [str(number) for number in range(21, 1, -1)]
    assert set(listed[0]) == SHAPE
