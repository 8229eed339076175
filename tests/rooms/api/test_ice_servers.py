"""GET /api/rooms/{id}/ice-servers."""

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings
from rest_framework.test import APIClient

from rooms.models import Meeting, Room, Seat
from tests.rooms.api.conftest import ROOM_NOT_FOUND, address


@pytest.fixture(autouse=True)
def _turn(settings: Settings) -> None:
    settings.ICE_URLS = ["stun:stun.example.org:3478"]
    settings.TURN_URLS = ["turn:turn.example.org:3478"]
    settings.TURN_SECRET = "a secret that only coturn knows as well"


def test_strangers_get_none(anybody: APIClient, as_stranger: APIClient, room: Room) -> None:
    assert anybody.get(address(room, "/ice-servers")).status_code == 401
    assert as_stranger.get(address(room, "/ice-servers")).json() == ROOM_NOT_FOUND


def test_a_host_who_is_not_there_gets_none(as_host: APIClient, room: Room) -> None:
    response = as_host.get(address(room, "/ice-servers"))
    assert response.status_code == 403
    assert response.json()["message"] == "Join the meeting first"


def test_people_in_the_meeting_get_credentials_of_their_own(
    as_participant: APIClient,
    as_guest: APIClient,
    room: Room,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    names = set()
    for caller in (as_participant, as_guest):
        with django_assert_num_queries(1):
            body = caller.get(address(room, "/ice-servers")).json()
        stun, turn = body["iceServers"]
        assert (stun, body["ttlSeconds"]) == ({"urls": ["stun:stun.example.org:3478"]}, 3600)
        names.add(turn["username"].partition(":")[2])
    assert names == {str(seat.pk) for seat in Seat.objects.all()}


def test_who_was_removed_gets_none(as_participant: APIClient, room: Room, meeting: Meeting) -> None:
    Seat.objects.update(is_removed=True, given_up_at=timezone.now())
    assert as_participant.get(address(room, "/ice-servers")).json() == ROOM_NOT_FOUND


def test_asking_all_the_time_is_refused(as_participant: APIClient, room: Room) -> None:
    place = address(room, "/ice-servers")
    statuses = [as_participant.get(place).status_code for _ in range(31)]
    assert statuses == [200] * 30 + [429]
