"""The people who may open the page of a room, and the answers to others."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.guests import COOKIE_NAME
from accounts.models import User
from rooms import actions
from rooms.models import Block, Meeting, Room, Seat
from tests.rooms.pages.room_page import config_of, sit

pytestmark = pytest.mark.django_db


def test_nothing_is_behind_an_unknown_code(client: Client, room: Room) -> None:
    unknown = "222222" if room.code != "222222" else "333333"

    response = client.get(f"/{unknown}")

    assert response.status_code == 404
    assert unknown in response.content.decode()
    assert COOKIE_NAME not in response.cookies


def test_an_account_is_told_that_there_is_no_room(as_other: Client, room: Room) -> None:
    Room.objects.update(code="111111")

    page = as_other.get("/222222").content.decode()

    assert "Room not found" in page
    assert "you need to sign in" not in page


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


def test_a_locked_room_is_left_to_the_socket_and_shows_nobody(
    client: Client, host: User, room: Room
) -> None:
    sit(Meeting.objects.create(room=room), "Cid")
    actions.set_locked(room, host, True)

    assert config_of(client, room)["present"] == []


def test_a_closed_room_says_so(client: Client, host: User, room: Room) -> None:
    actions.close_room(room, host)

    response = client.get(f"/{room.code}")

    assert response.status_code == 410
    assert "This room is closed" in response.content.decode()


def test_only_the_host_may_start_a_closed_room_again(
    client: Client, host: User, other: User, room: Room
) -> None:
    actions.close_room(room, host)

    assert "Start again" not in client.get(f"/{room.code}").content.decode()
    client.force_login(other)
    assert "Start again" not in client.get(f"/{room.code}").content.decode()
    client.force_login(host)
    assert "Start again" in client.get(f"/{room.code}").content.decode()


def without_nonce(page: str) -> str:
    """Return the page without its random values."""
    return re.sub('nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"', "", page)
