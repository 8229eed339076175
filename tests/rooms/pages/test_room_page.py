import uuid
from typing import get_args

import pytest
from django.templatetags.static import static
from django.test import Client
from pytest_django import Settings

from accounts.guests import COOKIE_NAME, guest_from_cookie
from accounts.models import User
from rooms.models import Meeting, Room
from rooms.reactions import Reaction
from tests.rooms.pages.room_page import config_of, sit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/ABC", "/ABCDEU", "/7KQ2MX7", "/7KQ2-", "/favicon.ico"])
def test_what_can_be_no_code_is_no_page(path: str, client: Client) -> None:
    response = client.get(path)

    assert response.status_code == 404
    assert "Page not found" in response.content.decode()


@pytest.mark.parametrize("spelling", ["7kq010", "7KQ-010", "7KQOLO", "7KQ010/"])
def test_other_spellings_lead_to_the_canonical_address(
    spelling: str, client: Client, room: Room
) -> None:
    Room.objects.update(code="7KQ010")

    response = client.get(f"/{spelling}")

    assert response.status_code == 302
    assert response["Location"] == "/7KQ010"


def test_a_guest_is_told_what_the_client_needs(client: Client, room: Room) -> None:
    config = config_of(client, room)

    assert config["roomCode"] == room.code
    assert config["roomName"] == "Weekly planning"
    assert config["displayName"] == ""
    assert config["userId"] == ""
    assert config["isHost"] is False
    assert config["avatarColor"] in range(12)
    assert config["settings"] == {
        "allowScreenShare": True,
        "allowChat": True,
        "allowMicrophone": True,
        "allowCamera": True,
        "allowUnmute": True,
        "allowReactions": True,
        "allowRename": True,
        "waitingRoom": False,
        "knockAfterRemoval": True,
    }
    assert config["urls"] == {
        "home": "/",
        "background": {
            "script": static("vendor/video-processors/twilio-video-processors.min.js"),
            "assets": "/static/vendor/video-processors/",
            "pictures": {
                name: static(f"img/backgrounds/{name}.svg") for name in ("hills", "room", "shapes")
            },
        },
        "signIn": f"/accounts/login/?next=/{room.code}",
        "settings": None,
        "meetings": f"/rooms/{room.code}/meetings/",
        "mediaServer": f"/rooms/{room.code}/media-server/",
        "session": "/accounts/session/",
    }


def test_somebody_with_an_account_is_named(as_other: Client, other: User, room: Room) -> None:
    config = config_of(as_other, room)

    assert config["displayName"] == other.display_name
    assert config["avatarColor"] == other.avatar_color
    assert config["userId"] == str(other.pk)
    assert config["isHost"] is False
    assert config["urls"]["settings"] is None


def test_a_host_is_led_to_the_settings(as_host: Client, room: Room) -> None:
    config = config_of(as_host, room)

    assert config["isHost"] is True
    assert config["urls"]["settings"] == f"/rooms/{room.code}/settings/"


def test_the_people_inside_are_named_in_the_order_they_came(client: Client, room: Room) -> None:
    meeting = Meeting.objects.create(room=room)
    for name in ("Cid", "Dora"):
        sit(meeting, name)
    gone = sit(meeting, "Emil")
    gone.given_up_at = gone.taken_at
    gone.save()

    config = config_of(client, room)

    assert config["present"] == ["Cid", "Dora"]
    assert config["presentCount"] == 2


def test_the_client_learns_how_many_pictures_a_mesh_carries(
    client: Client, room: Room, settings: Settings
) -> None:
    settings.MESH_PARTICIPANTS = 6

    assert config_of(client, room)["meshParticipants"] == 6


def test_the_client_learns_the_ice_servers_without_credentials(
    client: Client, room: Room, settings: Settings
) -> None:
    settings.ICE_URLS = ["stun:stun.example.org"]
    settings.TURN_URLS, settings.TURN_SECRET = ["turn:turn.example.org"], "a shared secret"

    response = client.get(f"/{room.code}")

    assert response.context["config"]["iceUrls"] == {
        "stun": ["stun:stun.example.org"],
        "turn": ["turn:turn.example.org"],
    }
    assert b"credential" not in response.content
    assert b"a shared secret" not in response.content


def test_permissions_are_those_of_the_room(client: Client, room: Room) -> None:
    room.settings.allow_chat = room.settings.allow_screen_share = False
    room.settings.save()

    config = config_of(client, room)

    assert config["settings"]["allowChat"] is False
    assert config["settings"]["allowScreenShare"] is False


def test_a_guest_gets_a_cookie_and_stays_the_same_guest(client: Client, room: Room) -> None:
    first = client.get(f"/{room.code}").cookies[COOKIE_NAME]
    second = client.get(f"/{room.code}").cookies[COOKIE_NAME]

    assert guest_from_cookie(first.value) is not None
    assert guest_from_cookie(first.value) == guest_from_cookie(second.value)
    assert first["httponly"]
    assert first["samesite"] == "Lax"


def test_a_forged_cookie_makes_a_new_guest(client: Client, room: Room) -> None:
    claimed = uuid.uuid4()
    client.cookies[COOKIE_NAME] = f"{claimed.hex}:forged:signature"

    cookie = client.get(f"/{room.code}").cookies[COOKIE_NAME]

    assert guest_from_cookie(cookie.value) not in (None, claimed)


def test_an_account_needs_no_guest_cookie(as_other: Client, room: Room) -> None:
    assert COOKIE_NAME not in as_other.get(f"/{room.code}").cookies


def test_the_page_is_kept_in_no_cache(client: Client, room: Room) -> None:
    assert "no-store" in client.get(f"/{room.code}")["Cache-Control"]


def test_the_reactions_offered_are_those_the_socket_takes(client: Client, room: Room) -> None:
    response = client.get(f"/{room.code}")

    assert response.context["reactions"] == get_args(Reaction)


def test_nothing_can_be_posted_to_it(client: Client, room: Room) -> None:
    assert client.post(f"/{room.code}").status_code == 405
