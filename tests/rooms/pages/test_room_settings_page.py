import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from rooms import actions
from rooms.models import Audit, Room, RoomSettings

pytestmark = pytest.mark.django_db

# Every permission is a checkbox: what is left out is turned off.
VALID = {
    "name": "Choir",
    "access": "signed_in",
    "max_participants": "5",
    "allow_chat": "on",
    "allow_camera": "on",
    "allow_reactions": "on",
    "waiting_room": "on",
    "when_host_leaves": "end",
    "end_after_minutes": "30",
}
ACTIONS = ("lock", "open", "delete", "invite", "members/1", "blocks/1/unblock")


def test_a_stranger_signs_in_first_and_comes_back(client: Client, room: Room) -> None:
    response = client.get(f"/rooms/{room.code}/settings/")

    assert response.status_code == 302
    assert response["Location"] == f"/accounts/login/?next=/rooms/{room.code}/settings/"


def test_anybody_but_the_host_finds_the_same_nothing_as_for_an_unknown_room(
    as_other: Client, room: Room
) -> None:
    unknown = "222222" if room.code != "222222" else "333333"

    forbidden = as_other.get(f"/rooms/{room.code}/settings/")
    missing = as_other.get(f"/rooms/{unknown}/settings/")

    assert forbidden.status_code == missing.status_code == 404
    assert len(forbidden.content) == len(missing.content)


def test_a_cohost_is_not_the_host(as_other: Client, host: User, other: User, room: Room) -> None:
    actions.set_cohost(room, host, other, True)

    assert as_other.get(f"/rooms/{room.code}/settings/").status_code == 404


@pytest.mark.parametrize("action", ACTIONS)
def test_nobody_else_changes_anything(
    action: str, client: Client, as_other: Client, room: Room
) -> None:
    before = Audit.objects.count()

    stranger = client.post(f"/rooms/{room.code}/{action}/")
    somebody = as_other.post(f"/rooms/{room.code}/{action}/")

    assert stranger.status_code == 302
    assert stranger["Location"] == f"/accounts/login/?next=/rooms/{room.code}/settings/"
    assert somebody.status_code == 404
    assert Audit.objects.count() == before
    assert Room.objects.get().ended_at is None


@pytest.mark.parametrize("action", [action for action in ACTIONS if action != "delete"])
def test_following_a_link_changes_nothing(action: str, as_host: Client, room: Room) -> None:
    assert as_host.get(f"/rooms/{room.code}/{action}/").status_code == 405


def test_somebody_else_saves_nothing(as_other: Client, room: Room) -> None:
    assert save(as_other, room).status_code == 404
    assert Room.objects.get().name == "Weekly planning"


def test_the_host_sees_what_is_set(as_host: Client, room: Room) -> None:
    page = as_host.get(f"/rooms/{room.code}/settings/").content.decode()

    assert 'value="Weekly planning"' in page
    assert "Maximum number of people" in page
    assert "Waiting room" in page


def test_the_host_saves_everything_in_one_form(as_host: Client, room: Room) -> None:
    response = save(as_host, room)

    assert response.status_code == 302
    saved = Room.objects.get()
    settings = RoomSettings.objects.get()
    assert (saved.name, saved.access) == ("Choir", "signed_in")
    assert settings.max_participants == 5
    assert settings.allow_chat
    assert settings.allow_camera
    assert not settings.allow_screen_share
    assert not settings.allow_microphone
    assert not settings.allow_unmute
    assert settings.allow_reactions
    assert not settings.allow_rename
    assert settings.waiting_room
    assert (settings.when_host_leaves, settings.end_after_minutes) == ("end", 30)


def test_what_the_form_does_not_show_stays_as_it_is(as_host: Client, room: Room) -> None:
    save(as_host, room, host="999", code="000000", is_locked="on")

    saved = Room.objects.get()
    assert (saved.code, saved.host) == (room.code, room.host)
    assert not saved.is_locked


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Give the room a name."),
        ("name", "   ", "Give the room a name."),
        ("name", "\u200b\u202e", "Give the room a name."),
        ("name", "x" * 101, "A name has at most 100 characters."),
        ("access", "", "Choose who can join."),
        ("access", "everybody", "Select one of the options."),
        ("max_participants", "", "Enter a number from 2 to 100."),
        ("max_participants", "1", "Enter a number from 2 to 100."),
        ("max_participants", "101", "Enter a number from 2 to 100."),
        ("max_participants", "many", "Enter a number from 2 to 100."),
        ("when_host_leaves", "", "Select one of the options."),
        ("when_host_leaves", "panic", "Select one of the options."),
        ("end_after_minutes", "", "Enter a number from 1 to 120."),
        ("end_after_minutes", "0", "Enter a number from 1 to 120."),
        ("end_after_minutes", "121", "Enter a number from 1 to 120."),
    ],
)
def test_a_wrong_value_is_pointed_at_in_a_sentence_and_nothing_is_saved(
    field: str, value: str, sentence: str, as_host: Client, room: Room
) -> None:
    response = save(as_host, room, **{field: value})

    assert response.status_code == 200
    assert error_of(field, response) == sentence
    assert Room.objects.get().name == "Weekly planning"
    assert RoomSettings.objects.get().allow_screen_share


