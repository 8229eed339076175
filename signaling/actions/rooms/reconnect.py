"""A peer is back after it lost its transport.

The module knows which clients were told about the loss; they are told about the return. It does not
detect a loss or a return.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from signaling.actions.event_fields import participant
from signaling.actions.negotiation import (
    introduce_newcomer,
    ready_seconds_of,
    told_that_they_left,
)
from signaling.actions.participant_events import (
    told_of_departure,
    told_of_joining,
    told_of_resuming,
)
from signaling.actions.rooms.enter import describe_room
from signaling.dialects.registry import traits_of
from signaling.outcomes import Delivery, Outcome, peers, without
from signaling.presence import Presence, Seat
from signaling.protocol.event_context import Scene
from signaling.protocol.events import PeerJoined

# Some clients join again by themselves when they are back, with their first message. If the server
# let them offer for two joins, the second offer would look like a change of the first connection.
_REJOIN_SECONDS = 1
# A client that starts over has no event listeners until its page is drawn again.
_DRAWING_SECONDS = 1


def rejoin_seconds_of(protocol: str) -> float:
    """Return the seconds in which a recovered peer may join again before it is asked to offer."""
    return _REJOIN_SECONDS if traits_of(protocol).offers == "on joining" else 0


async def told_of_return(lost: Seat, presence: Presence) -> list[Outcome]:
    """Tell the clients that were told about a loss that the same peer is back.

    A peer that may join again by itself stays departed. Clients that do not know seats are told
    when it joins, or by `let_offer_anew`; otherwise they would be told twice that it joined.
    """
    others = presence.seats(lost.room_id)
    told: list[Outcome] = []
    if lost.is_reconnecting:
        told += told_of_resuming(lost, lost, [other for other in others if other.knows_seats])
    now = presence.seat_of(lost.peer_id or "")
    if lost.is_departed and now is not None and not now.is_departed:
        unknowing = [
            other for other in others if not other.knows_seats and other.peer_id != lost.peer_id
        ]
        back = replace(
            lost, is_lost=False, is_reconnecting=False, is_departed=False, is_given_up=False
        )
        told += told_of_joining(back, unknowing)
        if lost.is_given_up:
            told += await _reconnect(back, unknowing, presence)
    return told


async def _reconnect(back: Seat, others: Sequence[Seat], presence: Presence) -> list[Outcome]:
    """Make new connections between the peer and the clients that closed their connections to it.

    This is done only between peers that offer when asked. Such a peer does not know that the others
    closed their connections, and would take a new offer for a change of an old connection.
    """
    asked = [other for other in others if traits_of(other.protocol).offers == "when asked"]
    if traits_of(back.protocol).offers != "when asked" or back.peer_id is None:
        return []
    told: list[Outcome] = []
    for other in asked:
        for tell in (
            told_of_departure(other, other.peer_id or "", [back]),
            told_of_joining(other, [back]),
        ):
            told += tell
    return [*told, *await introduce_newcomer(back, asked, presence)]


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
    back = await presence.change_seat(back.id, is_departed=False) or back
    others = without(back, presence.seats(back.room_id))
    unknowing = [other for other in others if not other.knows_seats]
    return [
        *told_of_joining(back, unknowing),
        *told_that_they_left(back, unknowing),
        Delivery(answer, [peer_id], scene=Scene(seat=back, others=others)),
    ]


async def start_over(lost: Seat, peer_id: str, presence: Presence) -> list[Outcome]:
    """Tell the others that a peer left and joined, and introduce it again when it is ready.

    The peer itself is told that it joined when it listens to events; see `Lapsed.listening`.
    """
    sat = await presence.sit(
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
        *told_of_departure(lost, peer_id, others),
        *told_of_joining(sat.seat, others),
        *await introduce_newcomer(sat.seat, others, presence),
    ]


def told_of_own_joining(seat: Seat) -> list[Outcome]:
    """Tell a peer that it is in the room."""
    joined = PeerJoined(participant=participant(seat))
    return [Delivery(joined, peers([seat]), scene=Scene(seat=seat))]
