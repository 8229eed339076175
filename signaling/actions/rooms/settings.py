"""The lock and the settings of a room.

A change is stored in the rows first. Host actions of one room run one after the other.
"""

from typing import Any

import msgspec
from msgspec import UNSET

from rooms import actions as rows
from signaling.actions.event_fields import rules_of
from signaling.actions.hosting import Host, host_decision
from signaling.actions.rooms.room_changes import room_change_events
from signaling.caller import Caller
from signaling.concurrency.database import in_database
from signaling.outcomes import Outcome
from signaling.presence import Presence
from signaling.protocol.commands import Lock, SettingsChange, UpdateSettings


async def lock(caller: Caller, command: Lock, presence: Presence) -> list[Outcome]:
    """Lock or unlock the room; after a lock is acknowledged, no newcomer gets in."""
    async with host_decision(caller, presence, command.room_id) as host:
        return await change_lock(host, presence, is_locked=command.locked)


async def change_lock(host: Host, presence: Presence, *, is_locked: bool) -> list[Outcome]:
    await in_database(rows.lock, host.audit_context, is_locked)
    changed = presence.rooms.change(host.room.id, is_locked=is_locked)
    return room_change_events(changed, presence)


async def update_settings(
    caller: Caller, command: UpdateSettings, presence: Presence
) -> list[Outcome]:
    """Change some settings of the room permanently; they apply to people inside at once."""
    async with host_decision(caller, presence, command.room_id) as host:
        return await change_settings(host, command.settings, presence)


async def change_settings(host: Host, change: SettingsChange, presence: Presence) -> list[Outcome]:
    fields: dict[str, Any] = {
        name: value for name, value in msgspec.structs.asdict(change).items() if value is not UNSET
    }
    if not fields:
        return []
    row = await in_database(rows.update_settings, host.audit_context, fields)
    changed = presence.rooms.change(host.room.id, rules=rules_of(row))
    return room_change_events(changed, presence)
