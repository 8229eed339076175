"""The events about people who join, leave, wait or change their role, and their receivers.

Peers that know seats are told that a peer is reconnecting and resumes. The other peers are told
that it leaves and joins instead. The module reads presence and does not change it.
"""

from collections.abc import Iterable, Sequence

from msgspec import UNSET

from signaling.actions.event_fields import participant
from signaling.actions.waiting_room.events import host_presence_events, waiting_list_events_for
from signaling.outcomes import Delivery, Outcome, peers
from signaling.presence import Presence, Sat, Seat
from signaling.protocol.event_context import EventContext
from signaling.protocol.events import (
    Moved,
    PeerJoined,
    PeerLeft,
    PeerReconnecting,
    PeerResumed,
    PeerUpdated,
    ScreenShareStopped,
    TypingChanged,
)


def arrival_events(sat: Sat, others: Sequence[Seat]) -> list[Outcome]:
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
        *departure_events(before, previous, unknowing),
        *joined_events(seat, unknowing),
    ]


def reconnecting_events(seat: Seat, others: Sequence[Seat]) -> list[Outcome]:
    if seat.peer_id is None:
        return []
    reconnecting = PeerReconnecting(participant_id=seat.id, socket_id=seat.peer_id)
    return [Delivery(reconnecting, peers(_knowing(others), but=seat.peer_id))]


def departure_events(seat: Seat, peer_id: str, others: Sequence[Seat]) -> list[Outcome]:
    """Tell the others that a peer has left this seat, unless they were told so before."""
    if seat.is_departed:
        others = _knowing(others)
    return [*typing_end_events(seat, peer_id, others), *_left(seat, peer_id, others)]


def disappearance_events(seat: Seat, others: Sequence[Seat]) -> list[Outcome]:
    """Tell the peers that don't know seats that a lost peer is gone."""
    if seat.peer_id is None:
        return []
    return _left(seat, seat.peer_id, [other for other in others if not other.knows_seats])


def typing_end_events(seat: Seat, peer_id: str, others: Sequence[Seat]) -> list[Outcome]:
    if not seat.is_typing:
        return []
    ended = TypingChanged(socket_id=peer_id, display_name=seat.display_name, is_typing=False)
    return [Delivery(ended, peers(others, but=peer_id))]


def role_events(seat: Seat, everyone: Iterable[Seat]) -> list[Outcome]:
    """Tell everybody, including the person, the current role of a seat."""
    updated = PeerUpdated(
        participant_id=seat.id,
        socket_id=seat.peer_id or "",
        role=seat.role,
        is_host=seat.role == "host",
    )
    return [Delivery(updated, peers(everyone))]


def new_role_events(seat: Seat, presence: Presence) -> list[Outcome]:
    """Tell everybody in the room about a seat's new role.

    A new host or co-host is told at once who waits in the waiting room. The knockers are told
    whether a host is present.
    """
    return [
        *role_events(seat, presence.seats(seat.room_id)),
        *waiting_list_events_for([seat] if seat.may_host else [], seat.room_id, presence),
        *host_presence_events(seat.room_id, presence),
    ]


def joined_events(seat: Seat, others: Iterable[Seat]) -> list[Outcome]:
    to = peers(others, but=seat.peer_id)
    return [
        Delivery(PeerJoined(participant=participant(seat)), to, context=EventContext(seat=seat))
    ]


def resumed_events(seat: Seat, before: Seat, knowing: Sequence[Seat]) -> list[Outcome]:
    to = peers(knowing, but=seat.peer_id)
    old, new = before.peer_id or "", seat.peer_id or ""
    outcomes = typing_end_events(before, old, knowing)
    if before.is_screen_sharing and not seat.is_screen_sharing:
        outcomes.append(
            Delivery(ScreenShareStopped(socket_id=old), to, context=EventContext(seat=seat))
        )
    resumed = PeerResumed(participant_id=seat.id, old_socket_id=old, socket_id=new)
    return [*outcomes, Delivery(resumed, to)]


def _knowing(seats: Sequence[Seat]) -> Sequence[Seat]:
    return [seat for seat in seats if seat.knows_seats]


def _left(seat: Seat, peer_id: str, others: Iterable[Seat]) -> list[Outcome]:
    user_id = UNSET if seat.user_id is None else str(seat.user_id)
    left = PeerLeft(socket_id=peer_id, user_id=user_id)
    return [Delivery(left, peers(others, but=peer_id), context=EventContext(seat=seat))]
