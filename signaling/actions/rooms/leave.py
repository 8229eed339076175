"""A peer leaves: by a command, by a lost transport, or at the end of its connection.

The module knows presence and the hold times of seats; it does not know sockets.
"""

from django.conf import settings

from signaling.actions.authorization import seat_of
from signaling.actions.participant_events import (
    told_of_departure,
    told_of_typing_end,
    told_of_waiting,
)
from signaling.actions.rooms.departures import told_of_giving_up, told_of_host_change
from signaling.actions.rooms.reconnect import rejoin_seconds_of, start_over, told_of_return
from signaling.caller import Caller, Ending
from signaling.dialects.registry import traits_of
from signaling.outcomes import Forget, Outcome
from signaling.presence import Knock, Presence, Seat
from signaling.protocol.commands import Leave


async def leave(caller: Caller, command: Leave, presence: Presence) -> list[Outcome]:
    """Give up the caller's seat at once; the socket stays connected and may join again."""
    return await leave_seat(seat_of(caller, presence, command.room_id), presence)


async def lose(caller: Caller, presence: Presence, *, went_away: bool) -> list[Outcome]:
    """Note that the caller's transport is lost; the caller may come back.

    The others are told later, by `lapse`. `went_away` means that the page was closed or loaded
    again; then only a new page can come back.
    """
    seat = presence.seat_of(caller.peer_id)
    if seat is not None and seat.is_ad_hoc and went_away:
        # An ad-hoc room can't recognise the same person on a new page.
        return [*await leave_seat(seat, presence), Forget(caller.peer_id)]
    hold_seconds = 0.0 if seat is None else _hold_seconds(seat, is_reload=went_away)
    lost = await presence.lose(caller.peer_id, hold_seconds)
    if isinstance(lost, Knock):
        return told_of_waiting(lost.seat.room_id, presence)
    if lost is None:
        return []
    told = told_of_typing_end(lost, caller.peer_id, presence.seats(lost.room_id))
    return [*told, *told_of_host_change(lost, presence)]


async def recover(caller: Caller, presence: Presence) -> list[Outcome]:
    """Note that the caller is back as the same peer, with the events that it missed."""
    lost = await presence.recover(caller.peer_id, rejoin_seconds_of(caller.protocol))
    if isinstance(lost, Knock):
        return told_of_waiting(lost.seat.room_id, presence)
    if lost is None:
        return []
    if traits_of(caller.protocol).starts_over:
        told = await start_over(lost, caller.peer_id, presence)
    else:
        told = await told_of_return(lost, presence)
    return [*told, *told_of_host_change(lost, presence)]


async def drop(caller: Caller, presence: Presence, *, how: Ending) -> list[Outcome]:
    """Take a caller whose connection has ended off its seat, and hold the seat for its return.

    The seat of a client that misbehaved is not held; otherwise such clients could fill a room.
    """
    if how == "misbehaved":
        return await leave_any_place(caller.peer_id, presence)
    if how == "lost" or presence.knock_of(caller.peer_id) is not None:
        return await lose(caller, presence, went_away=False)
    seat = presence.seat_of(caller.peer_id)
    if seat is not None and seat.is_ad_hoc:
        # An ad-hoc room can't recognise the same person on a new connection.
        return await leave_seat(seat, presence)
    hold_seconds = 0.0 if seat is None else _hold_seconds(seat, is_reload=True)
    dropped = await presence.drop(caller.peer_id, hold_seconds)
    if dropped is None:
        return []
    others = presence.seats(dropped.room_id)
    told = told_of_departure(dropped, caller.peer_id, others)
    return [*told, *told_of_host_change(dropped, presence)]


async def leave_seat(seat: Seat, presence: Presence) -> list[Outcome]:
    """Give up a seat and tell the others; close its attendance after that."""
    gone = await presence.give_up(seat.id)
    return [] if gone is None else told_of_giving_up(gone, presence)


async def leave_any_place(peer_id: str, presence: Presence) -> list[Outcome]:
    """Remove a peer from its room or waiting room, or from the room that it is about to enter."""
    withdrawn = await presence.withdraw(peer_id)
    if isinstance(withdrawn, Knock):
        return told_of_waiting(withdrawn.seat.room_id, presence)
    seat = withdrawn or presence.seat_of(peer_id)
    return [] if seat is None else await leave_seat(seat, presence)


def _hold_seconds(seat: Seat, *, is_reload: bool) -> float:
    if is_reload:
        return settings.RELOAD_HOLD_SECONDS
    return settings.HOST_HOLD_SECONDS if seat.may_host else settings.HOLD_SECONDS
