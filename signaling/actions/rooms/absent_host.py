"""The consequences for a room whose host has left and has not come back."""

from rooms.audit import Actor
from signaling.actions.hosting import Host
from signaling.actions.role_events import new_role_events
from signaling.actions.rooms.end import end_meeting
from signaling.actions.rooms.settings import change_lock
from signaling.outcomes import Outcome
from signaling.presence import Presence, Room

# The actor of actions that no person takes.
_SERVER = Actor(None, "Meet")


async def apply_host_policy(room_id: str, presence: Presence) -> list[Outcome]:
    """Apply the room's setting for a host that left and has not come back."""
    async with presence.rooms.decisions(room_id):
        room = _room_without_host(room_id, presence)
        return [] if room is None else await _apply(room, presence)


async def _apply(room: Room, presence: Presence) -> list[Outcome]:
    match room.rules.when_host_leaves:
        case "continue":
            acting = presence.hosts.appoint(room.id)
            return [] if acting is None else new_role_events(acting, presence)
        case "lock":
            return await change_lock(Host("host", _SERVER, room), presence, is_locked=True)
        case "end":
            presence.hosts.end_room_after(room.id, room.rules.end_after_minutes * 60)
            return []


async def end_without_host(room_id: str, presence: Presence) -> list[Outcome]:
    """End a meeting whose host did not come back.

    If the policy of the room is no longer to end, apply the present policy instead.
    """
    async with presence.rooms.decisions(room_id):
        room = _room_without_host(room_id, presence)
        if room is None:
            return []
        if room.rules.when_host_leaves != "end":
            return await _apply(room, presence)
        reason = "The meeting ended because its host left"
        return await end_meeting(Host("host", _SERVER, room), reason, presence)


def _room_without_host(room_id: str, presence: Presence) -> Room | None:
    """Return the room if its host is still missing.

    The consequences are applied after other decisions of the room, and later if the database fails.
    The host may be back by then.
    """
    return presence.room(room_id) if presence.hosts.is_missing(room_id) else None
