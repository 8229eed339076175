"""Every reason for a refused join, in the order of the rules, beside a join that succeeds."""

import pytest
from allauth.account.models import EmailAddress

from accounts.models import User
from rooms.actions import close_room, invite, reopen_room, set_cohost
from rooms.models import Block, Room
from tests.clients.connecting import Connecting
from tests.protocol.joining import Enter, NewAccount, connect_as, join, refused_join

UNKNOWN = ("ROOM_NOT_FOUND", "Room not found")


@pytest.fixture
def bob(new_account: NewAccount) -> User:
    return new_account("Bob")


def test_an_ended_room_admits_nobody_not_even_the_host(connect: Connecting, room: Room, ann: User):
    close_room(room, ann)
    guest, host = connect_as(connect, "Gil"), connect_as(connect, ann)

    for client in (guest, host):
        assert refused_join(client, room.code) == ("ROOM_ENDED", "Room is no longer active")

    reopen_room(room, ann)
    assert join(guest, room)


def test_a_blocked_account_is_refused(
    connect: Connecting, room: Room, bob: User, new_account: NewAccount
):
    Block.objects.create(room=room, user=bob, display_name="Bob", blocked_by=room.host)

    assert refused_join(connect_as(connect, bob), room.code)[0] == "BLOCKED"
    assert join(connect_as(connect, new_account("Cy")), room)


def test_a_room_for_signed_in_people_is_unknown_to_guests(
    connect: Connecting, room: Room, bob: User
):
    Room.objects.update(access=Room.Access.SIGNED_IN)

    assert refused_join(connect_as(connect, "Gil"), room.code) == UNKNOWN
    assert join(connect_as(connect, bob), room)


def test_a_room_for_invited_people_refuses_the_others(
    connect: Connecting, room: Room, bob: User, new_account: NewAccount
):
    Room.objects.update(access=Room.Access.INVITED)
    invite(room, room.host, bob.email)
    EmailAddress.objects.create(user=bob, email=bob.email, verified=True)

    assert refused_join(connect_as(connect, "Gil"), room.code) == UNKNOWN
    assert refused_join(connect_as(connect, new_account("Cy")), room.code)[0] == "NOT_INVITED"
    assert join(connect_as(connect, bob), room)
    assert join(connect_as(connect, room.host), room)


def test_a_locked_room_refuses_newcomers(
    connect: Connecting, room: Room, bob: User, new_account: NewAccount
):
    Room.objects.update(is_locked=True)
    cohost = new_account("Cleo")
    set_cohost(room, room.host, cohost, True)

    for stranger in ("Gil", bob):
        locked = ("ROOM_LOCKED", "Room is locked")
        assert refused_join(connect_as(connect, stranger), room.code) == locked
    assert join(connect_as(connect, cohost), room)["role"] == "cohost"
    assert join(connect_as(connect, room.host), room)["locked"] is True


def test_a_full_room_keeps_a_place_for_its_host(connect: Connecting, enter: Enter, room: Room):
    fill(room, places=2)
    enter("Gil")

    assert refused_join(connect_as(connect, "Bo"), room.code) == ("ROOM_FULL", "Room is full")
    assert join(connect_as(connect, room.host), room)


def test_a_full_room_is_full_for_its_host_too(
    connect: Connecting, enter: Enter, room: Room, new_account: NewAccount
):
    fill(room, places=2)
    enter(room.host)
    enter("Gil")
    cohost = new_account("Cleo")
    set_cohost(room, room.host, cohost, True)

    assert refused_join(connect_as(connect, cohost), room.code)[0] == "ROOM_FULL"


def test_a_place_is_free_again_when_somebody_leaves(connect: Connecting, enter: Enter, room: Room):
    fill(room, places=2)
    gil, bo = enter("Gil"), connect_as(connect, "Bo")
    assert refused_join(bo, room.code)[0] == "ROOM_FULL"

    gil.call("leave-room", {})

    assert join(bo, room)


def test_a_refused_client_gets_no_events_of_the_room(connect: Connecting, enter: Enter, room: Room):
    host = enter(room.host)
    host.call("lock-room", {"locked": True})
    stranger = connect_as(connect, "Gil")
    refused_join(stranger, room.code)

    host.call("chat-message", {"content": "between us"})
    host.call("toggle-hand-raise", {"raised": True})

    assert stranger.received_names() == []


@pytest.mark.parametrize("kept", [True, False], ids=["host absent", "host present"])
def test_fifty_simultaneous_joins_get_exactly_the_free_places(
    connect: Connecting, enter: Enter, room: Room, kept: bool
):
    fill(room, places=8)
    if not kept:
        enter(room.host)
    crowd = [connect_as(connect, f"Guest {number}") for number in range(50)]

    asked = [client.ask("join-room", {"roomCode": room.code}) for client in crowd]
    answers = [client.answer(ack_id) for client, ack_id in zip(crowd, asked, strict=True)]

    assert [answer["success"] for answer in answers].count(True) == 7
    assert {answer.get("reason") for answer in answers} == {None, "ROOM_FULL"}


def fill(room: Room, *, places: int) -> None:
    room.settings.max_participants = places
    room.settings.save()
