"""The admission rules that rows decide, in the documented order, with one query."""

from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.identity import Person, person_of_account
from accounts.models import User
from rooms.access import RoomAccess
from rooms.admission import check_entry, find_room, must_knock, newcomer_refusal
from rooms.models import Block, Meeting, Membership, Room, RoomSettings, Seat
from rooms.refusals import (
    Blocked,
    EntryRefused,
    NotInvited,
    RoomEnded,
    RoomLocked,
    RoomNotFound,
)


def change(room: Room, **fields: Any) -> None:
    Room.objects.filter(pk=room.pk).update(**fields)


def owned_by(person: Person) -> dict[str, Any]:
    return {"user_id": person.user_id, "guest_id": person.guest_id}


def remove(person: Person, room: Room) -> Meeting:
    meeting = Meeting.objects.create(room=room)
    Seat.objects.create(meeting=meeting, role="participant", is_removed=True, **owned_by(person))
    return meeting


def ask(code: str, person: Person) -> RoomAccess:
    access = find_room(code, person)
    check_entry(access)
    return access


def refusal(room: Room, person: Person) -> type[EntryRefused] | None:
    try:
        refused = newcomer_refusal(ask(room.code, person))
    except EntryRefused as refused_at_once:
        return type(refused_at_once)
    return None if refused is None else type(refused)


@pytest.fixture(params=["guest", "somebody"])
def anyone(request: pytest.FixtureRequest) -> Person:
    return request.getfixturevalue(request.param)


@pytest.mark.django_db
def test_a_code_that_is_nobodys_is_not_found(anyone: Person) -> None:
    with pytest.raises(RoomNotFound):
        ask("ZZZZZZ", anyone)


def test_a_room_that_has_ended_is_closed_to_all(room: Room, host: User, anyone: Person) -> None:
    change(room, ended_at=timezone.now())
    for person in (anyone, person_of_account(host)):
        with pytest.raises(RoomEnded):
            ask(room.code, person)


def test_who_is_blocked_is_out_and_nobody_else(
    room: Room, guest: Person, somebody: Person, anyone: Person
) -> None:
    Block.objects.create(room=room, **owned_by(anyone))
    with pytest.raises(Blocked):
        ask(room.code, anyone)
    (nobody_blocked,) = {guest, somebody} - {anyone}
    assert refusal(room, nobody_blocked) is None


def test_who_was_removed_has_to_knock_until_the_meeting_is_over(room: Room, anyone: Person) -> None:
    meeting = remove(anyone, room)
    access = ask(room.code, anyone)
    assert (access.status, must_knock(access)) == ("removed", True)
    Meeting.objects.filter(pk=meeting.pk).update(ended_at=timezone.now())
    access = ask(room.code, anyone)
    assert (access.status, must_knock(access)) == ("newcomer", False)


def test_who_was_in_the_meeting_need_not_knock_again(room: Room, anyone: Person) -> None:
    RoomSettings.objects.filter(room=room).update(waiting_room=True)
    assert must_knock(ask(room.code, anyone))
    meeting = Meeting.objects.create(room=room)
    Seat.objects.create(meeting=meeting, role="participant", **owned_by(anyone))
    Seat.objects.update(given_up_at=timezone.now())
    access = ask(room.code, anyone)
    assert (access.status, must_knock(access)) == ("admitted", False)


def test_a_cohost_of_the_meeting_is_one_until_it_is_over(room: Room, anyone: Person) -> None:
    meeting = Meeting.objects.create(room=room)
    Seat.objects.create(meeting=meeting, role="cohost", **owned_by(anyone))
    assert ask(room.code, anyone).role == "cohost"
    Meeting.objects.filter(pk=meeting.pk).update(ended_at=timezone.now())
    assert ask(room.code, anyone).role == "participant"


