"""The policy of a room whose host is absent."""

import asyncio

from asgiref.sync import async_to_sync

from rooms.models import Room
from signaling.actions.rooms.absent_host import apply_host_policy, end_without_host
from signaling.caller import Caller
from signaling.protocol.commands import Leave, SettingsChange, UpdateSettings
from signaling.protocol.events import LockChanged, PeerUpdated
from tests.signaling.actions.clients import Clients
from tests.signaling.examples import Clock


def lose_host(clients: Clients, room: Room, host: Caller, guest: Caller) -> str:
    """Seat a host and a guest in a room with the policy to lock it, and lose the host."""
    room.settings.when_host_leaves = "lock"
    room.settings.save()
    clients.join(host, room)
    clients.join(guest, room)
    clients.lose(host)
    return str(room.pk)


def test_a_room_without_its_host_is_locked(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    room_id = lose_host(clients, room, host, guest)
    clients.outcomes = async_to_sync(apply_host_policy)(room_id, clients.presence)
    assert clients.received(guest) == [LockChanged(locked=True)]
    assert Room.objects.get().is_locked


def test_a_room_whose_host_returned_during_another_decision_is_not_locked(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    room_id = lose_host(clients, room, host, guest)

    async def story() -> None:
        async with clients.presence.rooms.decisions(room_id):
            policy = asyncio.create_task(apply_host_policy(room_id, clients.presence))
            # The policy runs up to the point where it waits for the lock.
            await asyncio.sleep(0)
            clients.recover(host)
        assert await policy == []

    async_to_sync(story)()
    assert not Room.objects.get().is_locked


def test_everybody_is_told_who_no_longer_acts_for_a_host_that_recovered(
    clients: Clients, room: Room, host: Caller, cohost: Caller
) -> None:
    clients.join(host, room)
    clients.join(cohost, room)
    clients.lose(host)
    acting = clients.presence.hosts.appoint(str(room.pk))
    assert acting is not None
    clients.recover(host)
    updated = PeerUpdated(
        participant_id=acting.id, socket_id=cohost.peer_id, role="cohost", is_host=False
    )
    assert updated in clients.received(host)
    assert updated in clients.received(cohost)


def test_a_meeting_goes_on_if_it_does_not_end_without_its_host_any_more(
    clients: Clients, room: Room, host: Caller, cohost: Caller, clock: Clock
) -> None:
    room.settings.when_host_leaves = "end"
    room.settings.save()
    clients.join(host, room)
    clients.join(cohost, room)
    room_id = str(room.pk)
    clients.send(host, Leave())
    assert async_to_sync(apply_host_policy)(room_id, clients.presence) == []
    continues = SettingsChange(when_host_leaves="continue")
    clients.send(cohost, UpdateSettings(settings=continues))
    clock.pass_seconds(room.settings.end_after_minutes * 60)
    assert clients.presence.apply_deadlines().ended == [room_id]
    clients.outcomes = async_to_sync(end_without_host)(room_id, clients.presence)
    assert clients.is_seated(cohost)
    assert clients.seat(cohost).is_acting_host
