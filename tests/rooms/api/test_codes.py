"""GET /api/rooms/code/{code} and its participants, which need no account."""

from urllib.parse import quote

import pytest
from django.http import HttpResponse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.guests import remember_guest
from accounts.models import User
from rooms import actions
from rooms.models import Block, Meeting, Room, RoomSettings, Seat
from tests.rooms.api.conftest import GUEST_ID, ROOM_NOT_FOUND, called_by, sit

UNKNOWN = "ZZZZZZ"


def by_code(room: Room, more: str = "") -> str:
    return f"/api/rooms/code/{room.code}{more}"


def test_anybody_finds_a_room_by_its_code(
    anybody: APIClient, room: Room, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        response = anybody.get(by_code(room))
    assert response.status_code == 200
    assert response.json() == {
        "id": str(room.pk),
        "code": room.code,
        "name": "Weekly",
        "isActive": True,
        "isLocked": False,
        "host": {"id": str(room.host_id), "displayName": "Ann", "avatarUrl": None},
        "settings": {"waitingRoom": False},
    }


def test_a_code_is_read_as_people_type_it(anybody: APIClient, room: Room) -> None:
    dashed = f"{room.code[:3]}\u2013{room.code[3:]}".lower()
    for typed in (dashed, f"({room.code}).", f"https://meet.example.org/{room.code}/?x=1#y"):
        found = f"/api/rooms/code/{quote(typed, safe='')}"
        assert anybody.get(found).json()["code"] == room.code
        assert anybody.get(f"{found}/participants").status_code == 200


def test_a_stale_token_does_not_matter(anybody: APIClient, room: Room) -> None:
    anybody.credentials(HTTP_AUTHORIZATION="Bearer stale")
    assert anybody.get(by_code(room)).status_code == 200
    assert anybody.get(by_code(room, "/participants")).status_code == 200


@pytest.mark.parametrize("code", [UNKNOWN, "x", "a" * 500, "%F0%9F%98%80"])
def test_an_unknown_code_is_not_found(anybody: APIClient, db: None, code: str) -> None:
    response = anybody.get(f"/api/rooms/code/{code}")
    assert (response.status_code, response.json()) == (
        404,
        ROOM_NOT_FOUND | {"message": "Room not found, or you need to sign in"},
    )


def test_an_account_is_told_that_a_code_is_unknown(as_stranger: APIClient) -> None:
    response = as_stranger.get(f"/api/rooms/code/{UNKNOWN}")
    assert (response.status_code, response.json()) == (404, ROOM_NOT_FOUND)


def test_the_same_unknown_code_counts_once(anybody: APIClient, room: Room) -> None:
    spellings = [UNKNOWN, "zzzzzz", "ZZZ-ZZZ"] * 10
    answers = {anybody.get(f"/api/rooms/code/{code}").status_code for code in spellings}
    assert answers == {404}
    assert anybody.get(by_code(room)).status_code == 200


@pytest.mark.parametrize("access", ["signed_in", "invited"])
def test_a_room_for_accounts_is_an_unknown_code_to_a_stranger(
    anybody: APIClient, room: Room, access: str
) -> None:
    unknown = anybody.get(f"/api/rooms/code/{UNKNOWN}")
    Room.objects.update(access=access, is_locked=True)
    for ended_at in (None, timezone.now()):
        Room.objects.update(ended_at=ended_at)
        forbidden = anybody.get(by_code(room))
        assert (forbidden.status_code, forbidden.content) == (404, unknown.content)
        assert forbidden.headers == unknown.headers


@pytest.mark.parametrize("more", ["", "/participants"])
def test_an_unknown_code_and_a_forbidden_one_cost_the_same_queries(
    anybody: APIClient, room: Room, more: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Room.objects.update(access="invited")
    for code in (UNKNOWN, room.code):
        with django_assert_num_queries(1):
            anybody.get(f"/api/rooms/code/{code}{more}")


def test_rooms_for_accounts_count_as_unknown_codes(anybody: APIClient, room: Room) -> None:
    for number in range(21):
        Room.objects.update(code=f"0000{number:02}", access="invited")
        room.refresh_from_db()
        answer = anybody.get(by_code(room)).status_code
        assert answer == (404 if number < 20 else 429)


def test_an_account_is_told_that_it_is_not_invited(
    as_stranger: APIClient, as_cohost: APIClient, room: Room
) -> None:
    Room.objects.update(access="invited")
    refused = as_stranger.get(by_code(room))
    assert (refused.status_code, refused.json()["code"]) == (403, "NOT_INVITED")
    assert "Weekly" not in refused.content.decode()
    assert as_cohost.get(by_code(room)).json()["name"] == "Weekly"


def test_people_of_the_room_are_answered_whoever_guessed_from_their_address(
    anybody: APIClient, as_host: APIClient, as_cohost: APIClient, as_guest: APIClient, room: Room
) -> None:
    guess_twenty_codes(anybody, room)
    assert anybody.get(by_code(room)).status_code == 429
    with_cookie = APIClient()
    response = HttpResponse()
    remember_guest(response, GUEST_ID)
    with_cookie.cookies = response.cookies
    for client in (as_host, as_cohost, as_guest, with_cookie):
        assert client.get(by_code(room)).json()["name"] == "Weekly"
        assert len(client.get(by_code(room, "/participants")).json()) == 1


def test_an_account_that_is_nothing_to_the_room_shares_the_limit_of_its_address(
    anybody: APIClient, as_stranger: APIClient, room: Room
) -> None:
    assert as_stranger.get(by_code(room)).status_code == 200
    guess_twenty_codes(anybody, room)
    assert as_stranger.get(by_code(room)).status_code == 429


def guess_twenty_codes(client: APIClient, room: Room) -> None:
    Room.objects.filter(pk=room.pk).update(code="111111")
    room.refresh_from_db()
    for number in range(10):
        call = f"/api/rooms/code/ZZZZZ{number % 9}"
        assert client.get(call).status_code == 404
        assert client.get(f"/api/rooms/code/YYYYY{number}/participants").status_code == 200
    assert client.get("/api/rooms/code/not-a-code").status_code == 404


def test_twenty_unknown_codes_are_answered_and_then_no_code_at_all(
    anybody: APIClient, room: Room
) -> None:
    guess_twenty_codes(anybody, room)
    calls = ["/api/rooms/code/ZZZZZ9", "/api/rooms/code/ZZZZZ9/participants"]
    for call in (*calls, by_code(room), by_code(room, "/participants")):
        response = anybody.get(call)
        assert response.status_code == 429
        assert response.json() == {
            "statusCode": 429,
            "code": "TOO_MANY_GUESSES",
            "message": "Too many unknown room codes came from your network address. "
            "Try again later.",
            "retryAfterSeconds": 300,
        }
        assert response["Retry-After"] == "300"


def test_who_is_in_an_open_room_is_said_to_anybody(
    anybody: APIClient,
    room: Room,
    meeting: Meeting,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    ann = sit(meeting, "Ann", user=room.host, role=Seat.Role.HOST)
    gus = sit(meeting, "Gus")
    with django_assert_num_queries(2):
        response = anybody.get(by_code(room, "/participants"))
    assert response.json() == [
        {"id": str(ann.pk), "displayName": "Ann", "avatarUrl": None, "isHost": True},
        {"id": str(gus.pk), "displayName": "Gus", "avatarUrl": None, "isHost": False},
    ]


def close_to_strangers(room: Room, how: str) -> None:
    if how == "waiting room":
        RoomSettings.objects.filter(room=room).update(waiting_room=True)
    elif how == "locked":
        Room.objects.update(is_locked=True)
    elif how == "ended":
        actions.close_room(room, room.host)
    else:
        Room.objects.update(access=how)


@pytest.mark.parametrize("how", ["waiting room", "locked", "ended", "signed_in", "invited"])
def test_nobody_is_said_to_be_in_a_room_that_strangers_can_not_simply_enter(
    anybody: APIClient, room: Room, meeting: Meeting, how: str
) -> None:
    sit(meeting, "Gus")
    assert len(anybody.get(by_code(room, "/participants")).json()) == 1
    close_to_strangers(room, how)
    response = anybody.get(by_code(room, "/participants"))
    assert (response.status_code, response.json()) == (200, [])


def test_an_unknown_code_has_nobody_in_it(anybody: APIClient, db: None) -> None:
    response = anybody.get(f"/api/rooms/code/{UNKNOWN}/participants")
    assert (response.status_code, response.json()) == (200, [])


@pytest.mark.parametrize("how", ["waiting room", "locked", "signed_in", "invited"])
def test_people_of_the_room_see_who_is_in_it(
    as_host: APIClient, as_participant: APIClient, room: Room, how: str
) -> None:
    close_to_strangers(room, how)
    for caller in (as_host, as_participant):
        people = caller.get(by_code(room, "/participants")).json()
        assert [one["displayName"] for one in people] == ["Pat"]


def test_a_blocked_account_sees_nobody(other: User, room: Room, meeting: Meeting) -> None:
    sit(meeting, "Gus")
    assert called_by(other).get(by_code(room, "/participants")).json() != []
    Block.objects.create(room=room, user=other, display_name="Ben")
    assert called_by(other).get(by_code(room, "/participants")).json() == []
