"""Mute, remove and lock: who may, on whom, and what comes of it."""

import pytest

from rooms.models import Audit, Room, Seat
from rooms.refusals import NotAuthorized, RoomLocked
from signaling.caller import Caller
from signaling.protocol.commands import Command, Join, Lock, Mute, Remove
from signaling.protocol.events import (
    AudioToggled,
    KnockPlaced,
    LockChanged,
    Muted,
    PeerLeft,
    Removed,
)
from signaling.refusals import NotInRoom, PeerNotFound, WrongRoom
from tests.signaling.actions.clients import Company
from tests.signaling.examples import Clock, a_caller

pytestmark = pytest.mark.usefixtures("seated")


def acts_on(target: str) -> list[Command]:
    return [Mute(target_id=target), Remove(target_id=target), Lock(locked=True)]


def test_who_sits_nowhere_may_nothing(company: Company, guest: Caller) -> None:
    for command in acts_on(guest.peer_id):
        with pytest.raises(NotInRoom):
            company.do(a_caller("nobody"), command)


def test_a_guest_may_nothing(company: Company, room: Room, host: Caller, guest: Caller) -> None:
    for command in acts_on(host.peer_id):
        with pytest.raises(NotAuthorized):
            company.do(guest, command)
    assert not company.seat(host).is_muted
    assert not Room.objects.get(pk=room.pk).is_locked
    assert not Audit.objects.exclude(action="create_room").exists()


def test_a_host_may_nothing_in_another_room(
    company: Company, other_room: Room, stranger: Caller, host: Caller
) -> None:
    for command in (Mute, Remove):
        with pytest.raises(PeerNotFound):
            company.do(host, command(target_id=stranger.peer_id))
        with pytest.raises(WrongRoom):
            company.do(host, command(target_id=stranger.peer_id, room_id=str(other_room.pk)))
    with pytest.raises(WrongRoom):
        company.do(host, Lock(locked=True, room_id=other_room.code))
    assert not Room.objects.get(pk=other_room.pk).is_locked


@pytest.mark.parametrize("command", [Mute, Remove])
def test_nobody_acts_on_themselves_or_on_nobody(
    company: Company, host: Caller, command: type[Mute | Remove]
) -> None:
    for target in (host.peer_id, "peer-gone"):
        with pytest.raises(PeerNotFound):
            company.do(host, command(target_id=target))


@pytest.mark.parametrize("command", [Mute, Remove])
def test_a_cohost_can_not_act_on_the_owner(
    company: Company, room: Room, host: Caller, cohost: Caller, command: type[Mute | Remove]
) -> None:
    company.join(cohost, room)
    with pytest.raises(NotAuthorized):
        company.do(cohost, command(target_id=host.peer_id))
    assert company.do(host, command(target_id=cohost.peer_id))


def test_a_mute_is_told_to_the_target_and_shown_to_all(
    company: Company, room: Room, host: Caller, guest: Caller
) -> None:
    third = a_caller("cy")
    company.join(third, room)
    company.do(host, Mute(target_id=guest.peer_id))
    assert company.told(guest) == [Muted()]
    toggled = AudioToggled(socket_id=guest.peer_id, enabled=False)
    assert company.told(host) == company.told(third) == [toggled]
    assert company.seat(guest).is_muted


def test_a_removal_closes_the_connection_and_revokes_the_seat(
    company: Company, room: Room, host: Caller, guest: Caller
) -> None:
    company.do(host, Remove(target_id=guest.peer_id))
    assert company.told(guest) == [Removed(reason="A host removed you from the meeting")]
    assert company.closed() == [guest.peer_id]
    assert company.told(host) == [PeerLeft(socket_id=guest.peer_id)]
    seat = Seat.objects.get(guest_id=guest.person.guest_id)
    assert seat.is_removed
    assert seat.given_up_at is not None
    for caller in (guest, a_caller("new tab", guest.person)):
        company.do(caller, Join(room_code=room.code, display_name="Somebody else"))
        assert [type(event) for event in company.told(caller)] == [KnockPlaced]
        assert not company.is_seated(caller)


def test_a_lock_is_told_to_all_and_keeps_newcomers_out(
    company: Company, room: Room, host: Caller, guest: Caller, clock: Clock
) -> None:
    company.do(host, Lock(locked=True))
    assert company.told(host) == company.told(guest) == [LockChanged(locked=True)]
    clock.pass_seconds(1)
    with pytest.raises(RoomLocked):
        company.join(a_caller("cy"), room)
    company.do(host, Lock(locked=False))
    assert company.told(guest) == [LockChanged(locked=False)]
    clock.pass_seconds(1)
    assert not company.join(a_caller("cy"), room).locked


def test_a_lock_that_is_on_already_is_told_to_nobody(company: Company, host: Caller) -> None:
    company.do(host, Lock(locked=True))
    company.do(host, Lock(locked=True))
    assert company.outcomes == []
    assert Audit.objects.filter(action="lock").count() == 1


def test_a_cohost_may_mute_remove_and_lock(
    company: Company, room: Room, cohost: Caller, guest: Caller
) -> None:
    company.join(cohost, room)
    company.do(cohost, Mute(target_id=guest.peer_id))
    company.do(cohost, Lock(locked=True))
    company.do(cohost, Remove(target_id=guest.peer_id))
    done = Audit.objects.exclude(action="create_room").order_by("pk")
    assert [(one.action, one.actor_name, one.target_name) for one in done] == [
        ("mute", "Di", "Bo"),
        ("lock", "Di", ""),
        ("remove", "Di", "Bo"),
    ]
