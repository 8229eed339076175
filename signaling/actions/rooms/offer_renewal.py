"""New offers of a peer that is back after others closed their connections to it."""

from signaling.actions.offer_requests import all_left_events
from signaling.actions.participant_events import joined_events
from signaling.actions.rooms.room_joined import describe_room
from signaling.outcomes import Delivery, Outcome, without
from signaling.presence import Presence
from signaling.protocol.event_context import EventContext


async def renew_offers(peer_id: str, presence: Presence) -> list[Outcome]:
    """Make a peer that offers on joining offer again to the clients that closed their connections.

    The peer does not know that they did. Therefore it is told that they left, and gets the answer
    of a join. By the time the room has been read, the peer may have joined by itself, or may be
    lost again; then nothing is done.
    """
    back = presence.seat_of(peer_id)
    answer = None if back is None else await describe_room(back, presence)
    back = presence.seat_of(peer_id)
    if back is None or answer is None or back.is_lost or not back.is_departed:
        return []
    if presence.rejoins.is_expected(peer_id):
        return []
    back = presence.rejoins.end(peer_id) or back
    others = without(back, presence.seats(back.room_id))
    unknowing = [other for other in others if not other.knows_seats]
    return [
        *joined_events(back, unknowing),
        *all_left_events(back, unknowing),
        Delivery(answer, [peer_id], context=EventContext(seat=back, others=others)),
    ]
