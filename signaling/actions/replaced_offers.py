"""Reversed offers: the target sends the offer in place of the newcomer that sent one first.

A native client that does not know seats offers only once, to every peer that it finds on joining.
When it answers an offer, it can send only the media that the offer has m-lines for; the offer of
webrtc-demo has none for sound. If such a client gets the answer of a join again, it sends an offer
itself, with sound. It also closes its other connections then. Therefore this is done only while
there are no other peers in the room.
"""

from signaling.actions.rooms.room_joined import describe_room
from signaling.dialects.registry import traits_of
from signaling.outcomes import Delivery, Outcome, peers
from signaling.presence import Presence, Seat
from signaling.protocol.event_context import EventContext


def reverse_offer(sender: Seat, target: Seat, presence: Presence) -> bool:
    """Tell whether the target offers in place of the sender; note that it does.

    The sender's first offer is dropped if the sender joined after the target and neither of the two
    has offered before.
    """
    seats = [seat.id for seat in presence.seats(target.room_id)]
    if not _may_be_reversed(sender, target) or seats != [target.id, sender.id]:
        return False
    return presence.negotiated_peers.reverse(sender.peer_id or "", target.peer_id or "")


async def ask_for_offer(target: Seat, sender: Seat, presence: Presence) -> list[Outcome]:
    """Return the outcomes that make the target offer to the sender; none if the target is gone."""
    answer = await describe_room(target, presence)
    now = presence.seat_of(target.peer_id or "")
    if answer is None or now is None or now.id != target.id:
        return []
    context = EventContext(seat=target, others=[sender])
    return [Delivery(answer, peers([target]), context=context)]


def _may_be_reversed(sender: Seat, target: Seat) -> bool:
    """Tell whether the target offers only on joining, and the sender accepts its offer instead."""
    offers_once = traits_of(target.protocol).offers == "on joining" and not target.knows_seats
    return offers_once and traits_of(sender.protocol).takes_offers_anew
