"""The people in a room are told at once what a host changes on a page."""

from collections.abc import Callable
from typing import Any

import pytest
import requests
from django.conf import settings

from accounts.models import User
from rooms.actions import create_room
from rooms.models import Room
from tests.clients.connecting import Connecting
from tests.clients.flavours import every_flavour
from tests.protocol.joining import (
    Enter,
    NewAccount,
    connect_as,
    refusal,
    refused_join,
    session_cookies,
)
from tests.servers.meet import MeetServer
from tests.waiting import eventually

Submit = Callable[..., int]
FORM = {
    "name": "Planning",
    "access": "anyone",
    "max_participants": 12,
    "when_host_leaves": "continue",
    "end_after_minutes": 10,
    **dict.fromkeys(
        (
            "knock_after_removal",
            "allow_chat",
            "allow_screen_share",
            "allow_microphone",
            "allow_camera",
            "allow_unmute",
            "allow_reactions",
            "allow_rename",
        ),
        "on",
    ),
}


@pytest.fixture
def submit(server: MeetServer, room: Room) -> Submit:
    """Give a function that submits a form of the room's pages as a signed-in account."""
    csrf_token = "x" * 32

    def submit(user: User, page: str, **fields: Any) -> int:
        response = requests.post(
            f"{server.url}/rooms/{room.code}/{page}/",
            data=fields,
            cookies={**session_cookies(user), settings.CSRF_COOKIE_NAME: csrf_token},
            headers={"X-CSRFToken": csrf_token},
            allow_redirects=False,
            timeout=10,
        )
        return response.status_code

    return submit


@pytest.mark.parametrize("page", ["lock", "open", "settings", "delete"])
def test_somebody_else_changes_nothing(
    enter: Enter, submit: Submit, new_account: NewAccount, page: str
):
    bob = enter("Bob")

    assert submit(new_account("Eve"), page, locked="on", **FORM) == 404

    assert bob.received_names() == []


@every_flavour
def test_everybody_is_told_of_a_lock(connect: Connecting, enter: Enter, room: Room, submit: Submit):
    host, bob = enter(room.host), enter("Bob")

    assert submit(room.host, "lock", locked="on") == 302

    for client in (host, bob):
        assert client.expect("room-locked") == {"locked": True}
    assert refused_join(connect_as(connect, "Cy"), room.code)[0] == "ROOM_LOCKED"

    submit(room.host, "lock")
    assert bob.expect("room-locked") == {"locked": False}


def test_everybody_is_told_of_settings_and_they_apply_at_once(
    enter: Enter, room: Room, submit: Submit
):
    host, bob = enter(room.host), enter("Bob")
    form = {name: value for name, value in FORM.items() if name != "allow_chat"}

    assert submit(room.host, "settings", **form) == 302

    for client in (host, bob):
        received = client.expect("settings-updated")["settings"]
        assert received == {**client.joined["settings"], "allowChat": False}
    assert refusal(bob, "chat-message", {"content": "Hello"}) == "CHAT_DISABLED"


def test_nobody_is_told_of_settings_saved_unchanged(enter: Enter, room: Room, submit: Submit):
    bob = enter("Bob")

    assert submit(room.host, "settings", **FORM) == 302
    submit(room.host, "lock", locked="on")

    bob.expect("room-locked")
    assert bob.received("settings-updated") == []


def test_fewer_places_remove_nobody(connect: Connecting, enter: Enter, room: Room, submit):
    host, bob = enter(room.host), enter("Bob")
    enter("Cy")

    submit(room.host, "settings", **{**FORM, "max_participants": 2})

    assert bob.expect("settings-updated")["settings"]["maxParticipants"] == 2
    assert refused_join(connect_as(connect, "Di"), room.code)[0] == "ROOM_FULL"
    assert not host.is_closed


@every_flavour
def test_closing_a_room_disconnects_everybody(
    connect: Connecting, enter: Enter, room: Room, submit: Submit
):
    host, bob = enter(room.host), enter("Bob")
    stranger = connect_as(connect, "Cy")

    assert submit(room.host, "open") == 302

    for client in (host, bob):
        assert client.expect("room-ended") == {"reason": "The host closed the room"}
        client.wait_closed()
    assert refused_join(stranger, room.code)[0] == "ROOM_ENDED"
    eventually(lambda: not room.meetings.filter(ended_at=None).exists())


def test_deleting_a_room_disconnects_everybody(
    connect: Connecting, enter: Enter, room: Room, submit: Submit
):
    bob = enter("Bob")

    assert submit(room.host, "delete") == 302

    assert bob.expect("room-ended") == {"reason": "The host deleted the room"}
    bob.wait_closed()
    assert refused_join(connect_as(connect, "Cy"), room.code)[0] == "ROOM_NOT_FOUND"


def test_people_in_another_room_are_not_told(
    enter: Enter, room: Room, submit: Submit, new_account: NewAccount
):
    zed = enter("Zed", into=create_room(new_account("Zoe")))

    submit(room.host, "lock", locked="on")
    submit(room.host, "open")

    assert zed.received_names() == []
