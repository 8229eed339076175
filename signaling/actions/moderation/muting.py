"""Hosts mute people, and ask people to unmute."""

from rooms import actions as rows
from rooms.models import Audit
from signaling.actions.hosting import audit_target, host_decision, target_seat
from signaling.actions.media_limits import mute_seat
from signaling.actions.rooms.settings import change_settings
from signaling.caller import Caller
from signaling.concurrency.database import in_database
from signaling.outcomes import Delivery, Outcome, StoreRoom, peers
from signaling.presence import Presence
from signaling.protocol.commands import AskToUnmute, Mute, MuteAll, SettingsChange
from signaling.protocol.events import UnmuteRequested


async def mute(caller: Caller, command: Mute, presence: Presence) -> list[Outcome]:
    """Mute a person; the target is told to mute, and the others see it as muted at once."""
    async with host_decision(caller, presence, command.room_id) as host:
        target = target_seat(host, command.target_id, presence)
        await in_database(
            rows.record_action, host.audit_context, Audit.Action.MUTE, audit_target(target)
        )
        return [*mute_seat(target.id, presence, by_host=True), StoreRoom()]


async def mute_all(caller: Caller, command: MuteAll, presence: Presence) -> list[Outcome]:
    """Mute everybody except hosts and co-hosts.

    `allow_unmute`, if given, sets whether participants may unmute themselves from now on.
    """
    async with host_decision(caller, presence, command.room_id) as host:
        await in_database(rows.record_action, host.audit_context, Audit.Action.MUTE_ALL)
        outcomes: list[Outcome] = []
        room = presence.room(host.room.id)
        if room is not None and command.allow_unmute not in (None, room.rules.allow_unmute):
            change = SettingsChange(allow_unmute=command.allow_unmute)
            outcomes += await change_settings(host, change, presence)
        for seat in presence.all_seats(host.room.id):
            if not seat.may_host:
                outcomes += mute_seat(seat.id, presence, by_host=True)
        return [*outcomes, StoreRoom()]


async def ask_to_unmute(caller: Caller, command: AskToUnmute, presence: Presence) -> list[Outcome]:
    """Ask a person to switch on the microphone; only that person can do it."""
    async with host_decision(caller, presence, command.room_id) as host:
        target = target_seat(host, command.target_id, presence)
        await in_database(
            rows.record_action, host.audit_context, Audit.Action.ASK_TO_UNMUTE, audit_target(target)
        )
        # The target may have left, or returned as another peer, while the entry was being stored.
        asked = target_seat(host, target.id, presence)
        return [Delivery(UnmuteRequested(by=host.actor.name), peers([asked]))]
