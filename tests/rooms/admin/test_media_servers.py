"""The media servers on the live board, and draining them."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from rooms.models import Audit, DrainedMediaServer, RoomSnapshot
from tests.rooms.admin.conftest import NewStaff
from tests.rooms.signing_in import signed_in

BOARD = reverse("admin:live_board")
ACTION = reverse("admin:live_media_server")
NAME = "10.0.0.5:8188"


@pytest.fixture(autouse=True)
def _servers(settings: Settings) -> None:
    settings.LIVE_ANSWER_SECONDS = 0.01
    settings.MEDIA_SERVERS = [f"ws://:a-secret@{NAME}", "ws://:a-secret@10.0.0.6:8188"]


@pytest.mark.django_db
def test_a_stranger_drains_nothing(client: Client) -> None:
    assert client.post(ACTION, {"name": NAME, "drain": ""}).status_code == 302
    assert not DrainedMediaServer.objects.exists()


def test_a_person_without_the_permission_drains_nothing(new_staff: NewStaff, host: User) -> None:
    for client in (new_staff("view_room", "change_room"), signed_in(host)):
        response = client.post(ACTION, {"name": NAME, "drain": ""}, follow=True)
        assert response.status_code == 403
    assert not DrainedMediaServer.objects.exists()


def test_a_moderator_drains_a_media_server_and_uses_it_again(new_staff: NewStaff) -> None:
    staff = new_staff("view_room", "moderate_room")
    for _ in range(2):
        assert staff.post(ACTION, {"name": NAME, "drain": ""}).status_code == 302
    assert [one.name for one in DrainedMediaServer.objects.all()] == [NAME]
    assert "Drained" in staff.get(BOARD).text
    for _ in range(2):
        staff.post(ACTION, {"name": NAME})
    assert not DrainedMediaServer.objects.exists()
    entries = Audit.objects.filter(actor_name="Sam").order_by("pk")
    assert [(one.action, one.target_name) for one in entries] == [
        ("drain", NAME),
        ("end_draining", NAME),
    ]


def test_a_name_that_is_not_configured_is_refused(root: Client) -> None:
    assert root.post(ACTION, {"name": "elsewhere:8188", "drain": ""}).status_code == 403
    assert root.get(ACTION).status_code == 405
    assert not DrainedMediaServer.objects.exists()


def test_the_board_shows_rooms_and_people_of_each_server_and_no_secret(root: Client) -> None:
    for key, people in (("a", 3), ("b", 4)):
        RoomSnapshot.objects.create(
            room_key=key, stored_at=timezone.now(), media_server=NAME, people=people
        )
    response = root.get(BOARD)
    first, second = response.context["media_servers"]
    assert (first["name"], first["load"].rooms, first["load"].people) == (NAME, 2, 7)
    assert (second["load"].rooms, second["is_healthy"]) == (0, None)
    assert NAME in response.text
    assert "a-secret" not in response.text


def test_without_media_servers_the_board_has_no_such_table(
    root: Client, settings: Settings
) -> None:
    settings.MEDIA_SERVERS = []
    assert "Media servers" not in root.get(BOARD).text
