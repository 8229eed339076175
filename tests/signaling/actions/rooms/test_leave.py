import pytest

from rooms.models import Meeting, Room, Seat
from signaling.caller import Caller
from signaling.protocol.commands import Leave, StartTyping
from signaling.protocol.events import PeerLeft, TypingChanged
from signaling.refusals import NotInRoom, WrongRoom
from tests.signaling.actions.clients import Company
from tests.signaling.examples import a_caller

pytestmark = pytest.mark.usefixtures("seated")


def test_who_sits_nowhere_can_not_leave(company: Company) -> None:
    with pytest.raises(NotInRoom):
        company.do(a_caller("nobody"), Leave())


def test_another_room_can_not_be_left(company: Company, other_room: Room, guest: Caller) -> None:
    for name in (str(other_room.pk), other_room.code, "x"):
        with pytest.raises(WrongRoom):
            company.do(guest, Leave(room_id=name))
    assert company.is_seated(guest)


def test_the_others_are_told_and_the_attendance_is_closed(
    company: Company, room: Room, host: Caller, guest: Caller
) -> None:
    company.do(guest, Leave(room_id=room.code))
    assert company.told(host) == [PeerLeft(socket_id=guest.peer_id)]
    assert company.told(guest) == []
    assert Seat.objects.get(guest_id=guest.person.guest_id).given_up_at is not None
    with pytest.raises(NotInRoom):
        company.do(guest, Leave())


def test_an_account_is_named_when_it_leaves(
    company: Company, room: Room, host: Caller, guest: Caller
) -> None:
    company.do(host, Leave(room_id=str(room.pk)))
    left = PeerLeft(socket_id=host.peer_id, user_id=str(host.person.user_id))
    assert company.told(guest) == [left]


def test_who_leaves_types_no_more(company: Company, host: Caller, guest: Caller) -> None:
    company.do(guest, StartTyping())
    company.do(guest, Leave())
    ended, left = company.told(host)
    assert ended == TypingChanged(socket_id=guest.peer_id, display_name="Bo", is_typing=False)
    assert isinstance(left, PeerLeft)


def test_the_last_to_leave_ends_the_meeting_and_its_lock(
    company: Company, room: Room, host: Caller, guest: Caller
) -> None:
    Room.objects.update(is_locked=True)
    company.do(guest, Leave())
    assert Meeting.objects.filter(ended_at=None).exists()
    company.do(host, Leave())
    assert not Meeting.objects.filter(ended_at=None).exists()
    assert not Room.objects.get(pk=room.pk).is_locked


def test_who_left_comes_back_to_a_new_seat(company: Company, room: Room, guest: Caller) -> None:
    first = company.seat(guest)
    company.do(guest, Leave())
    assert company.join(guest, room).participant_id != first.id
