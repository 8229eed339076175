"""A peer is back after it lost its transport.

The module knows which clients were told about the loss; they are told about the return. It does not
detect a loss or a return.
"""

from collections.abc import Sequence

from signaling.actions.offer_requests import offer_request_events, ready_seconds_of
from signaling.actions.participant_events import joined_events, left_events, resumed_events
from signaling.actions.role_events import stood_down_events
from signaling.actions.waiting_room.events import host_change_events
from signaling.caller import Caller
from signaling.dialects.registry import traits_of
from signaling.outcomes import Outcome, WaitingListChanged
from signaling.presence import Knock, Presence, Seat
from signaling.protocol.connection_changes import ConnectionRecovered

# Some clients join again by themselves when they are back, with their first message. If the server
# let them offer for two joins, the second offer would look like a change of the first connection.
_REJOIN_SECONDS = 1
# A client that starts over has no event listeners until its page is drawn again.
_DRAWING_SECONDS = 1


def recover_seat(caller: Caller, _change: ConnectionRecovered, presence: Presence) -> list[Outcome]:
    """Note that the caller is back as the same peer, with the events that it missed."""
    seat = presence.seat_of(caller.peer_id)
    acting = None if seat is None else presence.hosts.acting(seat.room_id)
    lost = presence.recover(caller.peer_id, _rejoin_seconds_of(caller.protocol))
    if isinstance(lost, Knock):
        return [WaitingListChanged(lost.seat.room_id)]
    if lost is None:
        return []
    return [*_back_events(lost, caller, presence), *_stood_down_events(acting, presence)]


def _back_events(lost: Seat, caller: Caller, presence: Presence) -> list[Outcome]:
    if traits_of(caller.protocol).forgets_peers_on_reconnect:
        outcomes = _start_over(lost, caller.peer_id, presence)
    else:
        outcomes = _return_events(lost, presence)
    return [*outcomes, *host_change_events(lost, presence)]


def _stood_down_events(acting: Seat | None, presence: Presence) -> list[Outcome]:
    """Tell everybody that a person no longer acts for the host, because the host is back."""
    now = None if acting is None else presence.seat(acting.id)
    if now is None or now.is_acting_host:
        return []
    return stood_down_events(now, presence)


def _rejoin_seconds_of(protocol: str) -> float:
    """Return the seconds in which a recovered peer may join again before it is asked to offer."""
    return _REJOIN_SECONDS if traits_of(protocol).offers == "on joining" else 0


def _start_over(lost: Seat, peer_id: str, presence: Presence) -> list[Outcome]:
    """Tell the others that a peer left and joined; start its connections again when it is ready.

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
        *left_events(lost, peer_id, others),
        *joined_events(sat.seat, others),
        *offer_request_events(sat.seat, others, presence),
    ]


def _return_events(lost: Seat, presence: Presence) -> list[Outcome]:
    """Tell the clients that were told about a loss that the same peer is back.

    Clients that do not know seats were told that the peer left. If it may join again by itself,
    they are told when it does, or by `renew_offers`. Otherwise they would be told twice that it
    joined.
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
        outcomes += joined_events(now, unknowing)
        if lost.transport.is_unreachable:
            outcomes += _reconnection_events(now, unknowing, presence)
    return outcomes


def _reconnection_events(back: Seat, others: Sequence[Seat], presence: Presence) -> list[Outcome]:
    """Make new connections between the peer and the clients that closed their connections to it.

    This is done only between peers that offer when asked. Such a peer does not know that the others
    closed their connections, and would take a new offer for a change of an old connection.
    """
    asked = [other for other in others if traits_of(other.protocol).offers == "when asked"]
    if traits_of(back.protocol).offers != "when asked" or back.peer_id is None:
        return []
    outcomes: list[Outcome] = []
    for other in asked:
        outcomes += left_events(other, other.peer_id or "", [back])
        outcomes += joined_events(other, [back])
    return [*outcomes, *offer_request_events(back, asked, presence)]
