"""A peer is back after it lost its transport.

The module knows which clients were told about the loss; they are told about the return. It does not
detect a loss or a return.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from signaling.actions.event_fields import participant
from signaling.actions.offer_requests import (
    departure_events_for,
    offer_requests,
    ready_seconds_of,
)
from signaling.actions.participant_events import departure_events, joined_events, resumed_events
from signaling.actions.rooms.room_joined import describe_room
from signaling.dialects.registry import traits_of
from signaling.outcomes import Delivery, Outcome, peers, without
from signaling.presence import Presence, Seat
from signaling.presence.records import CONNECTED
from signaling.protocol.event_context import EventContext
from signaling.protocol.events import PeerJoined

# Some clients join again by themselves when they are back, with their first message. If the server
# let them offer for two joins, the second offer would look like a change of the first connection.
_REJOIN_SECONDS = 1
# A client that starts over has no event listeners until its page is drawn again.
_DRAWING_SECONDS = 1


def rejoin_seconds_of(protocol: str) -> float:
    """Return the seconds in which a recovered peer may join again before it is asked to offer."""
    return _REJOIN_SECONDS if traits_of(protocol).offers == "on joining" else 0


def return_events(lost: Seat, presence: Presence) -> list[Outcome]:
    """Tell the clients that were told about a loss that the same peer is back.

    A peer that may join again by itself stays departed. Clients that do not know seats are told
    when it joins, or by `let_offer_anew`; otherwise they would be told twice that it joined.
    """
    others = presence.seats(lost.room_id)
    outcomes: list[Outcome] = []
    if lost.transport.is_reconnecting:
        outcomes += resumed_events(lost, lost, [other for other in others if other.knows_seats])
    now = presence.seat_of(lost.peer_id or "")
    if lost.is_departed and now is not None and not now.is_departed:
        unknowing = [
            other for other in others if not other.knows_seats and other.peer_id != lost.peer_id
        ]
        back = replace(lost, transport=CONNECTED)
        outcomes += joined_events(back, unknowing)
        if lost.transport.is_unreachable:
            outcomes += _reconnect(back, unknowing, presence)
    return outcomes


def _reconnect(back: Seat, others: Sequence[Seat], presence: Presence) -> list[Outcome]:
    """Make new connections between the peer and the clients that closed their connections to it.

    This is done only between peers that offer when asked. Such a peer does not know that the others
    closed their connections, and would take a new offer for a change of an old connection.
    """
    asked = [other for other in others if traits_of(other.protocol).offers == "when asked"]
    if traits_of(back.protocol).offers != "when asked" or back.peer_id is None:
        return []
    outcomes: list[Outcome] = []
    for other in asked:
        for tell in (
            departure_events(other, other.peer_id or "", [back]),
            joined_events(other, [back]),
        ):
            outcomes += tell
    return [*outcomes, *offer_requests(back, asked, presence)]


async def let_offer_anew(peer_id: str, presence: Presence) -> list[Outcome]:
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
    if presence.is_rejoining(peer_id):
        return []
    back = presence.end_rejoin(peer_id) or back
    others = without(back, presence.seats(back.room_id))
    unknowing = [other for other in others if not other.knows_seats]
    return [
        *joined_events(back, unknowing),
        *departure_events_for(back, unknowing),
        Delivery(answer, [peer_id], context=EventContext(seat=back, others=others)),
    ]


def start_over(lost: Seat, peer_id: str, presence: Presence) -> list[Outcome]:
    """Tell the others that a peer left and joined, and introduce it again when it is ready.

    The peer itself is told that it joined when it listens to events; see
    `DeadlineChanges.listening`.
    """
    sat = presence.sit(
        lost.id,
        peer_id,
        lost.protocol,
        ready_seconds=_DRAWING_SECONDS + ready_seconds_of(lost.protocol),
        listens_seconds=_DRAWING_SECONDS,
    )
    if sat is None:
        return []
    others = [seat for seat in presence.seats(lost.room_id) if seat.id != lost.id]
    return [
        *departure_events(lost, peer_id, others),
        *joined_events(sat.seat, others),
        *offer_requests(sat.seat, others, presence),
    ]


def own_joined_events(seat: Seat) -> list[Outcome]:
    """Tell a peer that it is in the room."""
    joined = PeerJoined(participant=participant(seat))
    return [Delivery(joined, peers([seat]), context=EventContext(seat=seat))]
