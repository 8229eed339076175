"""The permissions of hosts and co-hosts."""

import pytest

from rooms.audit import Actor
from rooms.models import Room
from rooms.refusals import NotAuthorized, NotInSession, Unavailable
from signaling.caller import Authority, Caller
from signaling.protocol.commands import (
    AskToUnmute,
    Command,
    EndRoom,
    LowerAllHands,
    LowerHand,
    MuteAll,
    PostNotice,
    SetRole,
    SettingsChange,
    Unblock,
    UpdateSettings,
)
from signaling.protocol.commands import Block as BlockPerson
from signaling.refusals import NotInRoom, PeerNotFound, WrongRoom
from tests.signaling.actions.clients import Clients, audit_entries
from tests.signaling.examples import a_caller

pytestmark = pytest.mark.usefixtures("seated")


NO_CHAT = UpdateSettings(settings=SettingsChange(allow_chat=False))


def on_target(target: str) -> list[Command]:
    return [
        AskToUnmute(target_id=target),
        LowerHand(target_id=target),
        BlockPerson(target_id=target),
        SetRole(target_id=target, role="cohost"),
    ]


def on_all() -> list[Command]:
    return [MuteAll(), LowerAllHands(), NO_CHAT, EndRoom(), PostNotice(content="Hello")]


def test_a_caller_without_a_seat_may_not_act_as_a_host(clients: Clients, guest: Caller) -> None:
    for command in [*on_target(guest.peer_id), *on_all(), Unblock(target_id="x")]:
        with pytest.raises(NotInRoom):
            clients.send(a_caller("nobody"), command)
    assert audit_entries() == []


def test_a_participant_may_not_act_as_a_host(
    clients: Clients, room: Room, host: Caller, guest: Caller
):
    third = a_caller("cy")
    clients.join(third, room)
    for command in [*on_target(third.peer_id), *on_all(), Unblock(target_id="x")]:
        with pytest.raises(NotAuthorized):
            clients.send(guest, command)
    assert audit_entries() == []
    assert clients.is_seated(third)


def test_a_host_may_not_act_in_another_room(
    clients: Clients, stranger: Caller, other_room: Room, host: Caller
) -> None:
    for command in on_target(stranger.peer_id):
        with pytest.raises(PeerNotFound):
            clients.send(host, command)
    for elsewhere in (MuteAll(room_id=other_room.code), EndRoom(room_id=str(other_room.pk))):
        with pytest.raises(WrongRoom):
            clients.send(host, elsewhere)
    assert audit_entries() == []


def test_a_cohost_can_not_act_on_the_owner_give_roles_or_end_the_meeting(
    clients: Clients, room: Room, host: Caller, cohost: Caller, guest: Caller
) -> None:
    clients.join(cohost, room)
    forbidden = [SetRole(target_id=guest.peer_id, role="cohost"), EndRoom()]
    for command in [*on_target(host.peer_id), *forbidden]:
        with pytest.raises(NotAuthorized):
            clients.send(cohost, command)
    assert clients.seat(guest).role == "participant"
    assert audit_entries() == []


def test_a_request_for_a_room_that_is_being_taken_up_may_be_repeated(
    clients: Clients, other_room: Room, host: Caller
) -> None:
    authority = Authority(str(other_room.pk), "host", Actor(host.person.user_id, "Ann"))
    caller = Caller("", "requests", host.person, authority=authority)
    with pytest.raises(NotInSession):
        clients.send(caller, LowerAllHands())
    clients.presence.admission.may_open = lambda _room_id: False
    with pytest.raises(Unavailable):
        clients.send(caller, LowerAllHands())
