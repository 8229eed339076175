"""What a host or co-host does: mute, remove, lock."""

import uuid

from rooms import actions as rows
from rooms.auditing import Actor
from signaling.actions.announced import tell_changes
from signaling.actions.leaving import told_of_departure
from signaling.actions.seating import hosting_seat, subject
from signaling.caller import Caller
from signaling.commands import Lock, Mute, Remove
from signaling.database import in_database
from signaling.events import AudioToggled, Muted, Removed
from signaling.outcomes import Delivery, Outcome, peers
from signaling.presence import Presence, Seat


async def mute(caller: Caller, command: Mute, presence: Presence) -> list[Outcome]:
    """Mute somebody: the target is told to, and for everyone else it is so at once."""
    host, room = await hosting_seat(caller, presence, command.room_id)
    target = await subject(host, command.target_id, presence)
    await in_database(
        rows.mute,
        uuid.UUID(room.id),
        room.code,
        _actor(host),
        uuid.UUID(target.id),
        target.display_name,
    )
    await presence.change_seat(target.id, is_muted=True, is_muted_by_host=True)
    toggled = AudioToggled(socket_id=command.target_id, enabled=False)
    others = peers(await presence.seats(room.id), but=command.target_id)
    return [Delivery(Muted(), [command.target_id]), Delivery(toggled, others)]


async def remove(caller: Caller, command: Remove, presence: Presence) -> list[Outcome]:
    """Revoke a seat and close its connection, whatever the target does."""
    host, room = await hosting_seat(caller, presence, command.room_id)
    target = await subject(host, command.target_id, presence)
    await in_database(
        rows.remove,
        uuid.UUID(room.id),
        room.code,
        _actor(host),
        uuid.UUID(target.id),
        target.display_name,
    )
    gone = await presence.give_up(target.id)
    if gone is None or gone.peer_id is None:
        return []
    removed = Removed(reason="A host removed you from the meeting")
    return [
        Delivery(removed, [gone.peer_id], then_close=True),
        *told_of_departure(gone, gone.peer_id, await presence.seats(room.id)),
    ]


async def lock(caller: Caller, command: Lock, presence: Presence) -> list[Outcome]:
    """Lock or unlock the room; when this is acknowledged, no newcomer gets in."""
    host, room = await hosting_seat(caller, presence, command.room_id)
    await in_database(rows.lock, uuid.UUID(room.id), room.code, _actor(host), command.locked)
    changed = await presence.change_room(room.id, is_locked=command.locked)
    return await tell_changes(changed, presence)


def _actor(seat: Seat) -> Actor:
    return Actor(seat.user_id, seat.display_name)
