"""Attendance: meetings begin with the first seat and end with the last one."""

import uuid
from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from accounts.identity import Person, person_of_account, person_of_guest
from accounts.models import User
from rooms import actions, admission
from rooms.access import Role, RoomVersion, RowsOutdated
from rooms.actions.seats import take_seat
from rooms.audit import Actor, AuditContext
from rooms.models import Audit, Meeting, Room, Seat
from rooms.refusals import NotAuthorized, RoomEnded, RoomNotFound
from tests.at_once import at_once
from tests.rooms.actions.conftest import audited

SEAT, OTHER_SEAT = uuid.UUID(int=1), uuid.UUID(int=2)


def sit(room_id: uuid.UUID, seat_id: uuid.UUID, person: Person, role: Role) -> uuid.UUID:
    """Take a seat with the present version of the room."""
    room = Room.objects.filter(pk=room_id).first()
    return take_seat(room_id, seat_id, person, role, RoomVersion(room.version if room else 0))


def is_live(room: Room) -> bool:
    return Meeting.objects.filter(room=room, ended_at=None).exists()


@pytest.mark.django_db
def test_nobody_sits_in_a_room_that_is_gone(guest: Person) -> None:
    with pytest.raises(RoomNotFound):
        sit(uuid.uuid4(), SEAT, guest, "participant")


def test_nobody_sits_in_a_room_that_has_ended(room: Room, guest: Person) -> None:
    Room.objects.update(ended_at=timezone.now())
    with pytest.raises(RoomEnded):
        sit(room.pk, SEAT, guest, "participant")
    assert not Meeting.objects.exists()


def test_the_first_seat_begins_the_meeting_and_the_next_joins_it(
    room: Room, host: User, guest: Person
) -> None:
    meeting_id = sit(room.pk, SEAT, person_of_account(host), "host")
    assert sit(room.pk, OTHER_SEAT, guest, "participant") == meeting_id
    hosts, guests = Seat.objects.order_by("pk")
    assert (hosts.user, hosts.guest_id, hosts.display_name, hosts.role) == (
        host,
        None,
        "Ann",
        "host",
    )
    assert (guests.user, guests.guest_id, guests.display_name) == (None, guest.guest_id, "Gus")


def test_the_last_seat_ends_the_meeting_and_its_lock(room: Room, host: User, guest: Person) -> None:
    sit(room.pk, SEAT, person_of_account(host), "host")
    sit(room.pk, OTHER_SEAT, guest, "participant")
    Room.objects.update(is_locked=True)
    actions.release_seat(SEAT, room.pk)
    assert is_live(room)
    assert Room.objects.get().is_locked
    actions.release_seat(OTHER_SEAT, room.pk)
    assert not is_live(room)
    assert not Room.objects.get().is_locked


def test_giving_up_is_harmless_when_repeated_or_when_the_room_is_gone(
    room: Room, guest: Person
) -> None:
    sit(room.pk, SEAT, guest, "participant")
    actions.release_seat(SEAT, room.pk)
    given_up_at = Seat.objects.get().given_up_at
    actions.release_seat(SEAT, room.pk)
    actions.release_seat(uuid.uuid4(), uuid.uuid4())
    assert Seat.objects.get().given_up_at == given_up_at is not None


def test_a_seat_in_the_next_meeting_is_not_given_up_with_the_last(
    room: Room, guest: Person
) -> None:
    sit(room.pk, SEAT, guest, "participant")
    actions.release_seat(SEAT, room.pk)
    sit(room.pk, OTHER_SEAT, guest, "participant")
    actions.release_seat(SEAT, room.pk)
    assert is_live(room)


def test_a_seat_whose_end_was_not_stored_yet_ends_when_its_owner_sits_down_again(
    room: Room, guest: Person
) -> None:
    meeting_id = sit(room.pk, SEAT, guest, "participant")
    assert sit(room.pk, OTHER_SEAT, guest, "participant") == meeting_id
    assert Seat.objects.get(pk=SEAT).given_up_at is not None
    assert Seat.objects.get(pk=OTHER_SEAT).given_up_at is None


def test_a_removal_revokes_the_seat_and_is_audited(room: Room, guest: Person) -> None:
    sit(room.pk, SEAT, guest, "participant")
    context = AuditContext(room.pk, room.code, Actor(None, "Co"))
    actions.remove(context, actions.Target(SEAT, "Gus", guest))
    seat = Seat.objects.get()
    assert seat.is_removed
    assert seat.given_up_at is not None
    assert audited() == [("Co", "remove", "Gus", room.code)]


def test_an_action_without_rows_of_its_own_is_audited(
    room: Room, host: User, guest: Person
) -> None:
    context = AuditContext(room.pk, room.code, Actor(host.pk, "Ann"))
    actions.record_action(context, Audit.Action.MUTE, actions.Target(SEAT, "Gus", guest))
    assert audited() == [("Ann", "mute", "Gus", room.code)]


def set_clock_back() -> None:
    """Move the times of every seat to the future, as if the clock had been set back."""
    step = timedelta(seconds=30)
    Seat.objects.update(taken_at=F("taken_at") + step, given_up_at=F("given_up_at") + step)


