"""The policy of a room whose host is absent."""

import asyncio

from asgiref.sync import async_to_sync

from rooms.models import Room
from signaling.actions.rooms.absent_host import apply_host_policy
from signaling.caller import Caller
from signaling.protocol.events import LockChanged
from tests.signaling.actions.clients import Company


def lose_host(company: Company, room: Room, host: Caller, guest: Caller) -> str:
    """Seat a host and a guest in a room with the policy to lock it, and lose the host."""
    room.settings.when_host_leaves = "lock"
    room.settings.save()
    company.join(host, room)
    company.join(guest, room)
    company.lose(host)
    return str(room.pk)


def test_a_room_without_its_host_is_locked(
    company: Company, room: Room, host: Caller, guest: Caller
) -> None:
    room_id = lose_host(company, room, host, guest)
    company.outcomes = async_to_sync(apply_host_policy)(room_id, company.presence)
    assert company.told(guest) == [LockChanged(locked=True)]
    assert Room.objects.get().is_locked


def test_a_room_whose_host_returned_during_another_decision_is_not_locked(
    company: Company, room: Room, host: Caller, guest: Caller
) -> None:
    room_id = lose_host(company, room, host, guest)

    async def story() -> None:
        async with company.presence.rooms.decisions(room_id):
            policy = asyncio.create_task(apply_host_policy(room_id, company.presence))
            # The policy runs up to the point where it waits for the lock.
            await asyncio.sleep(0)
            company.recover(host)
        assert await policy == []

    async_to_sync(story)()
    assert not Room.objects.get().is_locked
