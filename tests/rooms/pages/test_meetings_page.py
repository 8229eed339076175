"""The list of a room's meetings, and the recent meetings on the start page."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from rooms import actions
from rooms.models import Room
from tests.rooms.stories import meeting, stay

pytestmark = pytest.mark.django_db


def test_a_stranger_signs_in_first_and_comes_back(client: Client, room: Room) -> None:
    response = client.get(f"/rooms/{room.code}/meetings/?page=2")

    assert response.status_code == 302
    assert response["Location"] == f"/accounts/login/?next=/rooms/{room.code}/meetings/%3Fpage%3D2"


def test_anybody_but_the_host_finds_nothing(
    as_other: Client, host: User, other: User, room: Room
) -> None:
    actions.set_cohost(room, host, other, True)

    assert as_other.get(f"/rooms/{room.code}/meetings/").status_code == 404


def test_a_room_without_meetings_says_so(as_host: Client, room: Room) -> None:
    assert "No meetings yet" in as_host.get(f"/rooms/{room.code}/meetings/").content.decode()


def test_the_host_sees_the_meetings_newest_first(as_host: Client, room: Room) -> None:
    first, second = meeting(room, 0, 30), meeting(room, 60, 75)
    stay(first, "Cid")

    page = as_host.get(f"/rooms/{room.code}/meetings/").content.decode()

    assert page.index(str(second.pk)) < page.index(str(first.pk))
    assert "30 min" in page
    assert "Cid" in page


def test_older_meetings_are_a_page_further(as_host: Client, room: Room) -> None:
    oldest = meeting(room, -10, -9)
    for number in range(20):
        meeting(room, number, number + 0.5)

    first = as_host.get(f"/rooms/{room.code}/meetings/").content.decode()
    second = as_host.get(f"/rooms/{room.code}/meetings/", {"page": "2"}).content.decode()

    assert str(oldest.pk) not in first
    assert str(oldest.pk) in second


def test_more_meetings_make_no_more_queries(
    as_host: Client, room: Room, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(10):
        stay(meeting(room, number, number + 0.5), "Cid")

    with django_assert_max_num_queries(6):
        as_host.get(f"/rooms/{room.code}/meetings/")


def test_more_meetings_make_no_more_queries_at_the_front_door(
    as_host: Client, room: Room, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        stay(meeting(room, number, number + 0.5), "Cid")

    with django_assert_max_num_queries(8):
        as_host.get("/")


def test_meetings_one_had_no_part_in_are_not_at_the_front_door(
    as_other: Client, room: Room
) -> None:
    stay(meeting(room), "Cid")

    assert "Recent meetings" not in as_other.get("/").content.decode()


def test_a_meeting_one_was_removed_from_is_not_at_the_front_door(
    as_other: Client, other: User, room: Room
) -> None:
    stay(meeting(room), other, is_removed=True)

    assert "Recent meetings" not in as_other.get("/").content.decode()


def test_a_meeting_one_was_at_leads_back_to_the_room(
    as_other: Client, other: User, room: Room
) -> None:
    met = meeting(room)
    stay(met, other)

    page = as_other.get("/").content.decode()

    assert f'<a href="/{room.code}">{room.name}' in page
    assert str(met.pk) not in page


def test_a_host_is_led_to_the_page_of_the_meeting(as_host: Client, host: User, room: Room) -> None:
    met = meeting(room)
    stay(met, host)

    page = as_host.get("/").content.decode()

    assert page.count(f'<a href="/rooms/{room.code}/meetings/{met.pk}/">{room.name}') == 1


def test_the_five_newest_that_are_over_are_at_the_front_door(as_host: Client, room: Room) -> None:
    oldest = meeting(room, -10, -9)
    past = [meeting(room, number, number + 0.5) for number in range(5)]
    live = meeting(room, 10, None)

    page = as_host.get("/").content.decode()

    assert all(str(one.pk) in page for one in past)
    assert str(oldest.pk) not in page
    assert str(live.pk) not in page
