"""The events about people who join, leave, wait or change their role, and their receivers.

Peers that know seats are told that a peer is reconnecting and resumes. The other peers are told
that it leaves and joins instead. The module reads presence and does not change it.
"""

from collections.abc import Iterable, Sequence

from msgspec import UNSET

from signaling.actions.authorization import person_of
from signaling.actions.event_fields import participant, waiting
from signaling.outcomes import Delivery, News, Outcome, peers
from signaling.presence import Knock, Presence, Room, Sat, Seat
from signaling.protocol.event_context import Scene
from signaling.protocol.events import (
    KnockEnded,
    KnockPlaced,
    Moved,
    PeerJoined,
    PeerLeft,
    PeerReconnecting,
    PeerResumed,
    PeerUpdated,
    ScreenShareStopped,
    TypingChanged,
    WaitingChanged,
)


def told_of_arrival(sat: Sat, others: Sequence[Seat]) -> list[Outcome]:
    """Tell the others that a peer sat down, and tell the seat's previous peer that it was moved.

    A client that doesn't know seats makes new connections to everybody in any case.
    """
    seat, before = sat.seat, sat.before
    previous = before.peer_id
    told: list[Outcome] = []
    if previous is not None and previous != seat.peer_id:
        told.append(Delivery(Moved(), [previous], then_close=True))
    if previous is None:
        return [*told, *told_of_joining(seat, others)]
    knowing = [other for other in others if other.knows_seats and seat.knows_seats]
    unknowing = [other for other in others if other not in knowing]
    return [
        *told,
        *told_of_resuming(seat, before, knowing),
        *told_of_departure(before, previous, unknowing),
        *told_of_joining(seat, unknowing),
    ]


def told_of_reconnecting(seat: Seat, others: Sequence[Seat]) -> list[Outcome]:
    if seat.peer_id is None:
        return []
    reconnecting = PeerReconnecting(participant_id=seat.id, socket_id=seat.peer_id)
    return [Delivery(reconnecting, peers(_knowing(others), but=seat.peer_id))]


def told_of_departure(seat: Seat, peer_id: str, others: Sequence[Seat]) -> list[Outcome]:
    """Tell the others that a peer has left this seat, unless they were told so before."""
    if seat.is_departed:
        others = _knowing(others)
    return [*told_of_typing_end(seat, peer_id, others), *_left(seat, peer_id, others)]


def told_of_disappearance(seat: Seat, others: Sequence[Seat]) -> list[Outcome]:
    """Tell the peers that don't know seats that a lost peer is gone."""
    if seat.peer_id is None:
        return []
    return _left(seat, seat.peer_id, [other for other in others if not other.knows_seats])


def told_of_typing_end(seat: Seat, peer_id: str, others: Sequence[Seat]) -> list[Outcome]:
    if not seat.is_typing:
        return []
    ended = TypingChanged(socket_id=peer_id, display_name=seat.display_name, is_typing=False)
    return [Delivery(ended, peers(others, but=peer_id))]


def told_of_role(seat: Seat, everyone: Iterable[Seat]) -> list[Outcome]:
    """Tell everybody, including the person, the current role of a seat."""
    updated = PeerUpdated(
        participant_id=seat.id,
        socket_id=seat.peer_id or "",
        role=seat.role,
        is_host=seat.role == "host",
    )
    return [Delivery(updated, peers(everyone))]


def told_of_new_role(seat: Seat, presence: Presence) -> list[Outcome]:
    """Tell everybody in the room about a seat's new role.

    A new host or co-host is told at once who waits in the waiting room. The knockers are told
    whether a host is present.
    """
    return [
        *told_of_role(seat, presence.seats(seat.room_id)),
        *_told_who_waits([seat] if seat.may_host else [], seat.room_id, presence),
        *told_of_host_presence(seat.room_id, presence),
    ]


def told_of_waiting(room_id: str, presence: Presence) -> list[Outcome]:
    """Tell every host and co-host the complete list of knocks.

    Updates about one room are coalesced, because many people may knock at once.
    """

    def told() -> list[Outcome]:
        hosts = [seat for seat in presence.seats(room_id) if seat.may_host]
        return _told_who_waits(hosts, room_id, presence)

    return [News(f"who waits for {room_id}", told)]


def told_of_turning_away(knocks: Iterable[Knock]) -> list[Outcome]:
    """Tell every knocker that the meeting has ended."""
    return [
        Delivery(KnockEnded(status="ended"), [knock.peer_id], scene=Scene(seat=knock.seat))
        for knock in knocks
    ]


def told_of_host_presence(room_id: str, presence: Presence) -> list[Outcome]:
    """Tell every knocker whether a host or co-host is present."""
    room = presence.room(room_id)
    if room is None:
        return []
    is_present = is_host_present(room_id, presence)
    return [
        Delivery(knock_placed(knock, room, host_present=is_present), [knock.peer_id])
        for knock in presence.waiting(room_id)
    ]


def is_host_present(room_id: str, presence: Presence) -> bool:
    seats = presence.seats(room_id)
    return any(seat.may_host and not seat.is_lost for seat in seats)


def knock_placed(knock: Knock, room: Room, *, host_present: bool) -> KnockPlaced:
    person = person_of(knock.seat)
    return KnockPlaced(
        participant_id=knock.id,
        participant_token=person.token or UNSET,
        room_name=room.name,
        host_name=room.host_name,
        host_present=host_present,
    )


def told_of_joining(seat: Seat, others: Iterable[Seat]) -> list[Outcome]:
    to = peers(others, but=seat.peer_id)
    return [Delivery(PeerJoined(participant=participant(seat)), to, scene=Scene(seat=seat))]


def told_of_resuming(seat: Seat, before: Seat, knowing: Sequence[Seat]) -> list[Outcome]:
    to = peers(knowing, but=seat.peer_id)
    old, new = before.peer_id or "", seat.peer_id or ""
    told = told_of_typing_end(before, old, knowing)
    if before.is_screen_sharing and not seat.is_screen_sharing:
        told.append(Delivery(ScreenShareStopped(socket_id=old), to, scene=Scene(seat=seat)))
    resumed = PeerResumed(participant_id=seat.id, old_socket_id=old, socket_id=new)
    return [*told, Delivery(resumed, to)]


def _told_who_waits(hosts: Sequence[Seat], room_id: str, presence: Presence) -> list[Outcome]:
    if not hosts:
        return []
    knocks = presence.waiting(room_id)
    return [Delivery(WaitingChanged(waiting=[waiting(knock) for knock in knocks]), peers(hosts))]


def _knowing(seats: Sequence[Seat]) -> Sequence[Seat]:
    return [seat for seat in seats if seat.knows_seats]


def _left(seat: Seat, peer_id: str, others: Iterable[Seat]) -> list[Outcome]:
    user_id = UNSET if seat.user_id is None else str(seat.user_id)
    left = PeerLeft(socket_id=peer_id, user_id=user_id)
    return [Delivery(left, peers(others, but=peer_id), scene=Scene(seat=seat))]
