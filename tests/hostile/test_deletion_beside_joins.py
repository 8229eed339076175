"""A room or its host's account is deleted while people join and write.

The meeting ends for everybody, joins in progress are refused because the room does not exist, and
nothing fails: each test reads the server's log afterwards.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest
import requests
from django.conf import settings

from accounts.models import User
from rooms.actions import create_room
from rooms.models import Meeting, Room, Seat
from tests.hostile.guest import Guest
from tests.protocol.joining import access_token, session_cookies
from tests.servers.meet import MeetServer

CROWD = 20
SPREAD_SECONDS = 0.08
DELETE_AFTER_SECONDS = 0.03
CSRF_TOKEN = "x" * 32


def submit(server: MeetServer, user: User, path: str, **fields: Any) -> None:
    response = requests.post(
        f"{server.url}{path}",
        data=fields,
        cookies={**session_cookies(user), settings.CSRF_COOKIE_NAME: CSRF_TOKEN},
        headers={"X-CSRFToken": CSRF_TOKEN},
        allow_redirects=False,
        timeout=30,
    )
    assert response.status_code == 302, response.text


def by_page(server: MeetServer, room: Room) -> None:
    submit(server, room.host, f"/rooms/{room.code}/delete/")


def by_rest(server: MeetServer, room: Room) -> None:
    response = requests.post(
        f"{server.url}/api/rooms/{room.pk}/delete",
        headers={"Authorization": f"Bearer {access_token(room.host)}"},
        timeout=30,
    )
    assert response.status_code == 204, response.text


def by_admin(server: MeetServer, room: Room) -> None:
    operator = User.objects.get(is_superuser=True)
    submit(server, operator, f"/admin/rooms/room/{room.pk}/delete/", post="yes")


def with_its_host(server: MeetServer, room: Room) -> None:
    operator = User.objects.get(is_superuser=True)
    submit(server, operator, f"/admin/accounts/user/{room.host_id}/delete/", post="yes")


@pytest.mark.parametrize("delete", [by_page, by_rest, by_admin, with_its_host])
def test_a_deletion_beside_joins_ends_the_meeting(
    server: MeetServer, transactional_db: None, delete: Callable[[MeetServer, Room], None]
) -> None:
    User.objects.create_superuser("op@example.org", "a long password")
    host = User.objects.create_user("ann@example.org", display_name="Ann")
    room = create_room(host, "Planning", max_participants=100)
    with ExitStack() as open_, ThreadPoolExecutor(CROWD) as threads:
        inside = open_.enter_context(Guest(server.address))
        inside.join(room.code, "Nell")
        crowd = [open_.enter_context(Guest(server.address)) for _ in range(CROWD)]
        for guest in crowd:
            guest.connect()
        begin = time.monotonic() + 0.02

        def join(at: int) -> str | None:
            # The test needs joins before and after the deletion, so they are spread over time.
            time.sleep(max(0, begin + SPREAD_SECONDS * at / CROWD - time.monotonic()))
            crowd[at].emit("join-room", {"roomCode": room.code, "displayName": f"Guest {at}"})
            return end_of(crowd[at])

        joining = [threads.submit(join, at) for at in range(CROWD)]
        time.sleep(max(0, begin + DELETE_AFTER_SECONDS - time.monotonic()))
        delete(server, room)
        ends = {one.result() for one in joining}
        assert end_of(inside) == "force-disconnect"
    assert ends <= {"force-disconnect", "ROOM_NOT_FOUND", "ROOM_ENDED"}
    assert not Room.objects.exists()
    assert not Meeting.objects.exists()
    assert not Seat.objects.exists()


def end_of(guest: Guest) -> str | None:
    """Return how a guest's join ended: the reason of its refusal, or its disconnection."""
    while (event := guest.event()) is not None:
        name, payload = event
        if name == "join-error":
            return str(payload["reason"])
        if name == "force-disconnect":
            return name
    return None
