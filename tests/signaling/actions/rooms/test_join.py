"""A join: its refusals, its answer, and the events for the others."""

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
from signaling.concurrency.database import in_database
from signaling.protocol.commands import Join
from signaling.protocol.events import PeerJoined
from tests.signaling.actions.clients import Clients
from tests.signaling.examples import a_caller
from tests.signaling.racing_rooms import RacingRooms


@pytest.mark.parametrize("code", ["", "ABC", "!!!!!!", "000000", "UUUUUU"])
def test_an_unknown_code_is_not_found(clients: Clients, guest: Caller, code: str) -> None:
    with pytest.raises(RoomNotFound):
        clients.send(guest, Join(room_code=code, display_name="Bo"))


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"ended_at": timezone.now()}, RoomEnded),
        ({"access": "signed_in"}, RoomNotFound),
        ({"access": "invited"}, RoomNotFound),
        ({"is_locked": True}, RoomLocked),
    ],
)
def test_a_guest_is_refused_by_the_state_and_the_access_of_the_room(
    clients: Clients, room: Room, guest: Caller, fields: dict[str, Any], refusal: type[Refusal]
) -> None:
    Room.objects.filter(pk=room.pk).update(**fields)
    with pytest.raises(refusal):
        clients.join(guest, room)
    assert not Seat.objects.exists()


def test_an_account_that_is_not_invited_is_refused(clients: Clients, room: Room) -> None:
    Room.objects.filter(pk=room.pk).update(access="invited")
    user = User.objects.create_user("eve@example.org")
    eve = a_caller("eve", person_of_account(user))
    with pytest.raises(NotInvited):
        clients.join(eve, room)
    room.memberships.create(user=user, role="invited")
    assert clients.join(eve, room).role == "participant"


def test_a_blocked_person_is_refused(clients: Clients, room: Room, guest: Caller) -> None:
    room.blocks.create(guest_id=guest.person.guest_id, display_name="Bo")
    with pytest.raises(Blocked):
        clients.join(guest, room)


def test_the_first_join_is_answered_with_the_state_of_the_room(
    clients: Clients, room: Room, host: Caller
) -> None:
    answer = clients.join(host, room)
    assert (answer.room_id, answer.room_code, answer.room_name) == (
        str(room.pk),
        room.code,
        "Weekly",
    )
    assert (answer.role, answer.is_host, answer.locked) == ("host", True, False)
    assert (answer.participants, answer.messages) == ([], [])
    assert answer.meeting_id == str(Meeting.objects.get(ended_at=None).pk)
    assert clients.received(host) == [answer]


def test_a_seat_is_stored_before_anybody_is_told(
    clients: Clients, room: Room, guest: Caller
) -> None:
    answer = clients.join(guest, room, display_name="Bo")
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
def test_a_newcomer_and_the_people_inside_are_told_of_each_other(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    late = a_caller("cy")
    answer = clients.join(late, room, display_name="Cy")
    assert [one.display_name for one in answer.participants] == ["Ann", "Bo"]
    (joined,) = clients.received(host)
    assert isinstance(joined, PeerJoined)
    assert (joined.participant.socket_id, joined.participant.is_host) == ("peer-cy", False)
    assert clients.received(guest) == [joined]
    assert clients.received(late) == [answer]


def test_a_guest_joins_with_forbidden_devices_off(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    room.settings.allow_microphone = room.settings.allow_camera = False
    room.settings.save()
    clients.join(guest, room)
    clients.join(host, room)
    guests, hosts = clients.seat(guest), clients.seat(host)
    assert (guests.is_muted, guests.is_video_off) == (True, True)
    assert (hosts.is_muted, hosts.is_video_off) == (False, False)


def test_a_join_of_another_room_leaves_the_first(
    clients: Clients, room: Room, other_room: Room, host: Caller, guest: Caller
) -> None:
    clients.join(host, room)
    clients.join(guest, room)
    clients.join(guest, other_room)
    assert [type(event).__name__ for event in clients.received(host)] == ["PeerLeft"]
    assert clients.seat(guest).room_id == str(other_room.pk)
    lapsed = clients.presence.apply_deadlines()
    assert [gone.seat.room_id for gone in lapsed.expired] == [str(room.pk)]
    assert clients.seat(guest).room_id == str(other_room.pk)


def test_simultaneous_joins_fill_the_room_and_no_more(clients: Clients, room: Room) -> None:
    room.settings.max_participants = 5
    room.settings.save()
    command = Join(room_code=room.code, display_name="Guest")

    async def enter(number: int) -> bool:
        try:
            await clients.carry_out(a_caller(f"guest {number}"), command)
        except RoomFull:
            return False
        return True

    async def everybody() -> list[bool]:
        return await asyncio.gather(*(enter(number) for number in range(12)))

    assert sum(async_to_sync(everybody)()) == 4
    assert Seat.objects.filter(given_up_at=None).count() == 4
    assert Meeting.objects.count() == 1


def test_a_seat_that_cannot_be_stored_is_released(racing: RacingRooms) -> None:
    racing.presence.after_take = lambda: in_database(Room.objects.update, ended_at=timezone.now())
    refused = async_to_sync(racing.join)(a_caller("bo"), racing.other)
    assert refused["reason"] == "ROOM_ENDED"
    assert racing.presence.room(str(racing.other.pk)) is None
    assert not Seat.objects.exists()
