"""Stored attendance: who was in a meeting, in which role, from when to when.

These tests use a server that holds seats only for a moment.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from accounts.guests import COOKIE_NAME, guest_from_cookie
from accounts.models import User
from rooms.models import Room, Seat
from tests.clients.connecting import Connecting
from tests.protocol.conftest import HASTY
from tests.protocol.joining import Enter, connect_as, guest_cookie, join, knock, refused_join
from tests.servers.meet import MeetServer
from tests.waiting import eventually

pytestmark = pytest.mark.parametrize("server", ["hasty_server"], indirect=True)


@pytest.fixture(autouse=True)
def nobody_stays(server: MeetServer) -> Iterator[None]:
    """Wait until the server has ended every seat, before the tables are emptied."""
    yield
    eventually(lambda: not Seat.objects.filter(given_up_at=None).exists())


def test_a_stored_seat_has_the_person_and_the_role(
    enter: Enter, server: MeetServer, room: Room, ann: User
):
    cookie = guest_cookie()
    enter(ann)
    enter("Bob", cookies={COOKIE_NAME: cookie}, origin=server.url)

    host, guest = room.meetings.get().seats.all()

    assert (host.user, host.guest_id, host.role, host.display_name) == (ann, None, "host", "Ann")
    assert (guest.user, guest.guest_id) == (None, guest_from_cookie(cookie))
    assert (guest.role, guest.display_name) == ("participant", "Bob")
    assert (host.given_up_at, guest.given_up_at) == (None, None)


def test_leaving_ends_the_attendance_at_once(enter: Enter, room: Room, ann: User):
    enter(ann)
    bob = enter("Bob")

    bob.call("leave-room", {})

    assert Seat.objects.get(display_name="Bob").given_up_at is not None
    assert Seat.objects.get(display_name="Ann").given_up_at is None
    assert room.meetings.get().ended_at is None


def test_the_last_to_leave_ends_the_meeting_and_its_lock(enter: Enter, room: Room, ann: User):
    host = enter(ann)
    host.call("lock-room", {"locked": True})

    host.call("leave-room", {})

    room.refresh_from_db()
    assert room.meetings.get().ended_at is not None
    assert not room.is_locked
    assert enter("Bob").joined["locked"] is False
    assert room.meetings.count() == 2


@pytest.mark.parametrize(
    ("who", "action", "hold"),
    [
        ("Bob", "disconnect", "RELOAD_HOLD_SECONDS"),
        ("Bob", "drop", "HOLD_SECONDS"),
        ("Ann", "disconnect", "RELOAD_HOLD_SECONDS"),
        ("Ann", "drop", "HOST_HOLD_SECONDS"),
    ],
)
def test_a_seat_is_held_and_then_given_up(
    enter: Enter, ann: User, who: str, action: str, hold: str
):
    client = enter(ann if who == "Ann" else who)
    went_at = datetime.now(UTC)

    getattr(client, action)()

    eventually(lambda: Seat.objects.filter(given_up_at__isnull=False).exists())
    held = Seat.objects.get().given_up_at - went_at
    assert float(HASTY[hold]) <= held.total_seconds() < float(HASTY[hold]) + 2


def test_a_return_in_time_continues_the_attendance(enter: Enter, room: Room, ann: User):
    enter(ann).drop()

    back = enter(ann)

    assert str(Seat.objects.get().pk) == back.joined["participantId"]
    assert room.meetings.count() == 1


def test_a_return_after_the_hold_is_another_attendance(enter: Enter, ann: User):
    host, bob = enter(ann), enter("Bob")
    bob.call("toggle-hand-raise", {"raised": True})
    bob.drop()
    eventually(lambda: Seat.objects.filter(given_up_at__isnull=False).exists())

    back = enter("Bob")

    assert back.joined["participantId"] != bob.joined["participantId"]
    newest = host.received("user-joined")[-1]["participant"]
    assert (newest["socketId"], newest["isHandRaised"]) == (back.peer_id, False)


def test_others_are_told_once_of_a_leave_although_the_seat_ends_later(enter: Enter, ann: User):
    host, bob = enter(ann), enter("Bob")
    bob.disconnect()
    eventually(lambda: Seat.objects.filter(given_up_at__isnull=False).exists())

    assert host.received_names() == ["user-joined", "user-left"]


def test_a_held_seat_takes_a_place_until_it_is_given_up(
    connect: Connecting, enter: Enter, room: Room, ann: User
):
    room.settings.max_participants = 2
    room.settings.save()
    enter(ann)
    enter("Bob").drop()
    cy = connect_as(connect, "Cy")
    assert refused_join(cy, room.code)[0] == "ROOM_FULL"

    eventually(lambda: Seat.objects.filter(given_up_at__isnull=False).exists())

    assert join(cy, room)


def test_a_removal_lasts_as_long_as_the_meeting(
    connect: Connecting, enter: Enter, room: Room, new_account, ann: User
):
    account = new_account("Bob")
    host, bob = enter(ann), enter(account)
    host.call("remove-participant", {"targetId": bob.peer_id})
    again = connect_as(connect, account)
    assert knock(again, room)

    host.call("leave-room", {})

    assert again.expect("waiting-room-result") == {"status": "ended"}
    assert join(again, room)
