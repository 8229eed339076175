"""The events that follow when a seat is given up.

The module knows a seat that presence has removed; it does not know why the seat was removed.
"""

from signaling.actions.participant_events import (
    told_of_departure,
    told_of_host_presence,
    told_of_turning_away,
)
from signaling.outcomes import CloseAttendance, Forget, Outcome
from signaling.presence import GivenUp, Presence, Seat


def told_of_giving_up(gone: GivenUp, presence: Presence) -> list[Outcome]:
    """Tell the others in the room that a seat is gone, and close its attendance.

    The knockers whose knocks ended with the seat are told that the meeting has ended.
    """
    seat = gone.seat
    told = [*told_of_turning_away(gone.turned_away), CloseAttendance(seat)]
    if seat.peer_id is not None:
        told += told_of_departure(seat, seat.peer_id, presence.seats(seat.room_id))
    if seat.is_lost and seat.peer_id is not None:
        told.append(Forget(seat.peer_id))
    return [*told, *told_of_host_change(seat, presence)]


def told_of_host_change(seat: Seat, presence: Presence) -> list[Outcome]:
    """Tell the knockers whether a host is present, if the seat's role is host or co-host."""
    return told_of_host_presence(seat.room_id, presence) if seat.may_host else []
