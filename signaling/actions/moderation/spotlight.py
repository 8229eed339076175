"""The spotlight: a host shows one person large to everybody."""

from rooms import actions as rows
from rooms.models import Audit
from signaling.actions.hosting import Host, audit_target, host_decision
from signaling.actions.spotlight_events import spotlight_events
from signaling.caller import Caller
from signaling.concurrency.database import in_database
from signaling.outcomes import Outcome, StoreRoom
from signaling.presence import Presence, Seat
from signaling.protocol.commands import SetSpotlight
from signaling.refusals import PeerNotFound


async def set_spotlight(caller: Caller, command: SetSpotlight, presence: Presence) -> list[Outcome]:
    """Put a person into the spotlight, in place of an earlier one, or end the spotlight.

    Unlike other host actions, this may concern the caller and the owner of the room. A repeated
    command changes nothing and tells nobody.
    """
    async with host_decision(caller, presence, command.room_id) as host:
        before = presence.rooms.spotlight(host.room.id)
        shown_id = command.participant_id or before
        if shown_id is None or command.participant_id == before:
            return []
        is_ending = command.participant_id is None
        action = Audit.Action.END_SPOTLIGHT if is_ending else Audit.Action.SPOTLIGHT
        target = audit_target(_seat(host, shown_id, presence))
        await in_database(rows.record_action, host.audit_context, action, target)
        if not is_ending:
            # The person may have left while the entry was being stored.
            _seat(host, shown_id, presence)
        presence.rooms.set_spotlight(host.room.id, command.participant_id)
        return [*spotlight_events(host.room.id, presence), StoreRoom()]


def _seat(host: Host, seat_id: str, presence: Presence) -> Seat:
    """Return a seat of the host's room that somebody has sat on; raise PeerNotFound."""
    seat = presence.seat(seat_id)
    if seat is None or seat.room_id != host.room.id or seat.is_arriving:
        raise PeerNotFound
    return seat
