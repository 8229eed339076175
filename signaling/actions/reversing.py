"""Of two peers, let the one offer that never offers again, where the other one came and offered.

A native client that does not know seats offers once, to everybody it finds when it joins. When it
answers an offer, it can only send what that offer has lines for; webrtc-demo has none for sound. If
such a client is told once more who is in the room, it offers itself, with sound. It also closes its
other connections then, so this is done only while nobody else is in the room.
"""

from signaling.actions.entering import describe_room
from signaling.dialects.registry import traits_of
from signaling.outcomes import Delivery, Outcome
from signaling.presence import Presence, Seat
from signaling.scene import Scene


async def reversed_offer(sender: Seat, target: Seat, presence: Presence) -> list[Outcome] | None:
    """Return what lets the target offer; None if the sender's offer has to be passed on.

    The sender's first offer is dropped if it came to the target and neither has offered before.
    """
    seats = presence.seats(target.room_id)
    if not _may_be_reversed(sender, target) or [seat.id for seat in seats] != [
        target.id,
        sender.id,
    ]:
        return None
    sender_id, target_id = sender.peer_id or "", target.peer_id or ""
    if not await presence.acquaintances.reverse(sender_id, target_id):
        return None
    answer = await describe_room(target, presence)
    now = presence.seat_of(target_id)
    if answer is None or now is None or now.id != target.id:
        return []
    return [Delivery(answer, [target_id], scene=Scene(seat=target, others=[sender]))]


def _may_be_reversed(sender: Seat, target: Seat) -> bool:
    """Tell whether the target offers once, and the sender gives up its own offer for that."""
    offers_once = traits_of(target.protocol).offers == "on joining" and not target.knows_seats
    return offers_once and traits_of(sender.protocol).takes_offers_anew
