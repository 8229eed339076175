"""The relay of session descriptions and ICE candidates between two partners.

The module does not read them. It makes no database queries.
"""

from signaling.caller import Caller
from signaling.outcomes import Delivery, Outcome
from signaling.presence import Presence
from signaling.presence.pair_records import PairSignal
from signaling.presence.refusals import NotPaired
from signaling.protocol.commands import (
    AnswerPartner,
    BecomeReady,
    OfferToPartner,
    SendCandidate,
)
from signaling.protocol.events import (
    Event,
    OfferWanted,
    PartnerAnswered,
    PartnerCandidateCame,
    PartnerOffered,
)


def become_ready(caller: Caller, _command: BecomeReady, presence: Presence) -> list[Outcome]:
    """Send the caller the signals that it may have missed, and ask for an offer if one is due."""
    ready = presence.pairs.ready(caller.peer_id)
    if ready is None:
        raise NotPaired
    outcomes: list[Outcome] = [
        Delivery(_relayed(signal, ready.partner_id), [caller.peer_id])
        for signal in ready.unanswered
    ]
    if ready.offerer_id is not None:
        outcomes.append(Delivery(OfferWanted(), [ready.offerer_id]))
    return outcomes


def relay_to_partner(
    caller: Caller, command: OfferToPartner | AnswerPartner | SendCandidate, presence: Presence
) -> list[Outcome]:
    """Relay a description or candidate to the caller's partner."""
    signal = _signal(command)
    partner_id = presence.pairs.signal(caller.peer_id, signal)
    if partner_id is None:
        raise NotPaired
    return [Delivery(_relayed(signal, caller.peer_id), [partner_id])]


def _signal(command: OfferToPartner | AnswerPartner | SendCandidate) -> PairSignal:
    match command:
        case OfferToPartner(offer=body):
            return PairSignal("offer", body)
        case AnswerPartner(answer=body):
            return PairSignal("answer", body)
        case SendCandidate(candidate=body):
            return PairSignal("candidate", body)


def _relayed(signal: PairSignal, sender_id: str) -> Event:
    match signal.kind:
        case "offer":
            return PartnerOffered(offer=signal.body, sender=sender_id)
        case "answer":
            return PartnerAnswered(answer=signal.body, sender=sender_id)
        case "candidate":
            return PartnerCandidateCame(candidate=signal.body, sender=sender_id)
