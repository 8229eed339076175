"""The state of the whole room: its lock, its settings, its end, and the effects of a missing host.

The module stores changes in the rows, changes presence, and returns the events. Host actions of one
room run one after the other.
"""

from typing import Any

import msgspec
from msgspec import UNSET

from rooms import actions as rows
from rooms.audit import Actor
from signaling.actions.authorization import Host, check_owning, host_in_turn, hosting
from signaling.actions.event_fields import chat_message, rules
from signaling.actions.participant_events import new_role_events
from signaling.actions.rooms.room_changes import close, room_change_events
from signaling.actions.text_limits import clean_text
from signaling.caller import Caller
from signaling.database import in_database
from signaling.outcomes import Delivery, Outcome, Reply, peers
from signaling.presence import Presence
from signaling.protocol.commands import EndRoom, Lock, PostNotice, SettingsChange, UpdateSettings


async def lock(caller: Caller, command: Lock, presence: Presence) -> list[Outcome]:
    """Lock or unlock the room; after a lock is acknowledged, no newcomer gets in."""
    async with host_in_turn(caller, presence, command.room_id) as host:
        return await _lock(host, command.locked, presence)


async def update_settings(
    caller: Caller, command: UpdateSettings, presence: Presence
) -> list[Outcome]:
    """Change some settings of the room permanently; they apply to people inside at once."""
    async with host_in_turn(caller, presence, command.room_id) as host:
        return await change_settings(host, command.settings, presence)


async def end_room(caller: Caller, command: EndRoom, presence: Presence) -> list[Outcome]:
    """End the meeting for everybody; nobody gets in until a host starts the room again."""
    async with host_in_turn(caller, presence, command.room_id) as host:
        check_owning(host)
        return await _end(host, "The host ended the meeting", presence)


async def post_notice(caller: Caller, command: PostNotice, presence: Presence) -> list[Outcome]:
    """Post a notice in the room's chat to everybody, even if the room does not allow chat."""
    content = clean_text(command.content)
    room_id = hosting(caller, presence, command.room_id).room.id
    async with presence.rooms.chat_order(room_id):
        host = hosting(caller, presence, command.room_id)
        message = await in_database(rows.post_notice, host.audit_context, content)
        posted = chat_message(message)
        return [Delivery(posted, peers(presence.seats(host.room.id))), Reply(posted)]


async def change_settings(host: Host, change: SettingsChange, presence: Presence) -> list[Outcome]:
    fields: dict[str, Any] = {
        name: value for name, value in msgspec.structs.asdict(change).items() if value is not UNSET
    }
    if not fields:
        return []
    row = await in_database(rows.update_settings, host.audit_context, fields)
    changed = presence.rooms.change(host.room.id, rules=rules(row))
    return room_change_events(changed, presence)


async def miss_host(room_id: str, presence: Presence) -> list[Outcome]:
    """Apply the room's setting for a host that left and has not come back."""
    room = presence.room(room_id)
    if room is None or not presence.hosts.is_missing(room_id):
        # After a database failure this runs later, and the host may be back by now.
        return []
    match room.rules.when_host_leaves:
        case "continue":
            return _let_somebody_host(room_id, presence)
        case "lock":
            return await _lock(Host("host", _HOUSE, room), True, presence)
        case "end":
            presence.hosts.end_room_after(room_id, room.rules.end_after_minutes * 60)
            return []


async def end_without_host(room_id: str, presence: Presence) -> list[Outcome]:
    """End a meeting whose host did not come back."""
    room = presence.room(room_id)
    if room is None or not presence.hosts.is_missing(room_id):
        return []
    reason = "The meeting ended because its host left"
    return await _end(Host("host", _HOUSE, room), reason, presence)


# The actor of actions that no person takes.
_HOUSE = Actor(None, "Meet")


async def _lock(host: Host, locked: bool, presence: Presence) -> list[Outcome]:
    await in_database(rows.lock, host.audit_context, locked)
    changed = presence.rooms.change(host.room.id, is_locked=locked)
    return room_change_events(changed, presence)


async def _end(host: Host, reason: str, presence: Presence) -> list[Outcome]:
    await in_database(rows.end_meeting, host.audit_context)
    return close(presence.close_room(host.room.id), reason)


def _let_somebody_host(room_id: str, presence: Presence) -> list[Outcome]:
    seat = presence.hosts.appoint(room_id)
    if seat is None:
        return []
    return new_role_events(seat, presence)
