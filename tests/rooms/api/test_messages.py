"""GET /api/rooms/{id}/messages."""

import re

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.guests import participant_token
from rooms.models import Meeting, Message, Room, Seat
from tests.rooms.api.conftest import GUEST_ID, ROOM_NOT_FOUND, address


def post(room: Room, *contents: str) -> None:
    for content in contents:
        Message.objects.create(
            room=room, user=room.host, peer_id="peer", sender_name="Ann", content=content
        )


def read(client: APIClient, place: str) -> list[str]:
    return [message["content"] for message in client.get(place).json()]


def linked(response: object) -> tuple[str, str]:
    address, relation = re.fullmatch(r'<(.+)>; rel="(\w+)"', response["Link"]).groups()
    return address, relation


def test_without_a_credential_nothing_is_said(anybody: APIClient, room: Room) -> None:
    assert anybody.get(address(room, "/messages")).status_code == 401


def test_strangers_read_nothing(as_stranger: APIClient, anybody: APIClient, room: Room) -> None:
    post(room, "secret")
    assert as_stranger.get(address(room, "/messages")).json() == ROOM_NOT_FOUND
    anybody.credentials(HTTP_X_PARTICIPANT_TOKEN=participant_token(GUEST_ID))
    assert anybody.get(address(room, "/messages")).json() == ROOM_NOT_FOUND


@pytest.mark.parametrize("token", ["", "x", f"{GUEST_ID.hex}", f"{GUEST_ID.hex}:1:x"])
def test_a_forged_participant_token_is_refused(
    anybody: APIClient, as_guest: APIClient, room: Room, token: str
) -> None:
    anybody.credentials(HTTP_X_PARTICIPANT_TOKEN=token)
    assert anybody.get(address(room, "/messages")).status_code == 401
    assert as_guest.get(address(room, "/messages")).status_code == 200


def test_who_left_or_was_removed_reads_no_more(
    as_participant: APIClient, room: Room, meeting: Meeting
) -> None:
    assert as_participant.get(address(room, "/messages")).status_code == 200
    Seat.objects.update(given_up_at=meeting.started_at, taken_at=meeting.started_at)
    assert as_participant.get(address(room, "/messages")).json() == ROOM_NOT_FOUND


def test_people_of_the_meeting_and_hosts_read_the_chat(
    as_host: APIClient,
    others: list[APIClient],
    as_guest: APIClient,
    room: Room,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    post(room, *"123")
    for caller in (as_host, *others, as_guest):
        with django_assert_num_queries(2):
            assert read(caller, address(room, "/messages")) == ["1", "2", "3"]


def test_a_message_looks_as_on_the_socket(as_host: APIClient, room: Room) -> None:
    post(room, "Hello")
    message = Message.objects.get()
    assert as_host.get(address(room, "/messages")).json() == [
        {
            "id": str(message.pk),
            "senderId": "peer",
            "senderName": "Ann",
            "content": "Hello",
            "type": "TEXT",
            "timestamp": message.sent_at.isoformat().replace("+00:00", "Z"),
            "user": {"id": str(room.host_id), "displayName": "Ann", "avatarUrl": None},
        }
    ]


def test_older_messages_are_behind_the_link(as_host: APIClient, room: Room) -> None:
    post(room, *"12345")
    newest = as_host.get(address(room, "/messages?limit=2"))
    older, relation = linked(newest)
    assert ([one["content"] for one in newest.json()], relation) == (["4", "5"], "prev")
    middle = as_host.get(older)
    assert [one["content"] for one in middle.json()] == ["2", "3"]
    oldest = as_host.get(linked(middle)[0])
    assert [one["content"] for one in oldest.json()] == ["1"]
    assert "Link" not in oldest


def test_messages_after_one_are_read_onwards(as_host: APIClient, room: Room) -> None:
    post(room, *"1234")
    first = Message.objects.earliest("pk").pk
    page = as_host.get(address(room, f"/messages?after={first}&limit=2"))
    onwards, relation = linked(page)
    assert ([one["content"] for one in page.json()], relation) == (["2", "3"], "next")
    assert read(as_host, onwards) == ["4"]


@pytest.mark.parametrize(
    "asked", ["limit=0", "limit=101", "before=x", "before=-1", f"after={10**30}", "before=%00"]
)
def test_a_page_that_is_not_well_asked_for_is_refused(
    as_host: APIClient, room: Room, asked: str
) -> None:
    response = as_host.get(address(room, f"/messages?{asked}"))
    assert (response.status_code, response.json()["code"]) == (400, "INVALID_PAYLOAD")
