import re
import uuid

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from rooms import actions
from rooms.models import Meeting, Room, Seat

pytestmark = pytest.mark.django_db


def test_a_stranger_is_offered_to_join_to_sign_in_and_to_make_an_account(client: Client) -> None:
    page = client.get("/").content.decode()

    assert 'action="/join/"' in page
    assert 'href="/accounts/login/"' in page
    assert 'href="/accounts/signup/"' in page
    assert "New meeting" not in page


def test_only_ones_own_rooms_are_listed(as_other: Client, room: Room) -> None:
    page = as_other.get("/").content.decode()

    assert room.name not in page
    assert "No rooms yet" in page


def test_a_host_sees_the_rooms_with_link_and_settings(as_host: Client, room: Room) -> None:
    page = as_host.get("/").content.decode()

    assert room.name in page
    assert f'path="/{room.code}"' in page
    assert f'href="/rooms/{room.code}/settings/"' in page


def test_live_rooms_come_first_and_say_who_is_in_them(
    as_host: Client, host: User, room: Room
) -> None:
    sit_in(room, "Cid", "Dora")
    newer = actions.create_room(host, "Choir")

    page = as_host.get("/").content.decode()

    assert page.index(room.name) < page.index(newer.name)
    assert "Cid, Dora" in page


def test_of_many_people_in_a_room_four_are_named(as_host: Client, room: Room) -> None:
    sit_in(room, "Cid", "Dora", "Emil", "Fay", "Gus", "Hal")

    page = as_host.get("/").content.decode()

    assert "Cid, Dora, Emil, Fay and 2 more" in page
    assert "Gus" not in page


def test_a_closed_room_is_marked_and_offered_to_start_again_not_to_enter(
    as_host: Client, host: User, room: Room
) -> None:
    actions.close_room(room, host)

    page = as_host.get("/").content.decode()

    assert "Closed" in page
    assert "Start again" in page
    assert "room__open" not in page


def test_names_are_shown_as_text(as_host: Client, host: User) -> None:
    actions.create_room(host, "<script>alert(1)</script>")

    assert "<script>alert" not in as_host.get("/").content.decode()


def test_more_rooms_than_fit_on_a_page_are_turned_over(as_host: Client, host: User) -> None:
    for number in range(21):
        actions.create_room(host, f"Room number {number}")

    first, second = as_host.get("/").content.decode(), as_host.get("/?page=2").content.decode()

    assert "Room number 20" in first
    assert "Room number 0<" not in first
    assert "Room number 0<" in second


@pytest.mark.parametrize("page", ["0", "-1", "99", "x"])
def test_a_page_that_does_not_exist_is_answered_with_one_that_does(
    page: str, as_host: Client, room: Room
) -> None:
    response = as_host.get("/", {"page": page})

    assert response.status_code == 200
    assert room.name in response.content.decode()


def test_the_number_of_rooms_does_not_change_the_number_of_queries(
    as_host: Client, host: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(10):
        sit_in(actions.create_room(host), "Cid")

    with django_assert_max_num_queries(7):
        as_host.get("/")


def test_no_style_or_script_stands_inside_the_page_but_the_import_map(
    as_host: Client, room: Room
) -> None:
    response = as_host.get("/")
    page = response.content.decode()

    assert " style=" not in page
    assert "<style" not in page
    inline = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", page)
    assert len(inline) == 1
    nonce = re.search(r'type="importmap" nonce="([^"]+)"', inline[0])
    assert nonce is not None
    assert f"'nonce-{nonce[1]}'" in response["Content-Security-Policy"]


def test_a_stranger_who_starts_a_meeting_is_asked_to_sign_in(client: Client) -> None:
    response = client.post("/rooms/new/")

    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=/"
    assert not Room.objects.exists()


def test_a_new_meeting_is_one_click_away(as_host: Client, host: User) -> None:
    response = as_host.post("/rooms/new/")

    room = Room.objects.get(host=host)
    assert response.status_code == 302
    assert response["Location"] == f"/{room.code}"


def test_following_a_link_starts_no_meeting(as_host: Client) -> None:
    assert as_host.get("/rooms/new/").status_code == 405
    assert not Room.objects.exists()


def test_a_form_of_another_site_starts_no_meeting(host: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(host)

    assert client.post("/rooms/new/").status_code == 403
    assert not Room.objects.exists()


def sit_in(room: Room, *names: str) -> None:
    meeting = Meeting.objects.create(room=room)
    for name in names:
        Seat.objects.create(
            meeting=meeting, guest_id=uuid.uuid4(), display_name=name, role=Seat.Role.PARTICIPANT
        )
