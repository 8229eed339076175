"""Hosts change roles, block people, lower hands and mute everybody."""

import pytest

from rooms.models import Block, Membership, Room, Seat
from rooms.refusals import (
    Blocked,
    InvalidInput,
    NotAuthorized,
    UnmuteDisabled,
)
from signaling.actions.moderation.roles import assign_role
from signaling.caller import Caller
from signaling.protocol.commands import (
    AskToUnmute,
    Command,
    EndRoom,
    LowerAllHands,
    LowerHand,
    MuteAll,
    PostNotice,
    RaiseHand,
    SetRole,
    SettingsChange,
    ToggleAudio,
    Unblock,
    UpdateSettings,
)
from signaling.protocol.commands import Block as BlockPerson
from signaling.protocol.events import (
    AudioToggled,
    HandLowered,
    Muted,
    PeerLeft,
    PeerUpdated,
    Removed,
    SettingsUpdated,
    UnmuteRequested,
    WaitingChanged,
)
from signaling.refusals import NotInRoom, PeerNotFound, WrongRoom
from tests.signaling.actions.clients import Clients, audit_entries
from tests.signaling.examples import Clock, a_caller

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


def test_everybody_except_hosts_and_cohosts_is_muted(
    clients: Clients, room: Room, host: Caller, cohost: Caller, guest: Caller
) -> None:
    clients.join(cohost, room)
    clients.send(cohost, MuteAll())
    assert Muted() in clients.received(guest)
    silenced = AudioToggled(socket_id=guest.peer_id, enabled=False)
    assert clients.received(host) == clients.received(cohost) == [silenced]
    assert [clients.seat(caller).is_muted for caller in (host, cohost, guest)] == [0, 0, 1]
    clients.send(guest, ToggleAudio(enabled=True))
    assert audit_entries() == [("mute_all", "Di", "")]


def test_mute_all_may_forbid_people_to_unmute_themselves(
    clients: Clients, host: Caller, guest: Caller
) -> None:
    clients.send(host, MuteAll(allow_unmute=False))
    assert isinstance(clients.received(guest)[0], SettingsUpdated)
    with pytest.raises(UnmuteDisabled):
        clients.send(guest, ToggleAudio(enabled=True))
    clients.send(host, MuteAll(allow_unmute=True))
    clients.send(guest, ToggleAudio(enabled=True))
    assert not clients.seat(guest).is_muted


def test_a_person_is_asked_to_unmute_and_stays_muted(
    clients: Clients, host: Caller, guest: Caller
) -> None:
    clients.send(guest, ToggleAudio(enabled=False))
    clients.send(host, AskToUnmute(target_id=clients.seat(guest).id))
    assert clients.received(guest) == [UnmuteRequested(by="Ann")]
    assert clients.received(host) == []
    assert clients.seat(guest).is_muted
    assert audit_entries() == [("ask_to_unmute", "Ann", "Bo")]


def test_a_new_cohost_has_the_role_for_this_meeting(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    seat = clients.seat(guest)
    clients.send(host, SetRole(target_id=guest.peer_id, role="cohost"))
    updated = PeerUpdated(
        participant_id=seat.id, socket_id=guest.peer_id, role="cohost", is_host=False
    )
    assert clients.received(guest) == [updated, WaitingChanged(waiting=[])]
    assert updated in clients.received(host)
    assert Seat.objects.get(pk=seat.id).role == "cohost"
    assert not Membership.objects.exists()
    clients.end_connection(guest)
    assert clients.join(a_caller("bo-2", guest.person), room).role == "cohost"
    assert audit_entries() == [("set_cohost", "Ann", "Bo")]


def test_a_cohost_role_is_stored_with_the_room_and_removed_again(
    clients: Clients, room: Room, host: Caller, cohost: Caller
) -> None:
    clients.join(cohost, room)
    clients.send(host, SetRole(target_id=cohost.peer_id, role="participant"))
    assert clients.seat(cohost).role == "participant"
    assert Membership.objects.get().role == "invited"
    clients.send(host, SetRole(target_id=cohost.peer_id, role="cohost", keep=True))
    assert Membership.objects.get().role == "cohost"
    assert audit_entries() == [("unset_cohost", "Ann", "Di"), ("set_cohost", "Ann", "Di")]


def test_a_blocked_person_is_removed_and_refused_until_unblocked(
    clients: Clients, room: Room, host: Caller, guest: Caller, clock: Clock
) -> None:
    seat = clients.seat(guest)
    clients.send(host, BlockPerson(target_id=guest.peer_id))
    assert clients.received(guest) == [Removed(reason="A host blocked you from this room")]
    assert clients.closed() == [guest.peer_id]
    assert clients.received(host) == [PeerLeft(socket_id=guest.peer_id)]
    with pytest.raises(Blocked):
        clients.join(a_caller("bo-2", guest.person), room)
    clients.send(host, Unblock(target_id=seat.id))
    assert not Block.objects.exists()
    assert audit_entries() == [("block", "Ann", "Bo"), ("unblock", "Ann", "Bo")]
    for nobody in (seat.id, "no id at all"):
        with pytest.raises(InvalidInput):
            clients.send(host, Unblock(target_id=nobody))


def test_people_lower_their_own_hand_and_hosts_the_hands_of_others(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    lowered = HandLowered(socket_id=guest.peer_id)
    clients.send(guest, RaiseHand(raised=True))
    clients.send(guest, LowerHand())
    assert clients.received(host) == clients.received(guest) == [lowered]
    clients.send(guest, LowerHand())
    assert clients.outcomes == []
    clients.send(guest, RaiseHand(raised=True))
    clients.send(host, LowerHand(target_id=guest.peer_id))
    assert clients.received(guest) == [lowered]
    assert clients.seat(guest).hand_raised_at is None
    assert audit_entries() == [("lower_hand", "Ann", "Bo")]


def test_all_hands_are_lowered_and_nobody_is_told_of_hands_without_a_peer(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    absent = a_caller("cy")
    clients.join(absent, room)
    for caller in (host, guest, absent):
        clients.send(caller, RaiseHand(raised=True))
    clients.end_connection(absent, how="closed")
    clients.send(host, LowerAllHands())
    hands = [HandLowered(socket_id=caller.peer_id) for caller in (host, guest)]
    assert clients.received(guest) == hands
    assert not clients.join(absent, room).you.is_hand_raised
    assert audit_entries() == [("lower_all_hands", "Ann", "")]


def test_everybody_is_told_once_of_a_role_from_a_page(
    clients: Clients, room: Room, host: Caller, cohost: Caller, clock: Clock
) -> None:
    change = assign_role
    clients.outcomes = change(str(room.pk), cohost.person.key, "participant", clients.presence)
    assert clients.outcomes == []
    clock.pass_seconds(1)
    clients.join(cohost, room)
    for role in ("participant", "cohost"):
        clients.outcomes = change(str(room.pk), cohost.person.key, role, clients.presence)
        assert clients.received(host)[0].role == clients.seat(cohost).role == role
        clients.outcomes = change(str(room.pk), cohost.person.key, role, clients.presence)
        assert clients.outcomes == []
