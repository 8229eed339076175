"""After a guest was removed, guests who are new to the meeting have to be let in."""

import pytest

from accounts.identity import person_of_account
from accounts.models import User
from rooms.models import Room, RoomSettings
from rooms.refusals import KnockRequired
from signaling.caller import Caller
from signaling.protocol.commands import (
    Block,
    CheckRoom,
    Join,
    JoinByName,
    Leave,
    Remove,
    SettingsChange,
    UpdateSettings,
)
from signaling.protocol.events import KnockPlaced, RoomJoined
from tests.signaling.actions.clients import Company
from tests.signaling.examples import a_caller, a_guest

pytestmark = pytest.mark.usefixtures("seated")


def answered(company: Company, caller: Caller, room: Room) -> type:
    company.do(caller, Join(room_code=room.code, display_name="Cy"))
    (answer,) = company.replied()
    return type(answer)


@pytest.fixture
def somebody(db: None) -> Caller:
    user = User.objects.create_user("eve@example.org", display_name="Eve")
    return a_caller("eve", person_of_account(user))


@pytest.mark.parametrize("removal", [Remove, Block])
def test_a_new_guest_knocks(
    company: Company, room: Room, host: Caller, guest: Caller, removal: type[Remove | Block]
) -> None:
    assert answered(company, a_caller("before"), room) is RoomJoined
    company.do(host, removal(target_id=guest.peer_id))
    assert answered(company, a_caller("after"), room) is KnockPlaced


def test_accounts_and_those_who_were_in_before_do_not(
    company: Company, room: Room, host: Caller, guest: Caller, somebody: Caller
) -> None:
    known = a_caller("cy")
    company.join(known, room)
    company.do(known, Leave())
    company.do(host, Remove(target_id=guest.peer_id))
    assert answered(company, known, room) is RoomJoined
    assert answered(company, somebody, room) is RoomJoined


def test_the_removal_of_an_account_changes_nothing_for_guests(
    company: Company, room: Room, host: Caller, somebody: Caller
) -> None:
    company.join(somebody, room)
    company.do(host, Remove(target_id=somebody.peer_id))
    assert answered(company, a_caller("after"), room) is RoomJoined


def test_where_the_room_says_so_new_guests_come_in(
    company: Company, room: Room, host: Caller, guest: Caller
) -> None:
    company.do(host, UpdateSettings(settings=SettingsChange(knock_after_removal=False)))
    assert not RoomSettings.objects.get(room=room).knock_after_removal
    company.do(host, Remove(target_id=guest.peer_id))
    assert answered(company, a_caller("after"), room) is RoomJoined


def test_in_the_next_meeting_it_is_over(
    company: Company, room: Room, host: Caller, guest: Caller
) -> None:
    company.do(host, Remove(target_id=guest.peer_id))
    company.do(host, Leave())
    assert answered(company, a_caller("after"), room) is RoomJoined


@pytest.mark.parametrize("protocol", ["rtcio", "webrtc-demo"])
def test_where_a_client_has_no_waiting_room_its_new_guests_are_refused(
    company: Company, room: Room, host: Caller, guest: Caller, protocol: str
) -> None:
    company.do(host, Remove(target_id=guest.peer_id))
    after = Caller("peer-after", protocol, a_guest("after"))
    for command in (
        JoinByName(room_code=room.code, display_name="Cy"),
        CheckRoom(room_code=room.code),
    ):
        with pytest.raises(KnockRequired):
            company.do(after, command)
    assert not company.presence.knocks(str(room.pk))
