"""After a change is acknowledged, nobody whom it excludes enters, including joins in progress.

The change is made over the socket, over REST, on a page or in the admin. The control is the same
crowd beside a change that excludes nobody: the whole crowd enters.
"""

from collections.abc import Callable
from typing import Any

import pytest
import requests
from django.conf import settings
from django.forms import model_to_dict

from accounts.models import User
from rooms.actions import create_room
from rooms.models import Room, RoomSettings, Seat
from tests.hostile.rushing import ALREADY_IN, Host, Rush, rush
from tests.protocol.joining import access_token, session_cookies
from tests.servers.meet import MeetServer

ROUNDS = 3
PLACES = 8
CSRF_TOKEN = "x" * 32

Interface = Callable[[MeetServer, Room, Host, dict[str, Any]], None]


def by_socket(_server: MeetServer, room: Room, host: Host, change: dict[str, Any]) -> None:
    if "isLocked" in change:
        host.events_before_answer("lock-room", {"roomId": str(room.pk), "locked": True})
    else:
        host.events_before_answer("update-settings", {"roomId": str(room.pk), "settings": change})


def by_rest(server: MeetServer, room: Room, host: Host, change: dict[str, Any]) -> None:
    address = f"{server.url}/api/rooms/{room.pk}"
    is_about_the_room = "access" in change
    response = requests.patch(
        address if is_about_the_room else f"{address}/settings",
        json=change,
        headers={"Authorization": f"Bearer {access_token(room.host)}"},
        timeout=30,
    )
    assert response.status_code == 200, response.text
    answered(host)


def by_admin(server: MeetServer, room: Room, host: Host, change: dict[str, Any]) -> None:
    names = {
        "isLocked": "is_locked",
        "access": "access",
        "waitingRoom": "settings-0-waiting_room",
        "maxParticipants": "settings-0-max_participants",
    }
    form = admin_form(room) | {
        names[name]: "on" if value is True else value for name, value in change.items()
    }
    response = requests.post(
        f"{server.url}/admin/rooms/room/{room.pk}/change/",
        data=form,
        cookies={
            **session_cookies(User.objects.get(is_superuser=True)),
            settings.CSRF_COOKIE_NAME: CSRF_TOKEN,
        },
        headers={"X-CSRFToken": CSRF_TOKEN},
        allow_redirects=False,
        timeout=30,
    )
    assert response.status_code == 302, response.text
    answered(host)


def admin_form(room: Room) -> dict[str, Any]:
    row = RoomSettings.objects.get(room=room)
    switches = {
        f"settings-0-{name}": "on" for name, value in model_to_dict(row).items() if value is True
    }
    return {
        "name": room.name,
        "host": room.host_id,
        "access": "anyone",
        **switches,
        "settings-TOTAL_FORMS": 1,
        "settings-INITIAL_FORMS": 1,
        "settings-0-room": room.pk,
        "settings-0-max_participants": row.max_participants,
        "settings-0-when_host_leaves": row.when_host_leaves,
        "settings-0-end_after_minutes": row.end_after_minutes,
        "settings-0-media_server": row.media_server,
        "memberships-TOTAL_FORMS": 0,
        "memberships-INITIAL_FORMS": 0,
    }


def answered(host: Host) -> None:
    """Count the events on the host's connection until now as events before the answer."""
    host.events_before_answer("toggle-video", {"enabled": True})


INTERFACES: dict[str, Interface] = {"socket": by_socket, "REST": by_rest, "admin": by_admin}
# Changes that exclude every newcomer, and the reasons of the refusals.
CHANGES: dict[str, tuple[dict[str, Any], set[str]]] = {
    "lock": ({"isLocked": True}, {"ROOM_LOCKED"}),
    "waiting room": ({"waitingRoom": True}, set()),
    "access": ({"access": "invited"}, {"ROOM_NOT_FOUND"}),
    "places": ({"maxParticipants": 2}, {"ROOM_FULL"}),
}
# No socket event changes the access of a room.
CASES = [
    (interface, change)
    for interface in INTERFACES
    for change in CHANGES
    if (interface, change) != ("socket", "access")
]


@pytest.fixture
def operator(transactional_db: None) -> User:
    return User.objects.create_superuser("op@example.org", "a long password")


@pytest.mark.usefixtures("operator")
@pytest.mark.parametrize(("interface", "change"), CASES)
def test_nobody_comes_in_after_a_change_that_excludes_them(
    server: MeetServer, room: Room, interface: str, change: str
) -> None:
    fields, reasons = CHANGES[change]
    for number in range(ROUNDS):
        fresh = create_room(room.host, f"Round {number}", max_participants=100)
        outcome = rush(
            server.address,
            fresh.code,
            fresh.host,
            lambda host, fresh=fresh: INTERFACES[interface](server, fresh, host, fields),
        )
        assert outcome.came_in_late == 0, f"{outcome.came_in_late} of {outcome.came_in} came late"
        assert outcome.reasons <= reasons
        assert outcome.came_in < len(outcome.answers)
        assert_rows_agree(fresh, outcome)


def test_everybody_comes_in_beside_a_change_that_excludes_nobody(
    server: MeetServer, room: Room
) -> None:
    def change(host: Host) -> None:
        by_rest(server, room, host, {"allowReactions": False})
        by_socket(server, room, host, {"allowRename": False})

    outcome = rush(server.address, room.code, room.host, change)
    assert outcome.came_in == len(outcome.answers)
    assert_rows_agree(room, outcome)


def test_as_many_come_in_at_once_as_there_are_places(server: MeetServer, room: Room) -> None:
    for number in range(ROUNDS):
        fresh = create_room(room.host, f"Round {number}", max_participants=PLACES)
        outcome = rush(server.address, fresh.code, fresh.host, lambda _: None)
        assert outcome.came_in == PLACES - ALREADY_IN
        assert outcome.reasons == {"ROOM_FULL"}
        assert_rows_agree(fresh, outcome)


def assert_rows_agree(room: Room, outcome: Rush) -> None:
    """Assert one row for each person who is in the room, and none for refused people."""
    seats = Seat.objects.filter(meeting__room=room)
    assert seats.count() == outcome.came_in + ALREADY_IN
