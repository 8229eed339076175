"""Attendance: from the first seat taken to the last given up."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from accounts.people import Person, person_of_account, person_of_guest
from rooms import actions
from rooms.auditing import Actor, Deed
from rooms.models import Audit, Meeting, Room, Seat
from rooms.refusals import RoomEnded
from tests.rooms.actions.conftest import audited

SEAT, OTHER_SEAT = uuid.UUID(int=1), uuid.UUID(int=2)


def is_live(room: Room) -> bool:
    return Meeting.objects.filter(room=room, ended_at=None).exists()


@pytest.mark.django_db
def test_nobody_sits_in_a_room_that_is_gone(guest: Person) -> None:
    with pytest.raises(RoomEnded):
        actions.take_seat(uuid.uuid4(), SEAT, guest, "participant")


def test_nobody_sits_in_a_room_that_has_ended(room: Room, guest: Person) -> None:
    Room.objects.update(ended_at=timezone.now())
    with pytest.raises(RoomEnded):
        actions.take_seat(room.pk, SEAT, guest, "participant")
    assert not Meeting.objects.exists()


def test_the_first_seat_begins_the_meeting_and_the_next_joins_it(
    room: Room, host: User, guest: Person
) -> None:
    meeting_id = actions.take_seat(room.pk, SEAT, person_of_account(host), "host")
    assert actions.take_seat(room.pk, OTHER_SEAT, guest, "participant") == meeting_id
    hosts, guests = Seat.objects.order_by("pk")
    assert (hosts.user, hosts.guest_id, hosts.display_name, hosts.role) == (
        host,
        None,
        "Ann",
        "host",
    )
    assert (guests.user, guests.guest_id, guests.display_name) == (None, guest.guest_id, "Gus")


def test_the_last_seat_ends_the_meeting_and_its_lock(room: Room, host: User, guest: Person) -> None:
    actions.take_seat(room.pk, SEAT, person_of_account(host), "host")
    actions.take_seat(room.pk, OTHER_SEAT, guest, "participant")
    Room.objects.update(is_locked=True)
    actions.give_up_seat(SEAT, room.pk)
    assert is_live(room)
    assert Room.objects.get().is_locked
    actions.give_up_seat(OTHER_SEAT, room.pk)
    assert not is_live(room)
    assert not Room.objects.get().is_locked


def test_giving_up_is_harmless_when_repeated_or_when_the_room_is_gone(
    room: Room, guest: Person
) -> None:
    actions.take_seat(room.pk, SEAT, guest, "participant")
    actions.give_up_seat(SEAT, room.pk)
    given_up_at = Seat.objects.get().given_up_at
    actions.give_up_seat(SEAT, room.pk)
    actions.give_up_seat(uuid.uuid4(), uuid.uuid4())
    assert Seat.objects.get().given_up_at == given_up_at is not None


def test_a_seat_in_the_next_meeting_is_not_given_up_with_the_last(
    room: Room, guest: Person
) -> None:
    actions.take_seat(room.pk, SEAT, guest, "participant")
    actions.give_up_seat(SEAT, room.pk)
    actions.take_seat(room.pk, OTHER_SEAT, guest, "participant")
    actions.give_up_seat(SEAT, room.pk)
    assert is_live(room)


def test_a_seat_whose_end_was_not_stored_yet_ends_when_its_owner_sits_down_again(
    room: Room, guest: Person
) -> None:
    meeting_id = actions.take_seat(room.pk, SEAT, guest, "participant")
    assert actions.take_seat(room.pk, OTHER_SEAT, guest, "participant") == meeting_id
    assert Seat.objects.get(pk=SEAT).given_up_at is not None
    assert Seat.objects.get(pk=OTHER_SEAT).given_up_at is None


def test_a_removal_revokes_the_seat_and_is_audited(room: Room, guest: Person) -> None:
    actions.take_seat(room.pk, SEAT, guest, "participant")
    deed = Deed(room.pk, room.code, Actor(None, "Co"))
    actions.remove(deed, actions.Target(SEAT, "Gus", guest))
    seat = Seat.objects.get()
    assert seat.is_removed
    assert seat.given_up_at is not None
    assert audited() == [("Co", "remove", "Gus", room.code)]


def test_a_deed_without_rows_of_its_own_is_audited(room: Room, host: User, guest: Person) -> None:
    deed = Deed(room.pk, room.code, Actor(host.pk, "Ann"))
    actions.note(deed, Audit.Action.MUTE, actions.Target(SEAT, "Gus", guest))
    assert audited() == [("Ann", "mute", "Gus", room.code)]


def test_what_a_killed_process_left_open_is_closed(room: Room, host: User, guest: Person) -> None:
    other = actions.create_room(host, "Locked and empty")
    Room.objects.update(is_locked=True)
    actions.take_seat(room.pk, SEAT, guest, "participant")
    assert actions.close_stale_meetings() == 1
    assert not is_live(room)
    assert not Seat.objects.filter(given_up_at=None).exists()
    assert not Room.objects.get(pk=room.pk).is_locked
    assert Room.objects.get(pk=other.pk).is_locked
    assert actions.close_stale_meetings() == 0


@pytest.mark.django_db(transaction=True)
def test_many_who_sit_down_at_once_begin_one_meeting(room: Room) -> None:
    def sit(number: int) -> uuid.UUID:
        person = person_of_guest(uuid.UUID(int=number), f"Guest {number}")
        try:
            return actions.take_seat(room.pk, uuid.UUID(int=number), person, "participant")
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        meetings = set(threads.map(sit, range(1, 13)))
    assert len(meetings) == Meeting.objects.count() == 1
    assert Seat.objects.count() == 12
