"""A person leaves a room."""

import pytest

from rooms.models import Meeting, Room, Seat
from signaling.caller import Caller
from signaling.protocol.commands import Leave, StartTyping
from signaling.protocol.events import PeerLeft, TypingChanged
from signaling.refusals import NotInRoom, WrongRoom
from tests.signaling.actions.clients import Clients
from tests.signaling.examples import a_caller

pytestmark = pytest.mark.usefixtures("seated")


def test_a_caller_without_a_seat_cannot_leave(clients: Clients) -> None:
    with pytest.raises(NotInRoom):
        clients.send(a_caller("nobody"), Leave())


def test_a_person_cannot_leave_another_room(
    clients: Clients, other_room: Room, guest: Caller
) -> None:
    for name in (str(other_room.pk), other_room.code, "x"):
        with pytest.raises(WrongRoom):
            clients.send(guest, Leave(room_id=name))
    assert clients.is_seated(guest)


def test_the_others_are_told_that_a_person_left_and_its_attendance_is_closed(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    clients.send(guest, Leave(room_id=room.code))
    assert clients.received(host) == [PeerLeft(socket_id=guest.peer_id)]
    assert clients.received(guest) == []
    assert Seat.objects.get(guest_id=guest.person.guest_id).given_up_at is not None
    with pytest.raises(NotInRoom):
        clients.send(guest, Leave())


def test_an_account_that_leaves_is_identified(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    clients.send(host, Leave(room_id=str(room.pk)))
    left = PeerLeft(socket_id=host.peer_id, user_id=str(host.person.user_id))
    assert clients.received(guest) == [left]


def test_a_person_who_leaves_stops_typing(clients: Clients, host: Caller, guest: Caller) -> None:
    clients.send(guest, StartTyping())
    clients.send(guest, Leave())
    ended, left = clients.received(host)
    assert ended == TypingChanged(socket_id=guest.peer_id, display_name="Bo", is_typing=False)
    assert isinstance(left, PeerLeft)


def test_the_last_to_leave_ends_the_meeting_and_its_lock(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    Room.objects.update(is_locked=True)
    clients.send(guest, Leave())
    assert Meeting.objects.filter(ended_at=None).exists()
    clients.send(host, Leave())
    assert not Meeting.objects.filter(ended_at=None).exists()
    assert not Room.objects.get(pk=room.pk).is_locked


def test_a_person_who_left_gets_a_new_seat(clients: Clients, room: Room, guest: Caller) -> None:
    first = clients.seat(guest)
    clients.send(guest, Leave())
    assert clients.join(guest, room).participant_id != first.id
