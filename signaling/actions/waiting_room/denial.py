"""A host denies a knocker.

Presence changes before the denial is stored. If it can't be stored, it is undone in presence.
"""

from msgspec import UNSET

from rooms import actions as rows
from rooms.models import Audit
from rooms.refusals import Blocked, KnockerNotFound
from signaling.actions.hosting import Host, audit_target, host_decision, target_knock
from signaling.actions.waiting_room.events import knocks_ended_events
from signaling.caller import Caller
from signaling.concurrency.database import in_database
from signaling.outcomes import Delivery, Outcome, StoreRoom, WaitingListChanged, collecting
from signaling.presence import Knock, Presence
from signaling.protocol.commands import Deny
from signaling.protocol.event_context import EventContext
from signaling.protocol.events import KnockEnded


async def deny(caller: Caller, command: Deny, presence: Presence) -> list[Outcome]:
    """Deny a knocker for some time, or with `block` until a host unblocks the person."""
    async with host_decision(caller, presence, command.room_id) as host:
        knock = target_knock(host, command.target_id, presence)
        return await deny_knock(host, knock, presence, block=command.block)


async def deny_knock(host: Host, knock: Knock, presence: Presence, *, block: bool) -> list[Outcome]:
    """Deny a knock; if several hosts decide at the same moment, only the first one succeeds."""
    denied = presence.waiting_rooms.deny(knock.id)
    if denied is None:
        raise KnockerNotFound
    with collecting() as undone:
        await _store_denial(host, denied.knock, undone, presence, block=block)
    seconds = None if block else denied.retry_after_seconds
    if block:
        presence.rooms.note_removal(denied.knock.seat.owner, host.room.id, Blocked())
    ended = KnockEnded(
        status="denied", can_retry_after_seconds=UNSET if seconds is None else seconds
    )
    return [
        Delivery(ended, [denied.knock.peer_id], context=EventContext(seat=denied.knock.seat)),
        WaitingListChanged(host.room.id),
        StoreRoom(),
    ]


async def _store_denial(
    host: Host, knock: Knock, undone: list[Outcome], presence: Presence, *, block: bool
) -> None:
    """Store a denial; if that fails, undo it and add the outcomes of the undo to `undone`."""
    target = audit_target(knock.seat)
    is_stored = False
    try:
        if block:
            await in_database(rows.block, host.audit_context, target)
        else:
            await in_database(rows.record_action, host.audit_context, Audit.Action.DENY, target)
        is_stored = True
    finally:
        if not is_stored:
            is_undone = presence.waiting_rooms.undo_denial(knock)
            if not is_undone and presence.room(host.room.id) is None:
                # The meeting ended in the meantime. The knocker is told so, like the others.
                undone.extend(knocks_ended_events([knock]))
            undone.append(WaitingListChanged(host.room.id))
