"""The events about the people in a room: joined, left, reconnecting, resumed, and changed.

Peers that know seats are told that a peer is reconnecting and resumes. The other peers are told
that it leaves and joins instead. The module reads presence and does not change it.
"""

from collections.abc import Iterable, Sequence

from msgspec import UNSET

from signaling.actions.event_fields import participant_of
from signaling.actions.typing_indicator import typing_end_events
from signaling.outcomes import Delivery, Outcome, peers
from signaling.presence import Presence, Sat, Seat
from signaling.protocol.event_context import EventContext
from signaling.protocol.events import (
    Event,
    Moved,
    PeerJoined,
    PeerLeft,
    PeerReconnecting,
    PeerResumed,
    ScreenShareStopped,
)


def seat_change_events(event: Event, changed: Seat | None, presence: Presence) -> list[Outcome]:
    """Tell the others in the room about a changed seat; tell nobody if the seat is gone."""
    if changed is None:
        return []
    others = peers(presence.seats(changed.room_id), but=changed.peer_id)
    return [Delivery(event, others, context=EventContext(seat=changed))]


def sat_down_events(sat: Sat, others: Sequence[Seat]) -> list[Outcome]:
    """Tell the others that a peer sat down, and tell the seat's previous peer that it was moved.

    A client that doesn't know seats makes new connections to everybody in any case.
    """
    seat, before = sat.seat, sat.before
    previous = before.peer_id
    outcomes: list[Outcome] = []
    if previous is not None and previous != seat.peer_id:
        outcomes.append(Delivery(Moved(), [previous], then_close=True))
    if previous is None:
        return [*outcomes, *joined_events(seat, others)]
    knowing = [other for other in others if other.knows_seats and seat.knows_seats]
    unknowing = [other for other in others if other not in knowing]
    return [
        *outcomes,
        *resumed_events(seat, before, knowing),
        *left_events(before, previous, unknowing),
        *joined_events(seat, unknowing),
    ]


def joined_events(seat: Seat, others: Iterable[Seat]) -> list[Outcome]:
    joined = PeerJoined(participant=participant_of(seat))
    to = peers(others, but=seat.peer_id)
    return [Delivery(joined, to, context=EventContext(seat=seat))]


def reconnecting_events(seat: Seat, others: Sequence[Seat]) -> list[Outcome]:
    """Tell the peers that know seats that a lost peer is reconnecting."""
    if seat.peer_id is None:
        return []
    reconnecting = PeerReconnecting(participant_id=seat.id, socket_id=seat.peer_id)
    return [Delivery(reconnecting, peers(_knowing(others), but=seat.peer_id))]


def resumed_events(seat: Seat, before: Seat, knowing: Sequence[Seat]) -> list[Outcome]:
    """Tell peers that know seats that a person is back, as the same peer or as another one."""
    to = peers(knowing, but=seat.peer_id)
    old, new = before.peer_id or "", seat.peer_id or ""
    outcomes = typing_end_events(before, old, knowing)
    if before.is_screen_sharing and not seat.is_screen_sharing:
        outcomes.append(
            Delivery(ScreenShareStopped(socket_id=old), to, context=EventContext(seat=seat))
        )
    has_same_pictures = seat.has_two_pictures == before.has_two_pictures
    is_same_media = seat.knows_media_server == before.knows_media_server
    resumed = PeerResumed(
        participant_id=seat.id,
        old_socket_id=old,
        socket_id=new,
        has_two_pictures=UNSET if has_same_pictures else seat.has_two_pictures,
        uses_media_server=UNSET if is_same_media else seat.knows_media_server,
    )
    return [*outcomes, Delivery(resumed, to)]


def left_events(seat: Seat, peer_id: str, others: Sequence[Seat]) -> list[Outcome]:
    """Tell the others that a peer has left this seat, unless they were told so before."""
    if seat.is_departed:
        others = _knowing(others)
    return [*typing_end_events(seat, peer_id, others), *_left_events(seat, peer_id, others)]


def lost_peer_left_events(seat: Seat, others: Sequence[Seat]) -> list[Outcome]:
    """Tell the peers that don't know seats that a lost peer has left."""
    if seat.peer_id is None:
        return []
    return _left_events(seat, seat.peer_id, [other for other in others if not other.knows_seats])


def _left_events(seat: Seat, peer_id: str, others: Iterable[Seat]) -> list[Outcome]:
    user_id = UNSET if seat.user_id is None else str(seat.user_id)
    left = PeerLeft(socket_id=peer_id, user_id=user_id)
    return [Delivery(left, peers(others, but=peer_id), context=EventContext(seat=seat))]


def _knowing(seats: Sequence[Seat]) -> Sequence[Seat]:
    return [seat for seat in seats if seat.knows_seats]
