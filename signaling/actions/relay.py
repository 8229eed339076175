"""The relay of WebRTC descriptions and ICE candidates between two peers of a room.

The module does not read descriptions or candidates. For clients that need it, candidates are
relayed only after their description.
"""

from collections.abc import Awaitable

from msgspec import UNSET, Raw

from signaling.actions.authorization import other_seat, seat_of
from signaling.actions.replaced_offers import is_replaceable, replace_offer
from signaling.caller import Caller
from signaling.dialects.registry import DIALECTS
from signaling.outcomes import Delivery, Outcome
from signaling.presence import Presence, Seat
from signaling.protocol.commands import Answer, Candidate, Offer, PassOn
from signaling.protocol.event_context import EventContext
from signaling.protocol.events import AnswerRelayed, CandidateRelayed, Event, OfferRelayed, PassedOn
from signaling.refusals import DirectLinksForbidden

_TRICKLE_EARLY = {one.name for one in DIALECTS.values() if one.traits.trickles_before_description}


def relay(
    caller: Caller, command: Offer | Answer | Candidate, presence: Presence
) -> list[Outcome] | Awaitable[list[Outcome]]:
    """Relay a description or candidate to a peer in the caller's room.

    This makes no database query, except for an offer that the target replaces.
    """
    seat = _linked_seat(caller, presence)
    target = other_seat(seat, command.target_id, presence)
    event = _relayed(command, seat, caller.peer_id)
    context = EventContext(seat=seat, target_id=command.target_id)
    delivery = Delivery(event, [command.target_id], context=context)
    if seat.protocol in _TRICKLE_EARLY or target.protocol in _TRICKLE_EARLY:
        return _relay_in_order(command, delivery, seat, target, presence)
    return [delivery]


def pass_on(caller: Caller, command: PassOn, presence: Presence) -> list[Outcome]:
    """Relay a payload that only the sender's protocol knows to a peer in the caller's room."""
    seat = _linked_seat(caller, presence)
    other_seat(seat, command.target_id, presence)
    context = EventContext(seat=seat, target_id=command.target_id)
    return [Delivery(PassedOn(sender_id=caller.peer_id), [command.target_id], context=context)]


def _linked_seat(caller: Caller, presence: Presence) -> Seat:
    """Return the caller's seat; raise DirectLinksForbidden if the room hides addresses."""
    seat = seat_of(caller, presence)
    if not presence.media.allows_direct_links(seat.room_id):
        raise DirectLinksForbidden
    return seat


def _relay_in_order(
    command: Offer | Answer | Candidate,
    delivery: Delivery,
    seat: Seat,
    target: Seat,
    presence: Presence,
) -> list[Outcome] | Awaitable[list[Outcome]]:
    """Relay candidates after their description; drop an offer that the target makes instead."""
    known, sender_id = presence.negotiated_peers, seat.peer_id or ""
    if isinstance(command, Candidate):
        is_held = known.hold(sender_id, command.target_id, bytes(command.candidate))
        return [] if is_held else [delivery]
    if isinstance(command, Offer):
        if known.is_superseded(sender_id, command.target_id):
            return []
        if is_replaceable(seat, target, presence):
            return _replace_or_relay(delivery, seat, target, presence)
    return _relay_description(delivery, sender_id, command.target_id, presence)


async def _replace_or_relay(
    offer: Delivery, seat: Seat, target: Seat, presence: Presence
) -> list[Outcome]:
    replaced = await replace_offer(seat, target, presence)
    if replaced is not None:
        return replaced
    return _relay_description(offer, seat.peer_id or "", target.peer_id or "", presence)


def _relay_description(
    description: Delivery, sender_id: str, target_id: str, presence: Presence
) -> list[Outcome]:
    """Relay a description, and then the candidates that were held until it was sent."""
    held = presence.negotiated_peers.describe(sender_id, target_id)
    relayed = [CandidateRelayed(sender_id=sender_id, candidate=Raw(one)) for one in held]
    return [
        description,
        *(Delivery(event, [target_id], context=description.context) for event in relayed),
    ]


def _relayed(command: Offer | Answer | Candidate, seat: Seat, sender_id: str) -> Event:
    match command:
        case Candidate(candidate=candidate):
            return CandidateRelayed(sender_id=sender_id, candidate=candidate)
        case Answer(sdp=sdp, sources=sources):
            return AnswerRelayed(sender_id=sender_id, sdp=sdp, sources=sources)
        case Offer(sdp=sdp, sources=sources):
            return OfferRelayed(
                sender_id=sender_id,
                user_id=UNSET if seat.user_id is None else str(seat.user_id),
                display_name=seat.display_name,
                sdp=sdp,
                sources=sources,
            )
