"""Hosts remove and block people."""

import pytest

from rooms.models import Audit, Room, Seat
from rooms.refusals import NotAuthorized
from signaling.caller import Caller
from signaling.protocol.commands import Command, Join, Lock, Mute, Remove
from signaling.protocol.events import (
    KnockPlaced,
    PeerLeft,
    Removed,
)
from signaling.refusals import NotInRoom, PeerNotFound, WrongRoom
from tests.signaling.actions.clients import Clients
from tests.signaling.examples import a_caller

pytestmark = pytest.mark.usefixtures("seated")


def acts_on(target: str) -> list[Command]:
    return [Mute(target_id=target), Remove(target_id=target), Lock(locked=True)]


def test_a_caller_without_a_seat_may_not_act_as_a_host(clients: Clients, guest: Caller) -> None:
    for command in acts_on(guest.peer_id):
        with pytest.raises(NotInRoom):
            clients.send(a_caller("nobody"), command)


def test_a_guest_may_not_mute_remove_or_lock(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    for command in acts_on(host.peer_id):
        with pytest.raises(NotAuthorized):
            clients.send(guest, command)
    assert not clients.seat(host).is_muted
    assert not Room.objects.get(pk=room.pk).is_locked
    assert not Audit.objects.exclude(action="create_room").exists()


def test_a_host_may_not_act_in_another_room(
    clients: Clients, other_room: Room, stranger: Caller, host: Caller
) -> None:
    for command in (Mute, Remove):
        with pytest.raises(PeerNotFound):
            clients.send(host, command(target_id=stranger.peer_id))
        with pytest.raises(WrongRoom):
            clients.send(host, command(target_id=stranger.peer_id, room_id=str(other_room.pk)))
    with pytest.raises(WrongRoom):
        clients.send(host, Lock(locked=True, room_id=other_room.code))
    assert not Room.objects.get(pk=other_room.pk).is_locked


@pytest.mark.parametrize("command", [Mute, Remove])
def test_a_host_cannot_act_on_itself_or_on_an_unknown_peer(
    clients: Clients, host: Caller, command: type[Mute | Remove]
) -> None:
    for target in (host.peer_id, "peer-gone"):
        with pytest.raises(PeerNotFound):
            clients.send(host, command(target_id=target))


@pytest.mark.parametrize("command", [Mute, Remove])
def test_a_cohost_can_not_act_on_the_owner(
    clients: Clients, room: Room, host: Caller, cohost: Caller, command: type[Mute | Remove]
) -> None:
    clients.join(cohost, room)
    with pytest.raises(NotAuthorized):
        clients.send(cohost, command(target_id=host.peer_id))
    assert clients.send(host, command(target_id=cohost.peer_id))


def test_a_removal_closes_the_connection_and_revokes_the_seat(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    clients.send(host, Remove(target_id=guest.peer_id))
    assert clients.received(guest) == [Removed(reason="A host removed you from the meeting")]
    assert clients.closed() == [guest.peer_id]
    assert clients.received(host) == [PeerLeft(socket_id=guest.peer_id)]
    seat = Seat.objects.get(guest_id=guest.person.guest_id)
    assert seat.is_removed
    assert seat.given_up_at is not None
    for caller in (guest, a_caller("new tab", guest.person)):
        clients.send(caller, Join(room_code=room.code, display_name="Somebody else"))
        assert [type(event) for event in clients.received(caller)] == [KnockPlaced]
        assert not clients.is_seated(caller)


def test_a_cohost_may_mute_remove_and_lock(
    clients: Clients, room: Room, cohost: Caller, guest: Caller
) -> None:
    clients.join(cohost, room)
    clients.send(cohost, Mute(target_id=guest.peer_id))
    clients.send(cohost, Lock(locked=True))
    clients.send(cohost, Remove(target_id=guest.peer_id))
    done = Audit.objects.exclude(action="create_room").order_by("pk")
    assert [(one.action, one.actor_name, one.target_name) for one in done] == [
        ("mute", "Di", "Bo"),
        ("lock", "Di", ""),
        ("remove", "Di", "Bo"),
    ]
