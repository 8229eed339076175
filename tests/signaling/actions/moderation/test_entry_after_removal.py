"""After a host removed a guest, new guests must knock."""

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
from tests.signaling.actions.clients import Clients
from tests.signaling.examples import a_caller, a_guest

pytestmark = pytest.mark.usefixtures("seated")


def answered(clients: Clients, caller: Caller, room: Room) -> type:
    clients.send(caller, Join(room_code=room.code, display_name="Cy"))
    (answer,) = clients.acknowledged()
    return type(answer)


@pytest.fixture
def somebody(db: None) -> Caller:
    user = User.objects.create_user("eve@example.org", display_name="Eve")
    return a_caller("eve", person_of_account(user))


@pytest.mark.parametrize("removal", [Remove, Block])
def test_a_new_guest_must_knock_after_a_removal(
    clients: Clients, room: Room, host: Caller, guest: Caller, removal: type[Remove | Block]
) -> None:
    assert answered(clients, a_caller("before"), room) is RoomJoined
    clients.send(host, removal(target_id=guest.peer_id))
    assert answered(clients, a_caller("after"), room) is KnockPlaced


def test_accounts_and_guests_who_were_admitted_before_need_not_knock_after_a_removal(
    clients: Clients, room: Room, host: Caller, guest: Caller, somebody: Caller
) -> None:
    known = a_caller("cy")
    clients.join(known, room)
    clients.send(known, Leave())
    clients.send(host, Remove(target_id=guest.peer_id))
    assert answered(clients, known, room) is RoomJoined
    assert answered(clients, somebody, room) is RoomJoined


def test_the_removal_of_an_account_changes_nothing_for_guests(
    clients: Clients, room: Room, host: Caller, somebody: Caller
) -> None:
    clients.join(somebody, room)
    clients.send(host, Remove(target_id=somebody.peer_id))
    assert answered(clients, a_caller("after"), room) is RoomJoined


def test_new_guests_need_not_knock_if_the_room_does_not_require_it(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    clients.send(host, UpdateSettings(settings=SettingsChange(knock_after_removal=False)))
    assert not RoomSettings.objects.get(room=room).knock_after_removal
    clients.send(host, Remove(target_id=guest.peer_id))
    assert answered(clients, a_caller("after"), room) is RoomJoined


def test_new_guests_need_not_knock_in_the_next_meeting(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    clients.send(host, Remove(target_id=guest.peer_id))
    clients.send(host, Leave())
    assert answered(clients, a_caller("after"), room) is RoomJoined


@pytest.mark.parametrize("protocol", ["rtcio", "webrtc-demo"])
def test_a_new_guest_whose_client_has_no_waiting_room_is_refused(
    clients: Clients, room: Room, host: Caller, guest: Caller, protocol: str
) -> None:
    clients.send(host, Remove(target_id=guest.peer_id))
    after = Caller("peer-after", protocol, a_guest("after"))
    for command in (
        JoinByName(room_code=room.code, display_name="Cy"),
        CheckRoom(room_code=room.code),
    ):
        with pytest.raises(KnockRequired):
            clients.send(after, command)
    assert not clients.presence.knocks(str(room.pk))
