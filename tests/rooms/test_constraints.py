"""The constraints of the database."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from rooms.models import Block, Meeting, Membership, Message, Room, RoomSettings, Seat

GUEST = uuid.UUID(int=7)


def is_refused(write: Any, **fields: Any) -> bool:
    try:
        with transaction.atomic():
            write(**fields)
    except IntegrityError:
        return True
    return False


@pytest.fixture
def meeting(room: Room) -> Meeting:
    return Meeting.objects.create(room=room)


def test_a_room_has_a_code_of_its_own(room: Room, host: User) -> None:
    assert is_refused(Room.objects.create, host=host, name="Copy", code=room.code)


@pytest.mark.parametrize("code", ["", "ABC12", "abc123", "ABCDEI", "ABCDE!", "ABC-12"])
def test_a_code_is_well_formed(host: User, code: str) -> None:
    assert is_refused(Room.objects.create, host=host, name="Room", code=code)


@pytest.mark.parametrize(("places", "refused"), [(1, True), (2, False), (100, False), (101, True)])
def test_a_room_has_2_to_100_places(room: Room, places: int, refused: bool) -> None:
    write = RoomSettings.objects.filter(room=room).update
    assert is_refused(write, max_participants=places) is refused


def test_an_account_has_one_membership_of_a_room(room: Room, other: User) -> None:
    Membership.objects.create(room=room, user=other, role="invited")
    assert is_refused(Membership.objects.create, room=room, user=other, role="cohost")


def test_a_membership_is_an_accounts_or_an_addresss(room: Room) -> None:
    assert is_refused(Membership.objects.create, room=room, role="invited")
    Membership.objects.create(room=room, email="ben@example.org", role="invited")
    assert is_refused(Membership.objects.create, room=room, email="ben@example.org", role="cohost")


@pytest.mark.usefixtures("meeting")
def test_a_room_has_one_live_meeting(room: Room) -> None:
    assert is_refused(Meeting.objects.create, room=room)
    Meeting.objects.update(ended_at=timezone.now())
    assert not is_refused(Meeting.objects.create, room=room)


def test_nothing_ends_before_it_begins(meeting: Meeting) -> None:
    before = timezone.now() - timedelta(hours=1)
    assert is_refused(Meeting.objects.update, ended_at=before)
    seat = Seat.objects.create(meeting=meeting, guest_id=GUEST, role="participant")
    assert is_refused(Seat.objects.filter(pk=seat.pk).update, given_up_at=before)


@pytest.mark.parametrize("whose", ["account", "guest"])
def test_a_person_has_one_seat_at_a_time(meeting: Meeting, other: User, whose: str) -> None:
    owner: dict[str, Any] = {"user": other} if whose == "account" else {"guest_id": GUEST}
    seat = {"meeting": meeting, "display_name": "X", "role": "participant", **owner}
    Seat.objects.create(**seat)
    assert is_refused(Seat.objects.create, **seat)
    Seat.objects.update(given_up_at=timezone.now())
    assert not is_refused(Seat.objects.create, **seat)


def test_a_seat_is_of_an_account_or_a_guest(meeting: Meeting, other: User) -> None:
    both = {"user": other, "guest_id": GUEST}
    assert is_refused(Seat.objects.create, meeting=meeting, role="participant", **both)


@pytest.mark.parametrize("owner", ["user", "guest_id"])
def test_a_message_is_stored_once_for_a_room_a_person_and_a_key(
    room: Room, meeting: Meeting, other: User, owner: str
) -> None:
    who = {"user": {"user": other}, "guest_id": {"guest_id": GUEST}}[owner]
    seats = [
        Seat.objects.create(meeting=meeting, role="participant", given_up_at=given_up_at, **who)
        for given_up_at in (timezone.now() + timedelta(hours=1), None)
    ]
    message = {"room": room, "peer_id": "x", "content": "hi", "sender_name": "X", **who}
    Message.objects.create(**message, seat=seats[0], key="k1")
    assert is_refused(Message.objects.create, **message, seat=seats[1], key="k1")
    assert not is_refused(Message.objects.create, **message, seat=seats[1], key="k2")
    assert not is_refused(Message.objects.create, **message, seat=seats[1], key=None)
    assert not is_refused(Message.objects.create, **message, seat=seats[1], key=None)
    other_guest = message | {"user": None, "guest_id": uuid.UUID(int=8)}
    assert not is_refused(Message.objects.create, **other_guest, seat=seats[1], key="k1")


def test_a_block_is_of_one_account_or_one_guest(room: Room, other: User) -> None:
    assert is_refused(Block.objects.create, room=room)
    assert is_refused(Block.objects.create, room=room, user=other, guest_id=GUEST)
    for owner in ({"user": other}, {"guest_id": GUEST}):
        Block.objects.create(room=room, **owner)
        assert is_refused(Block.objects.create, room=room, **owner)
