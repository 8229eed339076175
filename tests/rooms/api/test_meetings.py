"""/api/rooms/{id}/meetings, their attendance, and /audit."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.models import User
from rooms import actions
from rooms.models import Audit, Meeting, Room
from tests.rooms.api.conftest import NOT_AUTHORIZED, ROOM_NOT_FOUND, address, sit

NOW = timezone.now()


@pytest.fixture
def past(room: Room) -> Meeting:
    """Give a meeting of one hour, from which Cy was removed after ten minutes."""
    begin = NOW - timedelta(hours=2)
    meeting = Meeting.objects.create(
        room=room, started_at=begin, ended_at=begin + timedelta(hours=1)
    )
    sit(
        meeting,
        "Cy",
        taken_at=begin,
        given_up_at=begin + timedelta(minutes=10),
        is_removed=True,
    )
    return meeting


@pytest.mark.parametrize("more", ["/meetings", "/meetings/{id}/attendance", "/audit"])
def test_what_was_is_for_the_host_alone(
    as_stranger: APIClient, others: list[APIClient], room: Room, past: Meeting, more: str
) -> None:
    place = address(room, more.format(id=past.pk))
    assert as_stranger.get(place).json() == ROOM_NOT_FOUND
    for caller in others:
        assert caller.get(place).json() == NOT_AUTHORIZED


def test_the_host_lists_meetings_the_newest_first(
    as_host: APIClient,
    room: Room,
    past: Meeting,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    live = Meeting.objects.create(room=room)
    with django_assert_num_queries(3):
        listed = as_host.get(address(room, "/meetings")).json()["results"]
    assert [one["id"] for one in listed] == [str(live.pk), str(past.pk)]
    assert [one["attendance"] for one in listed] == [0, 1]
    assert [one["endedAt"] is None for one in listed] == [True, False]


def test_the_host_reads_who_was_there_and_how_long(
    as_host: APIClient,
    room: Room,
    past: Meeting,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    seat = past.seats.get()
    with django_assert_num_queries(4):
        (listed,) = as_host.get(address(room, f"/meetings/{past.pk}/attendance")).json()["results"]
    assert listed == {
        "participantId": str(seat.pk),
        "userId": None,
        "displayName": "Cy",
        "role": "participant",
        "takenAt": seat.taken_at.isoformat().replace("+00:00", "Z"),
        "givenUpAt": seat.given_up_at.isoformat().replace("+00:00", "Z"),
        "seconds": 600,
        "isRemoved": True,
    }


def test_a_seat_that_is_still_held_counts_until_now(
    as_host: APIClient, room: Room, meeting: Meeting
) -> None:
    sit(meeting, "Bo", taken_at=timezone.now() - timedelta(minutes=5))
    (listed,) = as_host.get(address(room, f"/meetings/{meeting.pk}/attendance")).json()["results"]
    assert listed["givenUpAt"] is None
    assert 300 <= listed["seconds"] < 400


def test_a_meeting_of_another_room_is_not_found(
    as_host: APIClient, room: Room, other: User
) -> None:
    theirs = Meeting.objects.create(room=actions.create_room(other))
    assert as_host.get(address(room, f"/meetings/{theirs.pk}/attendance")).status_code == 404


def test_the_host_reads_what_was_done(
    as_host: APIClient, room: Room, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # The clock was set back between the two entries.
    Audit.objects.update(at=timezone.now() + timedelta(seconds=30))
    actions.set_locked(room, room.host, True)
    with django_assert_num_queries(3):
        listed = as_host.get(address(room, "/audit")).json()["results"]
    assert [(one["actorName"], one["action"]) for one in listed] == [
        ("Ann", "lock"),
        ("Ann", "create_room"),
    ]
