"""A peer's transport is lost, or its connection ends.

The module knows presence and the hold times of seats; it does not know sockets.
"""

from django.conf import settings

from signaling.actions.participant_events import left_events
from signaling.actions.rooms.leave import release_place, release_seat
from signaling.actions.typing_indicator import typing_end_events
from signaling.actions.waiting_room.events import host_change_events
from signaling.caller import Caller
from signaling.outcomes import Forget, Outcome, WaitingListChanged
from signaling.presence import Knock, Presence, Seat
from signaling.protocol.connection_changes import ConnectionEnded, TransportLost

# The clients of a worker that died are back within this time, unlike those that lost their network.
_BACK_AT_ANOTHER_WORKER_SECONDS = 15


def lose_seat(caller: Caller, change: TransportLost, presence: Presence) -> list[Outcome]:
    """Keep the place of a caller whose transport is lost, until the caller is back.

    The others are told later, when a deadline passes. If the page went away, only a new page can
    come back.
    """
    return _lose(caller, change, presence)


def _lose(
    caller: Caller,
    change: TransportLost,
    presence: Presence,
    departed_seconds: float | None = None,
) -> list[Outcome]:
    seat = presence.seat_of(caller.peer_id)
    if seat is not None and seat.is_ad_hoc and change.went_away:
        # An ad-hoc room can't recognise the same person on a new page.
        return [*release_seat(seat, presence), Forget(caller.peer_id)]
    hold_seconds = 0.0 if seat is None else _hold_seconds(seat, is_reload=change.went_away)
    lost = presence.lose(caller.peer_id, hold_seconds, departed_seconds)
    if isinstance(lost, Knock):
        return [WaitingListChanged(lost.seat.room_id)]
    if lost is None:
        return []
    outcomes = typing_end_events(lost, caller.peer_id, presence.seats(lost.room_id))
    return [*outcomes, *host_change_events(lost, presence)]


def end_connection(caller: Caller, change: ConnectionEnded, presence: Presence) -> list[Outcome]:
    """Take a caller whose connection has ended off its seat, and hold the seat for its return.

    The seat of a client that misbehaved is not held; otherwise such clients could fill a room.
    """
    if change.how == "misbehaved":
        return release_place(caller.peer_id, presence)
    if change.how == "edge died":
        return _lose(caller, TransportLost(), presence, _BACK_AT_ANOTHER_WORKER_SECONDS)
    if change.how == "lost" or presence.knock_of(caller.peer_id) is not None:
        return lose_seat(caller, TransportLost(), presence)
    seat = presence.seat_of(caller.peer_id)
    if seat is not None and seat.is_ad_hoc:
        # An ad-hoc room can't recognise the same person on a new connection.
        return release_seat(seat, presence)
    hold_seconds = 0.0 if seat is None else _hold_seconds(seat, is_reload=True)
    held = presence.hold(caller.peer_id, hold_seconds)
    if held is None:
        return []
    others = presence.seats(held.room_id)
    outcomes = left_events(held, caller.peer_id, others)
    return [*outcomes, *host_change_events(held, presence)]


def _hold_seconds(seat: Seat, *, is_reload: bool) -> float:
    if is_reload:
        return settings.RELOAD_HOLD_SECONDS
    return settings.HOST_HOLD_SECONDS if seat.may_host else settings.HOLD_SECONDS
