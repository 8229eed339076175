"""Raised hands: people raise and lower their own hand, and hosts lower the hands of others."""

from rooms import actions as rows
from rooms.models import Audit
from signaling.actions.authorization import seat_of
from signaling.actions.hosting import audit_target, host_decision, target_seat
from signaling.actions.participant_events import seat_change_events
from signaling.caller import Caller
from signaling.concurrency.database import in_database
from signaling.outcomes import Delivery, Outcome, peers
from signaling.presence import Presence, Seat
from signaling.protocol.commands import LowerAllHands, LowerHand, RaiseHand
from signaling.protocol.events import HandLowered, HandRaised


def raise_hand(caller: Caller, command: RaiseHand, presence: Presence) -> list[Outcome]:
    """Raise or lower the caller's hand; a hand that is already raised keeps its time."""
    seat = seat_of(caller, presence, command.room_id)
    if not command.raised:
        changed = presence.seat_states.lower_hand(seat.id)
        return seat_change_events(HandLowered(socket_id=caller.peer_id), changed, presence)
    changed = presence.seat_states.raise_hand(seat.id)
    raised = HandRaised(socket_id=caller.peer_id, display_name=seat.display_name)
    return seat_change_events(raised, changed, presence)


async def lower_hand(caller: Caller, command: LowerHand, presence: Presence) -> list[Outcome]:
    """Lower the caller's own hand, or, as a host, another person's hand."""
    if command.target_id is None:
        return _lower_hand(seat_of(caller, presence, command.room_id), presence)
    async with host_decision(caller, presence, command.room_id) as host:
        target = target_seat(host, command.target_id, presence)
        await in_database(
            rows.record_action, host.audit_context, Audit.Action.LOWER_HAND, audit_target(target)
        )
        # The target may have left, or returned as another peer, while the entry was being stored.
        return _lower_hand(target_seat(host, target.id, presence), presence)


async def lower_all_hands(
    caller: Caller, command: LowerAllHands, presence: Presence
) -> list[Outcome]:
    async with host_decision(caller, presence, command.room_id) as host:
        await in_database(rows.record_action, host.audit_context, Audit.Action.LOWER_ALL_HANDS)
        outcomes: list[Outcome] = []
        for seat in presence.all_seats(host.room.id):
            outcomes += _lower_hand(seat, presence)
        return outcomes


def _lower_hand(seat: Seat, presence: Presence) -> list[Outcome]:
    """Lower a hand and tell everybody, including the person; do nothing if no hand is raised.

    If no peer sits on the seat, nobody is told.
    """
    if seat.hand_raised_at is None:
        return []
    presence.seat_states.lower_hand(seat.id)
    if seat.peer_id is None:
        return []
    lowered = HandLowered(socket_id=seat.peer_id)
    return [Delivery(lowered, peers(presence.seats(seat.room_id)))]
