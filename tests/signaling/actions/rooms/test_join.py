"""Who gets in, what is answered, and what the others are told."""

import asyncio
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.utils import timezone

from accounts.identity import person_of_account
from accounts.models import User
from rooms.models import Meeting, Room, Seat
from rooms.refusals import (
    Blocked,
    NotInvited,
    Refusal,
    RoomEnded,
    RoomFull,
    RoomLocked,
    RoomNotFound,
)
from signaling.caller import Caller
from signaling.database import in_database
from signaling.protocol.commands import Join
from signaling.protocol.events import PeerJoined
from tests.signaling.actions.clients import Company
from tests.signaling.examples import a_caller
from tests.signaling.racing_rooms import Place


@pytest.mark.parametrize("code", ["", "ABC", "!!!!!!", "000000", "UUUUUU"])
def test_a_code_that_is_nobodys_is_not_found(company: Company, guest: Caller, code: str) -> None:
    with pytest.raises(RoomNotFound):
        company.do(guest, Join(room_code=code, display_name="Bo"))


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"ended_at": timezone.now()}, RoomEnded),
        ({"access": "signed_in"}, RoomNotFound),
        ({"access": "invited"}, RoomNotFound),
        ({"is_locked": True}, RoomLocked),
    ],
)
def test_a_guest_is_refused_as_the_room_says(
    company: Company, room: Room, guest: Caller, fields: dict[str, Any], refusal: type[Refusal]
) -> None:
    Room.objects.filter(pk=room.pk).update(**fields)
    with pytest.raises(refusal):
        company.join(guest, room)
    assert not Seat.objects.exists()


def test_an_account_that_is_not_invited_is_refused(company: Company, room: Room) -> None:
    Room.objects.filter(pk=room.pk).update(access="invited")
    user = User.objects.create_user("eve@example.org")
    eve = a_caller("eve", person_of_account(user))
    with pytest.raises(NotInvited):
        company.join(eve, room)
    room.memberships.create(user=user, role="invited")
    assert company.join(eve, room).role == "participant"


def test_who_is_blocked_is_refused(company: Company, room: Room, guest: Caller) -> None:
    room.blocks.create(guest_id=guest.person.guest_id, display_name="Bo")
    with pytest.raises(Blocked):
        company.join(guest, room)


def test_the_first_to_join_is_answered_with_the_room(
    company: Company, room: Room, host: Caller
) -> None:
    answer = company.join(host, room)
    assert (answer.room_id, answer.room_code, answer.room_name) == (
        str(room.pk),
        room.code,
        "Weekly",
    )
    assert (answer.role, answer.is_host, answer.locked) == ("host", True, False)
    assert (answer.participants, answer.messages) == ([], [])
    assert answer.meeting_id == str(Meeting.objects.get(ended_at=None).pk)
    assert company.told(host) == [answer]


def test_attendance_is_a_row_before_anybody_sees_it(
    company: Company, room: Room, guest: Caller
) -> None:
    answer = company.join(guest, room, display_name="Bo")
    seat = Seat.objects.get()
    assert str(seat.pk) == answer.participant_id
    assert (seat.user, seat.guest_id, seat.display_name, seat.role, seat.given_up_at) == (
        None,
        guest.person.guest_id,
        "Bo",
        "participant",
        None,
    )


@pytest.mark.usefixtures("seated")
def test_those_who_are_there_see_the_newcomer_and_are_seen(
    company: Company, room: Room, host: Caller, guest: Caller
) -> None:
    late = a_caller("cy")
    answer = company.join(late, room, display_name="Cy")
    assert [one.display_name for one in answer.participants] == ["Ann", "Bo"]
    (joined,) = company.told(host)
    assert isinstance(joined, PeerJoined)
    assert (joined.participant.socket_id, joined.participant.is_host) == ("peer-cy", False)
    assert company.told(guest) == [joined]
    assert company.told(late) == [answer]


def test_who_may_not_use_devices_comes_in_without_them(
    company: Company, room: Room, host: Caller, guest: Caller
) -> None:
    room.settings.allow_microphone = room.settings.allow_camera = False
    room.settings.save()
    company.join(guest, room)
    company.join(host, room)
    guests, hosts = company.seat(guest), company.seat(host)
    assert (guests.is_muted, guests.is_video_off) == (True, True)
    assert (hosts.is_muted, hosts.is_video_off) == (False, False)


def test_joining_another_room_leaves_the_first(
    company: Company, room: Room, other_room: Room, host: Caller, guest: Caller
) -> None:
    company.join(host, room)
    company.join(guest, room)
    company.join(guest, other_room)
    assert [type(event).__name__ for event in company.told(host)] == ["PeerLeft"]
    assert company.seat(guest).room_id == str(other_room.pk)
    lapsed = company.presence.apply_deadlines()
    assert [gone.seat.room_id for gone in lapsed.expired] == [str(room.pk)]
    assert company.seat(guest).room_id == str(other_room.pk)


def test_as_many_get_in_at_once_as_there_are_places(company: Company, room: Room) -> None:
    room.settings.max_participants = 5
    room.settings.save()
    command = Join(room_code=room.code, display_name="Guest")

    async def enter(number: int) -> bool:
        try:
            await company.act(a_caller(f"guest {number}"), command)
        except RoomFull:
            return False
        return True

    async def everybody() -> list[bool]:
        return await asyncio.gather(*(enter(number) for number in range(12)))

    assert sum(async_to_sync(everybody)()) == 4
    assert Seat.objects.filter(given_up_at=None).count() == 4
    assert Meeting.objects.count() == 1


def test_a_place_that_can_not_be_stored_is_given_back(place: Place) -> None:
    place.presence.after_take = lambda: in_database(Room.objects.update, ended_at=timezone.now())
    refused = async_to_sync(place.join)(a_caller("bo"), place.other)
    assert refused["reason"] == "ROOM_ENDED"
    assert place.presence.room(str(place.other.pk)) is None
    assert not Seat.objects.exists()
