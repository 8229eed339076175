"""The live board shows who is in session, and lets those act who may."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from rooms import actions
from rooms.models import Audit, Meeting, Room, Seat
from tests.rooms.admin.conftest import NAME, NewStaff, signed_in
from tests.rooms.conftest import Announced

FRONT = reverse("admin:index")
BOARD = reverse("admin:live_board")


def lock(client: Client, room: Room, locked: bool = True) -> Any:
    address = reverse("admin:live_lock", args=[room.pk])
    return client.post(address, {"locked": ""} if locked else {})


@pytest.mark.django_db
def test_a_stranger_is_led_to_sign_in(client: Client) -> None:
    assert client.get(BOARD)["Location"].startswith(reverse("admin:login"))


def test_who_may_not_view_rooms_sees_no_board(new_staff: NewStaff, host: User) -> None:
    staff = new_staff("view_message")

    assert staff.get(BOARD).status_code == 403
    assert "In session" not in staff.get(FRONT).text
    assert signed_in(host).get(BOARD, follow=True).status_code == 403


def test_who_may_only_view_is_offered_no_deeds(new_staff: NewStaff, live_room: Room) -> None:
    staff = new_staff("view_room")

    for page in (staff.get(FRONT), staff.get(BOARD)):
        assert live_room.code in page.text
        assert "/admin/live/" not in page.text.replace(BOARD + '"', "")
    assert lock(staff, live_room).status_code == 403
    assert not Room.objects.filter(is_locked=True).exists()


def test_a_stranger_locks_nothing(client: Client, live_room: Room) -> None:
    assert lock(client, live_room).status_code == 302
    assert not Room.objects.filter(is_locked=True).exists()


def test_a_form_from_elsewhere_locks_nothing(root: Client, live_room: Room) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = root.cookies

    assert lock(client, live_room).status_code == 403
    assert not Room.objects.filter(is_locked=True).exists()


def test_a_moderator_locks_and_unlocks(
    new_staff: NewStaff, live_room: Room, announced: Announced
) -> None:
    staff = new_staff("view_room", "moderate_room")

    heard = announced(lock, staff, live_room)
    assert Room.objects.get(pk=live_room.pk).is_locked
    assert "Unlock" in staff.get(BOARD).text
    heard += announced(lock, staff, live_room, locked=False)

    assert not Room.objects.get(pk=live_room.pk).is_locked
    assert [one["type"] for one in heard] == ["room.changed"] * 2
    deeds = Audit.objects.filter(actor_name="Sam").order_by("id")
    assert list(deeds.values_list("action", flat=True)) == ["lock", "unlock"]


def test_a_room_that_is_gone_is_not_found(root: Client) -> None:
    assert root.post(reverse("admin:live_lock", args=[uuid.uuid4()])).status_code == 404


def test_the_board_shows_live_rooms_and_their_people_as_text(root: Client, live_room: Room) -> None:
    actions.create_room(live_room.host, "Nobody here")
    page = root.get(FRONT)

    assert [room["code"] for room in page.context["rooms_in_session"]] == [live_room.code]
    assert "Nobody here" not in page.text
    assert NAME not in page.text
    assert "&lt;script&gt;" in page.text


def test_the_front_page_shows_the_numbers(root: Client, meeting: Meeting) -> None:
    actions.count_refused_join("ROOM_LOCKED", times=3)

    shown = root.get(FRONT).context

    assert (shown["meetings_now"], shown["people_now"], shown["peak_today"]) == (1, 1, 1)
    refused = [(one.reason, one.count) for one in shown["refused_joins_today"]]
    assert refused == [("ROOM_LOCKED", 3), ("ROOM_FULL", 1)]


def test_the_board_costs_the_same_queries_however_many_meet(
    root: Client, meeting: Meeting, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        room = actions.create_room(meeting.room.host, str(number))
        live = Meeting.objects.create(room=room)
        for name in "ABC":
            Seat.objects.create(
                meeting=live, guest_id=uuid.uuid4(), display_name=name, role="participant"
            )
    with django_assert_max_num_queries(9):
        root.get(BOARD)