def test_a_removal_from_another_room_does_not_matter(
    room: Room, host: User, anyone: Person
) -> None:
    elsewhere = Room.objects.create(host=host, name="Elsewhere")
    remove(anyone, elsewhere)
    Block.objects.create(room=elsewhere, **owned_by(anyone))
    assert refusal(room, anyone) is None


def test_a_room_for_anyone_is_open(room: Room, anyone: Person) -> None:
    assert refusal(room, anyone) is None


def test_a_room_for_signed_in_people_is_unknown_to_guests(
    room: Room, guest: Person, somebody: Person
) -> None:
    change(room, access="signed_in")
    assert refusal(room, guest) is RoomNotFound
    assert refusal(room, somebody) is None


@pytest.mark.parametrize("access", ["signed_in", "invited"])
def test_a_guest_knows_no_more_of_a_room_for_accounts_that_has_ended_or_blocked_them(
    room: Room, guest: Person, access: str
) -> None:
    Block.objects.create(room=room, **owned_by(guest))
    change(room, access=access, ended_at=timezone.now())
    assert refusal(room, guest) is RoomNotFound
    change(room, ended_at=None)
    assert refusal(room, guest) is RoomNotFound


def test_a_guest_whose_seat_stands_keeps_it_when_the_access_changes(
    room: Room, guest: Person
) -> None:
    seat = Seat.objects.create(
        meeting=Meeting.objects.create(room=room), role="participant", **owned_by(guest)
    )
    change(room, access="invited")
    assert ask(room.code, guest).seat_id == seat.pk
    Seat.objects.filter(pk=seat.pk).update(given_up_at=timezone.now())
    assert refusal(room, guest) is RoomNotFound


def test_a_room_for_invited_people_is_for_them_only(
    room: Room, guest: Person, somebody: Person
) -> None:
    change(room, access="invited")
    assert refusal(room, guest) is RoomNotFound
    assert refusal(room, somebody) is NotInvited
    Membership.objects.create(room=room, user_id=somebody.user_id, role="invited")
    assert refusal(room, somebody) is None


def test_a_locked_room_refuses_newcomers_the_invited_too(room: Room, somebody: Person) -> None:
    change(room, is_locked=True)
    assert refusal(room, somebody) is RoomLocked
    Membership.objects.create(room=room, user_id=somebody.user_id, role="invited")
    assert refusal(room, somebody) is RoomLocked


def test_host_and_cohost_pass_lock_and_access(room: Room, host: User, somebody: Person) -> None:
    change(room, is_locked=True, access="invited")
    Membership.objects.create(room=room, user_id=somebody.user_id, role="cohost")
    for person, role in ((person_of_account(host), "host"), (somebody, "cohost")):
        access = ask(room.code, person)
        assert (access.role, newcomer_refusal(access)) == (role, None)


def test_the_first_rule_that_refuses_decides(room: Room, anyone: Person) -> None:
    block = Block.objects.create(room=room, **owned_by(anyone))
    meeting = remove(anyone, room)
    change(room, ended_at=timezone.now(), is_locked=True, access="invited")
    with pytest.raises(RoomEnded):
        ask(room.code, anyone)
    change(room, ended_at=None)
    with pytest.raises(Blocked):
        ask(room.code, anyone)
    block.delete()
    assert ask(room.code, anyone).status == "removed"
    meeting.delete()
    assert refusal(room, anyone) in (RoomNotFound, NotInvited)
    change(room, access="anyone")
    assert refusal(room, anyone) is RoomLocked


def test_admission_says_what_presence_needs(room: Room, host: User, guest: Person) -> None:
    access = ask(room.code, guest)
    assert (access.room.pk, access.room.code, access.room.name) == (
        room.pk,
        room.code,
        "Weekly",
    )
    assert access.room.host == host
    assert (access.role, access.room.is_locked) == ("participant", False)
    assert access.room.settings.max_participants == 12


def test_admission_is_one_query(
    room: Room, anyone: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert ask(room.code, anyone).room.settings.allow_chat
