"""The page of a finished meeting, which only the host can open."""

import csv
import io

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from rooms import actions
from rooms.models import Audit, Meeting, Message, Room, Seat
from tests.rooms.stories import at, audit_entry, meeting, message, stay

pytestmark = pytest.mark.django_db

PARTS = ("", "attendance.csv", "chat.csv")


@pytest.fixture
def met(room: Room, host: User) -> Meeting:
    """Give a meeting of one hour with the host, and with Cid for half of it."""
    met = meeting(room)
    stay(met, host, role=Seat.Role.HOST)
    stay(met, "Cid", 10, 40)
    return met


def address(met: Meeting, part: str = "") -> str:
    return f"/rooms/{met.room.code}/meetings/{met.pk}/{part}"


@pytest.mark.parametrize("part", PARTS)
def test_a_stranger_signs_in_first_and_comes_back(part: str, client: Client, met: Meeting) -> None:
    response = client.get(address(met, part))

    assert response.status_code == 302
    assert response["Location"] == f"/accounts/login/?next={address(met, part)}"


@pytest.mark.parametrize("part", PARTS)
def test_who_was_there_but_is_not_the_host_finds_nothing(
    part: str, as_other: Client, other: User, met: Meeting
) -> None:
    stay(met, other)

    assert as_other.get(address(met, part)).status_code == 404


@pytest.mark.parametrize("part", PARTS)
def test_a_cohost_is_not_the_host(
    part: str, as_other: Client, host: User, other: User, met: Meeting
) -> None:
    actions.set_cohost(met.room, host, other, True)

    assert as_other.get(address(met, part)).status_code == 404


@pytest.mark.parametrize("part", PARTS)
def test_a_meeting_is_not_shown_by_another_room(
    part: str, as_host: Client, host: User, other: User, met: Meeting
) -> None:
    theirs = meeting(actions.create_room(other))

    assert as_host.get(address(met, part)).status_code == 200
    assert as_host.get(f"/rooms/{met.room.code}/meetings/{theirs.pk}/{part}").status_code == 404


def test_the_host_sees_who_was_there_and_how_long(as_host: Client, met: Meeting) -> None:
    page = as_host.get(address(met)).content.decode()

    assert "2 people" in page
    assert page.index("Cid") > page.index("Attendance")
    assert "1 h 00 min" in page
    assert "30 min" in page


def test_names_and_messages_are_shown_as_text(as_host: Client, met: Meeting) -> None:
    message(stay(met, "<b>Bold</b>"), "<script>alert(1)</script>")

    page = as_host.get(address(met)).content.decode()

    assert "<b>Bold" not in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_chat_is_that_of_this_meeting(as_host: Client, room: Room, met: Meeting) -> None:
    message(stay(met, "Cid"), "We begin")
    earlier = meeting(room, -100, -50)
    message(stay(earlier, "Cid", -100, -50), "Long ago", -60)
    notice = Message.objects.create(
        room=room, type=Message.Type.SYSTEM, sender_name="Meet", content="Back in a minute"
    )
    Message.objects.filter(pk=notice.pk).update(sent_at=at(30))

    page = as_host.get(address(met)).content.decode()

    assert "We begin" in page
    assert "Back in a minute" in page
    assert "Long ago" not in page


def test_links_in_the_chat_can_be_followed(as_host: Client, met: Meeting) -> None:
    message(stay(met, "Cid"), "see https://example.org/notes")

    assert 'href="https://example.org/notes"' in as_host.get(address(met)).content.decode()


def test_a_long_chat_has_pages_in_its_order(as_host: Client, met: Meeting) -> None:
    seat = stay(met, "Cid")
    for number in range(101):
        message(seat, f"message number {number}.")

    first = as_host.get(address(met)).content.decode()
    second = as_host.get(address(met), {"page": "2"}).content.decode()

    assert "message number 0." in first
    assert "message number 100." not in first
    assert 'href="?page=2#chat"' in first
    assert "message number 100." in second


def test_what_hosts_did_is_that_of_this_meeting(as_host: Client, met: Meeting) -> None:
    audit_entry(met.room, Audit.Action.MUTE, 5, "Cid")
    audit_entry(met.room, Audit.Action.REMOVE, 90, "Dora")

    page = as_host.get(address(met)).content.decode()

    assert "<strong>Ann</strong> muted <strong>Cid</strong>" in page
    assert "Dora" not in page


def test_a_meeting_that_goes_on_is_shown_as_such(as_host: Client, room: Room) -> None:
    met = meeting(room, end=None)
    stay(met, "Cid", end=None)

    page = as_host.get(address(met)).content.decode()

    assert "Live" in page
    assert "now" in page


def test_more_people_and_messages_make_no_more_queries(
    as_host: Client, met: Meeting, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(10):
        seat = stay(met, f"Guest {number}")
        message(seat, "Hello")
        audit_entry(met.room, Audit.Action.MUTE, 5, "Cid")

    with django_assert_max_num_queries(8):
        as_host.get(address(met))


def test_the_attendance_is_a_table_to_keep(as_host: Client, met: Meeting) -> None:
    stay(met, "=HYPERLINK(1)", 50, 55)

    response = as_host.get(address(met, "attendance.csv"))

    assert table(response.content) == [
        ["Name", "Role", "Account", "From (UTC)", "To (UTC)", "Minutes"],
        ["Ann", "Host", "yes", "2026-11-20 09:00:00", "2026-11-20 10:00:00", "60"],
        ["Cid", "Participant", "no", "2026-11-20 09:10:00", "2026-11-20 09:40:00", "30"],
        ["'=HYPERLINK(1)", "Participant", "no", "2026-11-20 09:50:00", "2026-11-20 09:55:00", "5"],
    ]
    assert f'filename="{met.room.code}-2026-11-20-0900-attendance.csv"' in str(
        response["Content-Disposition"]
    )


def test_the_chat_is_a_table_to_keep(as_host: Client, met: Meeting) -> None:
    message(stay(met, "Cid"), "@everyone, one\ntwo")

    response = as_host.get(address(met, "chat.csv"))

    assert table(response.content) == [
        ["Time (UTC)", "Name", "Message"],
        ["2026-11-20 09:01:00", "Cid", "'@everyone, one\ntwo"],
    ]


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
