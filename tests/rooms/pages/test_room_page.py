import re
import uuid
from typing import Any, get_args

import pytest
from allauth.account.models import EmailAddress
from django.templatetags.static import static
from django.test import Client
from pytest_django import Settings

from accounts.guests import COOKIE_NAME, guest_from_cookie
from accounts.models import User
from rooms import actions
from rooms.models import Block, Meeting, Room, Seat
from rooms.reactions import Reaction

pytestmark = pytest.mark.django_db


def test_nothing_is_behind_an_unknown_code(client: Client, room: Room) -> None:
    unknown = "222222" if room.code != "222222" else "333333"

    response = client.get(f"/{unknown}")

    assert response.status_code == 404
    assert unknown in response.content.decode()
    assert COOKIE_NAME not in response.cookies


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
        "blurScript": static("vendor/video-processors/twilio-video-processors.min.js"),
        "blurAssets": "/static/vendor/video-processors/",
        "signIn": f"/accounts/login/?next=/{room.code}",
        "settings": None,
        "meetings": f"/rooms/{room.code}/meetings/",
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


def test_who_has_to_knock_is_told_so_and_not_who_is_there(
    client: Client, host: User, room: Room
) -> None:
    Seat.objects.create(meeting=Meeting.objects.create(room=room), display_name="Cid")
    room.settings.waiting_room = True
    room.settings.save()

    config = config_of(client, room)
    assert (config["mustKnock"], config["present"], config["presentCount"]) == (True, [], 0)
    client.force_login(host)
    config = config_of(client, room)
    assert (config["mustKnock"], config["present"]) == (False, ["Cid"])


def test_the_page_is_kept_in_no_cache(client: Client, room: Room) -> None:
    assert "no-store" in client.get(f"/{room.code}")["Cache-Control"]


def test_the_reactions_offered_are_those_the_socket_takes(client: Client, room: Room) -> None:
    response = client.get(f"/{room.code}")

    assert response.context["reactions"] == get_args(Reaction)


def test_only_the_host_may_start_a_closed_room_again(
    client: Client, host: User, other: User, room: Room
) -> None:
    actions.close_room(room, host)

    assert "Start again" not in client.get(f"/{room.code}").content.decode()
    client.force_login(other)
    assert "Start again" not in client.get(f"/{room.code}").content.decode()
    client.force_login(host)
    assert "Start again" in client.get(f"/{room.code}").content.decode()


def test_a_closed_room_says_so(client: Client, host: User, room: Room) -> None:
    actions.close_room(room, host)

    response = client.get(f"/{room.code}")

    assert response.status_code == 410
    assert "This room is closed" in response.content.decode()


def test_a_blocked_person_is_refused_and_others_are_not(
    client: Client, as_other: Client, other: User, room: Room
) -> None:
    Block.objects.create(room=room, user=other, display_name="Ben")

    response = as_other.get(f"/{room.code}")

    assert response.status_code == 403
    assert "blocked" in response.content.decode()
    assert client.get(f"/{room.code}").status_code == 200


def test_a_removed_person_has_to_ask_to_join_while_the_meeting_lasts(
    as_other: Client, other: User, room: Room
) -> None:
    meeting = Meeting.objects.create(room=room)
    seat = Seat.objects.create(
        meeting=meeting, user=other, display_name="Ben", role=Seat.Role.PARTICIPANT
    )
    assert not config_of(as_other, room)["mustKnock"]
    Seat.objects.filter(pk=seat.pk).update(is_removed=True, given_up_at=seat.taken_at)
    assert config_of(as_other, room)["mustKnock"]


@pytest.mark.parametrize("access", [Room.Access.SIGNED_IN, Room.Access.INVITED])
def test_a_room_for_accounts_is_an_unknown_code_to_a_guest(
    client: Client, as_host: Client, room: Room, access: str
) -> None:
    Room.objects.update(access=access, code="111111")

    forbidden, unknown = client.get("/111111"), client.get("/222222")

    page = forbidden.content.decode()
    assert (forbidden.status_code, unknown.status_code) == (404, 404)
    assert without_nonce(page) == without_nonce(
        unknown.content.decode().replace("222222", "111111")
    )
    assert "Room not found, or you need to sign in" in page
    assert 'href="/accounts/login/?next=/111111"' in page
    assert as_host.get("/111111").status_code == 200


def without_nonce(page: str) -> str:
    """Return the page without its random values."""
    return re.sub('nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"', "", page)


def test_an_account_is_told_that_there_is_no_room(as_other: Client, room: Room) -> None:
    Room.objects.update(code="111111")

    page = as_other.get("/222222").content.decode()

    assert "Room not found" in page
    assert "you need to sign in" not in page


def test_a_room_for_invited_people_refuses_others(
    as_host: Client, as_other: Client, host: User, other: User, room: Room
) -> None:
    Room.objects.update(access=Room.Access.INVITED)

    refused = as_other.get(f"/{room.code}")

    assert refused.status_code == 403
    assert other.email in refused.content.decode()
    assert as_host.get(f"/{room.code}").status_code == 200

    actions.invite(room, host, other.email)
    assert as_other.get(f"/{room.code}").status_code == 403
    EmailAddress.objects.create(user=other, email=other.email, verified=True)

    assert as_other.get(f"/{room.code}").status_code == 200


def test_a_locked_room_is_left_to_the_socket_and_shows_nobody(
    client: Client, host: User, room: Room
) -> None:
    sit(Meeting.objects.create(room=room), "Cid")
    actions.set_locked(room, host, True)

    assert config_of(client, room)["present"] == []


def test_nothing_can_be_posted_to_it(client: Client, room: Room) -> None:
    assert client.post(f"/{room.code}").status_code == 405


def config_of(client: Client, room: Room) -> dict[str, Any]:
    response = client.get(f"/{room.code}")
    assert response.status_code == 200
    return response.context["config"]


def sit(meeting: Meeting, name: str) -> Seat:
    return Seat.objects.create(
        meeting=meeting, guest_id=uuid.uuid4(), display_name=name, role=Seat.Role.PARTICIPANT
    )
