"""Replaced offers: the target sends an offer in place of the newcomer that sent one first.

A native client that does not know seats offers only once, to every peer that it finds on joining.
When it answers an offer, it can send only the media that the offer has m-lines for; the offer of
webrtc-demo has none for sound. If such a client gets the answer of a join again, it sends an offer
itself, with sound. It also closes its other connections then. Therefore this is done only while
there are no other peers in the room.
"""

from signaling.actions.rooms.room_joined import describe_room
from signaling.dialects.registry import traits_of
from signaling.outcomes import Delivery, Outcome
from signaling.presence import Presence, Seat
from signaling.protocol.event_context import EventContext


def is_replaceable(sender: Seat, target: Seat, presence: Presence) -> bool:
    """Tell whether the target offers only on joining, and the sender accepts its offer instead.

    The two must be alone in the room, the sender must have joined after the target, and none of
    the two may have sent an offer before.
    """
    seats = [seat.id for seat in presence.seats(target.room_id)]
    offers_once = traits_of(target.protocol).offers == "on joining" and not target.knows_seats
    return (
        offers_once
        and traits_of(sender.protocol).replaces_connection_on_offer
        and seats == [target.id, sender.id]
        and presence.negotiated_peers.may_reverse(sender.peer_id or "", target.peer_id or "")
    )


async def replace_offer(sender: Seat, target: Seat, presence: Presence) -> list[Outcome] | None:
    """Make the target offer to the sender; return None if the sender's offer must be relayed.

    The room is read first. If that fails, nothing has changed, and the sender may offer again. If
    one of the two peers is gone by then, nobody is told anything.
    """
    sender_id, target_id = sender.peer_id or "", target.peer_id or ""
    answer = await describe_room(target, presence)
    now, sender_now = presence.seat_of(target_id), presence.seat_of(sender_id)
    if answer is None or now is None or sender_now is None:
        return []
    if not is_replaceable(sender_now, now, presence):
        return None
    presence.negotiated_peers.reverse(sender_id, target_id)
    context = EventContext(seat=now, others=[sender_now])
    return [Delivery(answer, [target_id], context=context)]
