"""Hosts change the roles of people."""

import pytest

from accounts.identity import person_of_account
from accounts.models import User
from rooms.models import Membership, Room, Seat
from signaling.actions.moderation.roles import assign_role
from signaling.caller import Caller
from signaling.protocol.commands import Leave, SetRole, SettingsChange, UpdateSettings
from signaling.protocol.events import (
    AudioToggled,
    Muted,
    PeerUpdated,
    VideoToggled,
    WaitingChanged,
)
from tests.signaling.actions.clients import Clients, audit_entries
from tests.signaling.examples import Clock, a_caller

pytestmark = pytest.mark.usefixtures("seated")


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


def test_a_new_host_from_a_page_replaces_the_absent_one_and_who_acts_for_it(
    clients: Clients, room: Room, host: Caller, guest: Caller, cohost: Caller
) -> None:
    clients.join(cohost, room)
    account = User.objects.create_user("ed@example.org", display_name="Ed")
    new = a_caller("ed", person_of_account(account))
    clients.join(new, room)
    clients.send(host, Leave())
    clients.presence.hosts.appoint(str(room.pk))
    assert clients.seat(cohost).is_acting_host

    for caller, role in ((host, "participant"), (new, "host")):
        clients.outcomes = assign_role(str(room.pk), caller.person.key, role, clients.presence)

    assert clients.seat(new).is_owner
    assert (clients.seat(cohost).role, clients.seat(cohost).is_acting_host) == ("cohost", False)
    updated = [one for one in clients.received(guest) if isinstance(one, PeerUpdated)]
    assert [one.role for one in updated] == ["host", "cohost"]
    assert not clients.presence.hosts.is_missing(str(room.pk))


def test_a_former_cohost_loses_the_media_that_participants_may_not_use(
    clients: Clients, room: Room, host: Caller, guest: Caller, cohost: Caller
) -> None:
    clients.join(cohost, room)
    silent = SettingsChange(allow_microphone=False, allow_camera=False)
    clients.send(host, UpdateSettings(settings=silent))
    assert not clients.seat(cohost).is_muted
    clients.send(host, SetRole(target_id=cohost.peer_id, role="participant"))
    seat = clients.seat(cohost)
    assert (seat.is_muted, seat.is_video_off) == (True, True)
    assert Muted() in clients.received(cohost)
    told = clients.received(guest)
    assert AudioToggled(socket_id=cohost.peer_id, enabled=False) in told
    assert VideoToggled(socket_id=cohost.peer_id, enabled=False) in told
