"""A peer is back after its transport was lost."""

from collections.abc import Sequence

from msgspec.structs import replace

from signaling.actions.entering import describe_room
from signaling.actions.introducing import (
    introduce_newcomer,
    ready_seconds_of,
    told_that_they_left,
)
from signaling.actions.telling import told_of_departure, told_of_joining, told_of_resuming
from signaling.describing import participant
from signaling.dialects.registry import traits_of
from signaling.events import PeerJoined
from signaling.outcomes import Delivery, Outcome, peers, without
from signaling.presence import Presence, Seat
from signaling.scene import Scene

# Some clients join again by themselves when they are back, as the first thing they say. An offer
# for each of two joins would be taken for a change of the first connection.
_REJOIN_SECONDS = 1
# The page of a client that starts over has nothing that listens until it is drawn anew.
_DRAWING_SECONDS = 1


def rejoin_seconds_of(protocol: str) -> float:
    """Return how long a peer that is back is given to join again before it is let offer anew."""
    return _REJOIN_SECONDS if traits_of(protocol).offers == "on joining" else 0


async def told_of_return(lost: Seat, presence: Presence) -> list[Outcome]:
    """Tell who was told of a loss that the same peer is back; nobody else notices anything.

    A peer that may join again by itself stays departed. Clients that know only coming and going are
    told when it joins, or by `let_offer_anew`; else they would hear twice that it came.
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
    """Let those who ended their connections to the peer, and the peer with them, make new ones.

    Only where both are asked to offer: such a peer does not know that it was given up, and would
    take new offers for old ones.
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
    """Let a peer that offers on joining do so again, to those who ended their connections to it.

    It was told nothing of having been given up: so the others leave and it is a newcomer again. It
    may have joined by itself, or be lost again, by the time the room has been read.
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
    """Tell everybody else that a peer left and came, and introduce it anew when it is ready.

    The peer itself hears that it came once it listens; see `Lapsed.listening`.
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
