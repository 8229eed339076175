"""The live board of the admin, and its permissions; `test_live_actions` tests the actions."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from rooms import actions
from rooms.models import Audit, Meeting, Room
from tests.rooms.admin.conftest import NewStaff
from tests.rooms.conftest import Announced
from tests.rooms.signing_in import signed_in

FRONT = reverse("admin:index")
BOARD = reverse("admin:live_board")
SEAT = uuid.UUID(int=7)


@pytest.fixture(autouse=True)
def _nobody_answers(settings: Settings) -> None:
    """Wait only a moment for an answer, because no Socket.IO server runs here."""
    settings.LIVE_ANSWER_SECONDS = 0.01


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


def audited_actions(room: Room) -> list[str]:
    """Return the addresses of all actions on a room in session."""
    addresses = [
        reverse(f"admin:live_{action}", args=[room.pk]) for action in ("lock", "end", "message")
    ]
    return [*addresses, reverse("admin:live_remove", args=[room.pk, SEAT])]


def test_who_may_only_view_does_nothing(new_staff: NewStaff, live_room: Room) -> None:
    staff = new_staff("view_room", "change_room")

    assert staff.get(FRONT).context["may_moderate"] is False
    for address in audited_actions(live_room):
        assert staff.get(address).status_code in (403, 405)
        assert staff.post(address, {"locked": "", "content": "X"}).status_code == 403
    assert not Room.objects.filter(is_locked=True).exists()


def test_an_ordinary_account_does_nothing(host: User, live_room: Room) -> None:
    for address in audited_actions(live_room):
        assert signed_in(host).post(address, follow=True).status_code == 403


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

    announcements = announced(lock, staff, live_room)
    assert Room.objects.get(pk=live_room.pk).is_locked
    announcements += announced(lock, staff, live_room, locked=False)

    assert not Room.objects.get(pk=live_room.pk).is_locked
    assert [one["type"] for one in announcements] == ["room.changed"] * 2
    audited_actions = Audit.objects.filter(actor_name="Sam").order_by("id")
    assert list(audited_actions.values_list("action", flat=True)) == ["lock", "unlock"]


def test_a_room_or_seat_that_is_not_there_is_not_found(root: Client, live_room: Room) -> None:
    gone = Room(pk=uuid.uuid4())
    for address in (*audited_actions(gone), audited_actions(live_room)[-1]):
        assert root.post(address).status_code == 404


def test_an_empty_notice_is_asked_for_again(root: Client, live_room: Room) -> None:
    response = root.post(reverse("admin:live_message", args=[live_room.pk]), {"content": " "})

    assert response.status_code == 200
    assert response.context["form"].errors


def test_where_nobody_answers_the_operator_is_told(root: Client, live_room: Room) -> None:
    response = root.post(reverse("admin:live_end", args=[live_room.pk]), follow=True)

    assert "Try again" in response.text
    assert "the live meetings can't be shown" in response.text


def test_the_front_page_shows_the_numbers(root: Client, meeting: Meeting) -> None:
    actions.count_refused_join("ROOM_LOCKED", times=3)

    shown = root.get(FRONT).context

    assert (shown["meetings_now"], shown["people_now"], shown["peak_today"]) == (1, 1, 1)
    refused = [(one.reason, one.count) for one in shown["refused_joins_today"]]
    assert refused == [("ROOM_LOCKED", 3), ("ROOM_FULL", 1)]


def test_the_numbers_cost_few_queries(
    root: Client, meeting: Meeting, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(7):
        root.get(BOARD)