@pytest.mark.parametrize("person", ["guest", "somebody"])
def test_the_latest_seat_is_known_though_the_clock_was_set_back(
    request: pytest.FixtureRequest, room: Room, host: User, person: str
) -> None:
    who: Person = request.getfixturevalue(person)
    context = AuditContext(room.pk, room.code, Actor(None, "Co"))
    sit(room.pk, uuid.UUID(int=9), person_of_account(host), "host")
    sit(room.pk, SEAT, who, "cohost")
    actions.release_seat(SEAT, room.pk)
    set_clock_back()
    sit(room.pk, OTHER_SEAT, who, "cohost")
    actions.remove(context, actions.Target(OTHER_SEAT, "Gus", who))
    access = admission.find_room(room.code, who)
    assert (access.status, access.role) == ("removed", "participant")
    set_clock_back()
    sit(room.pk, uuid.UUID(int=3), who, "participant")
    assert admission.find_room(room.code, who).status == "admitted"


def test_a_first_seat_is_taken_now(room: Room, guest: Person, somebody: Person) -> None:
    sit(room.pk, SEAT, guest, "participant")
    set_clock_back()
    before = timezone.now()
    sit(room.pk, OTHER_SEAT, somebody, "participant")
    assert before <= Seat.objects.get(pk=OTHER_SEAT).taken_at <= timezone.now()


@pytest.mark.django_db(transaction=True)
def test_many_who_sit_down_at_once_begin_one_meeting(room: Room) -> None:
    def come(number: int) -> uuid.UUID:
        person = person_of_guest(uuid.UUID(int=number), f"Guest {number}")
        return sit(room.pk, uuid.UUID(int=number), person, "participant")

    meetings = set(at_once(come, range(1, 13), threads=6))
    assert len(meetings) == Meeting.objects.count() == 1
    assert Seat.objects.count() == 12


def reopen(room: Room) -> None:
    actions.close_room(room, room.host)
    actions.reopen_room(room, room.host)


CHANGES = {
    "lock": lambda room: actions.set_locked(room, room.host, True),
    "settings": lambda room: actions.update_settings(
        AuditContext(room.pk, room.code, Actor(None, "Ann")), {"waiting_room": True}
    ),
    "access": lambda room: actions.update_room(room, room.host, name="Weekly", access="invited"),
    "reopening": reopen,
}


@pytest.mark.parametrize("change", CHANGES)
def test_nobody_sits_down_by_rows_from_before_a_change(
    room: Room, guest: Person, change: str
) -> None:
    room_version = RoomVersion(room.version)
    CHANGES[change](room)
    with pytest.raises(RowsOutdated):
        take_seat(room.pk, SEAT, guest, "participant", room_version)
    assert not Seat.objects.exists()
    assert sit(room.pk, SEAT, guest, "participant")


def test_nobody_sits_down_by_rows_from_before_a_removal_or_the_end_of_the_meeting(
    room: Room, guest: Person, host: User
) -> None:
    meeting_id = sit(room.pk, SEAT, guest, "participant")
    room_version = RoomVersion(Room.objects.get().version, meeting_id)
    actions.remove(
        AuditContext(room.pk, room.code, Actor(None, "Co")), actions.Target(SEAT, "Gus", guest)
    )
    with pytest.raises(RowsOutdated):
        take_seat(room.pk, OTHER_SEAT, guest, "participant", room_version)
    room_version = RoomVersion(Room.objects.get().version, meeting_id)
    actions.release_seat(SEAT, room.pk)
    with pytest.raises(RowsOutdated):
        take_seat(room.pk, OTHER_SEAT, person_of_account(host), "host", room_version)


def test_a_seat_that_is_stored_twice_is_one_seat(room: Room, guest: Person) -> None:
    meeting_id = sit(room.pk, SEAT, guest, "participant")
    assert sit(room.pk, SEAT, guest, "participant") == meeting_id
    assert Seat.objects.get().given_up_at is None


def test_a_removal_revokes_a_seat_that_was_taken_since(room: Room, guest: Person) -> None:
    sit(room.pk, SEAT, guest, "participant")
    sit(room.pk, OTHER_SEAT, guest, "participant")
    actions.remove(
        AuditContext(room.pk, room.code, Actor(None, "Co")), actions.Target(SEAT, "Gus", guest)
    )
    assert not Seat.objects.filter(given_up_at=None).exists()
    assert Seat.objects.get(pk=OTHER_SEAT).is_removed


def test_a_seat_that_nobody_sat_on_leaves_nothing(room: Room, host: User, guest: Person) -> None:
    sit(room.pk, SEAT, guest, "participant")
    actions.set_locked(room, host, True)
    actions.delete_unused_seat(SEAT, room.pk)
    assert not Seat.objects.exists()
    assert not Meeting.objects.exists()
    assert Room.objects.get().is_locked


def test_the_last_to_leave_beside_a_seat_that_nobody_sat_on_ends_the_meeting(
    room: Room, host: User, guest: Person
) -> None:
    sit(room.pk, SEAT, guest, "participant")
    sit(room.pk, OTHER_SEAT, person_of_account(host), "host")
    actions.release_seat(OTHER_SEAT, room.pk)
    actions.delete_unused_seat(SEAT, room.pk)
    assert not is_live(room)
    assert [seat.pk for seat in Seat.objects.all()] == [OTHER_SEAT]


@pytest.mark.django_db(transaction=True)
def test_nobody_sits_down_by_an_account_that_was_deleted(room: Room, other: User) -> None:
    person = person_of_account(other)
    other.delete()
    with pytest.raises(NotAuthorized):
        sit(room.pk, SEAT, person, "participant")
    assert not Seat.objects.exists()
