"""What two peers say to each other about their connection, passed on as it came."""

from msgspec import UNSET

from signaling.actions.seating import neighbour, seat_of
from signaling.caller import Caller
from signaling.commands import Answer, Candidate, Offer
from signaling.events import AnswerRelayed, CandidateRelayed, Event, OfferRelayed
from signaling.outcomes import Delivery, Outcome
from signaling.presence import Presence, Seat


async def relay(
    caller: Caller, command: Offer | Answer | Candidate, presence: Presence
) -> list[Outcome]:
    """Pass a description or candidate on to a peer in the caller's room; no query."""
    seat = await seat_of(caller, presence)
    await neighbour(seat, command.target_id, presence)
    return [Delivery(_relayed(command, seat, caller.peer_id), [command.target_id])]


def _relayed(command: Offer | Answer | Candidate, seat: Seat, sender_id: str) -> Event:
    match command:
        case Candidate(candidate=candidate):
            return CandidateRelayed(sender_id=sender_id, candidate=candidate)
        case Answer(sdp=sdp):
            return AnswerRelayed(sender_id=sender_id, sdp=sdp)
        case Offer(sdp=sdp):
            return OfferRelayed(
                sender_id=sender_id,
                user_id=UNSET if seat.user_id is None else str(seat.user_id),
                display_name=seat.display_name,
                sdp=sdp,
            )
