"""A peer leaves: by a command, by a lost transport, or at the end of its connection.

The module knows presence and the hold times of seats; it does not know sockets.
"""

from django.conf import settings

from signaling.actions.authorization import seat_of
from signaling.actions.participant_events import departure_events, typing_end_events
from signaling.actions.rooms.leave import host_change_events, release_events
from signaling.actions.rooms.recovery import rejoin_seconds_of, return_events, start_over
from signaling.caller import Caller
from signaling.dialects.registry import traits_of
from signaling.outcomes import Forget, Outcome, WaitingListChanged
from signaling.presence import Knock, Presence, Seat
from signaling.protocol.commands import Leave
from signaling.protocol.connection_changes import (
    ConnectionEnded,
    ConnectionRecovered,
    TransportLost,
)


def leave(caller: Caller, command: Leave, presence: Presence) -> list[Outcome]:
    """Give up the caller's seat at once; the socket stays connected and may join again."""
    return leave_seat(seat_of(caller, presence, command.room_id), presence)


def lose_seat(caller: Caller, change: TransportLost, presence: Presence) -> list[Outcome]:
    """Keep the place of a caller whose transport is lost, until the caller is back.

    The others are told later, when a deadline passes. If the page went away, only a new page can
    come back.
    """
    seat = presence.seat_of(caller.peer_id)
    if seat is not None and seat.is_ad_hoc and change.went_away:
        # An ad-hoc room can't recognise the same person on a new page.
        return [*leave_seat(seat, presence), Forget(caller.peer_id)]
    hold_seconds = 0.0 if seat is None else _hold_seconds(seat, is_reload=change.went_away)
    lost = presence.lose(caller.peer_id, hold_seconds)
    if isinstance(lost, Knock):
        return [WaitingListChanged(lost.seat.room_id)]
    if lost is None:
        return []
    outcomes = typing_end_events(lost, caller.peer_id, presence.seats(lost.room_id))
    return [*outcomes, *host_change_events(lost, presence)]


def recover_seat(caller: Caller, _change: ConnectionRecovered, presence: Presence) -> list[Outcome]:
    """Note that the caller is back as the same peer, with the events that it missed."""
    lost = presence.recover(caller.peer_id, rejoin_seconds_of(caller.protocol))
    if isinstance(lost, Knock):
        return [WaitingListChanged(lost.seat.room_id)]
    if lost is None:
        return []
    if traits_of(caller.protocol).starts_over:
        outcomes = start_over(lost, caller.peer_id, presence)
    else:
        outcomes = return_events(lost, presence)
    return [*outcomes, *host_change_events(lost, presence)]


def end_connection(caller: Caller, change: ConnectionEnded, presence: Presence) -> list[Outcome]:
    """Take a caller whose connection has ended off its seat, and hold the seat for its return.

    The seat of a client that misbehaved is not held; otherwise such clients could fill a room.
    """
    if change.how == "misbehaved":
        return leave_any_place(caller.peer_id, presence)
    if change.how == "lost" or presence.knock_of(caller.peer_id) is not None:
        return lose_seat(caller, TransportLost(), presence)
    seat = presence.seat_of(caller.peer_id)
    if seat is not None and seat.is_ad_hoc:
        # An ad-hoc room can't recognise the same person on a new connection.
        return leave_seat(seat, presence)
    hold_seconds = 0.0 if seat is None else _hold_seconds(seat, is_reload=True)
    held = presence.hold(caller.peer_id, hold_seconds)
    if held is None:
        return []
    others = presence.seats(held.room_id)
    outcomes = departure_events(held, caller.peer_id, others)
    return [*outcomes, *host_change_events(held, presence)]


def leave_seat(seat: Seat, presence: Presence) -> list[Outcome]:
    """Give up a seat and tell the others; close its attendance after that."""
    gone = presence.release(seat.id)
    return [] if gone is None else release_events(gone, presence)


def leave_any_place(peer_id: str, presence: Presence) -> list[Outcome]:
    """Remove a peer from its room or waiting room, or from the room that it is about to enter."""
    withdrawn = presence.waiting_rooms.withdraw(peer_id)
    if isinstance(withdrawn, Knock):
        return [WaitingListChanged(withdrawn.seat.room_id)]
    seat = withdrawn or presence.seat_of(peer_id)
    return [] if seat is None else leave_seat(seat, presence)


def _hold_seconds(seat: Seat, *, is_reload: bool) -> float:
    if is_reload:
        return settings.RELOAD_HOLD_SECONDS
    return settings.HOST_HOLD_SECONDS if seat.may_host else settings.HOLD_SECONDS