def test_the_host_locks_and_unlocks(as_host: Client, room: Room) -> None:
    as_host.post(f"/rooms/{room.code}/lock/", {"locked": ""})
    assert Room.objects.get().is_locked

    as_host.post(f"/rooms/{room.code}/lock/")
    assert not Room.objects.get().is_locked


def test_the_host_closes_and_reopens(as_host: Client, room: Room) -> None:
    as_host.post(f"/rooms/{room.code}/open/")
    assert Room.objects.get().has_ended
    assert "Reopen" in as_host.get(f"/rooms/{room.code}/settings/").content.decode()

    as_host.post(f"/rooms/{room.code}/open/", {"open": ""})
    assert not Room.objects.get().has_ended


def test_a_closed_room_is_started_again_by_its_host_alone(
    client: Client, as_other: Client, as_host: Client, host: User, room: Room
) -> None:
    actions.close_room(room, host)
    for somebody in (client, as_other):
        somebody.post(f"/rooms/{room.code}/open/", {"start": ""})
        assert Room.objects.get().has_ended

    response = as_host.post(f"/rooms/{room.code}/open/", {"start": ""})

    assert response.status_code == 302
    assert response["Location"] == f"/{room.code}"
    assert not Room.objects.get().has_ended


def test_the_host_sees_the_ten_newest_actions(as_host: Client, host: User, room: Room) -> None:
    for _ in range(5):
        actions.set_locked(room, host, True)
        actions.set_locked(room, host, False)

    page = as_host.get(f"/rooms/{room.code}/settings/").content.decode()

    assert page.count("locked the room") == 10
    assert "created the room" not in page


def test_what_is_done_in_other_rooms_is_not_shown(as_host: Client, other: User, room: Room) -> None:
    actions.set_locked(actions.create_room(other), other, True)

    assert "locked the room" not in as_host.get(f"/rooms/{room.code}/settings/").content.decode()


def test_deleting_asks_first(as_host: Client, room: Room) -> None:
    response = as_host.get(f"/rooms/{room.code}/delete/")

    assert response.status_code == 200
    assert "undone" in response.content.decode()
    assert Room.objects.exists()


def test_the_host_deletes_the_room(as_host: Client, room: Room) -> None:
    response = as_host.post(f"/rooms/{room.code}/delete/", follow=True)

    assert not Room.objects.exists()
    assert "is deleted" in response.content.decode()


def save(client: Client, room: Room, **changes: str) -> Any:
    return client.post(f"/rooms/{room.code}/settings/", VALID | changes)


def error_of(field: str, response: Any) -> str:
    found = re.search(
        rf'id="id_{field}_error">.*?<span>(.*?)</span></div>', response.content.decode(), re.DOTALL
    )
    assert found is not None
    return found[1]


def test_the_form_says_what_a_mesh_carries(as_host: Client, room: Room, settings: Settings) -> None:
    settings.MESH_PARTICIPANTS = 6

    page = as_host.get(f"/rooms/{room.code}/settings/").content.decode()

    assert "With more than 6 people, everyone is still heard." in page
    assert '<meet-shown-above class="field__help" role="status" number="6"' in page


def test_without_media_servers_the_form_has_no_choice_of_them(
    as_host: Client, room: Room, settings: Settings
) -> None:
    settings.MEDIA_SERVERS = []
    page = as_host.get(f"/rooms/{room.code}/settings/").content.decode()
    assert 'name="media_server"' not in page
    assert "Each camera costs every computer" in page


def test_with_media_servers_the_form_explains_the_choice(
    as_host: Client, room: Room, settings: Settings
) -> None:
    settings.MEDIA_SERVERS = ["ws://:secret@media.example:8188"]
    page = as_host.get(f"/rooms/{room.code}/settings/").content.decode()
    assert "nobody's network address is shown to others" in page
    assert "With more than 4 cameras, sound and pictures go through the media server" in page
    assert "Each camera costs every computer" not in page


def test_the_host_chooses_the_media_server(as_host: Client, room: Room, settings: Settings) -> None:
    settings.MEDIA_SERVERS = ["ws://:secret@media.example:8188"]
    save(as_host, room, media_server="always")
    room.settings.refresh_from_db()
    assert room.settings.media_server == "always"
