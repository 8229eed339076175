"""What is told when a seat is given up."""

from signaling.actions.telling import (
    told_of_departure,
    told_of_host_presence,
    told_of_turning_away,
)
from signaling.outcomes import CloseAttendance, Forget, Outcome
from signaling.presence import GivenUp, Presence, Seat


def told_of_giving_up(gone: GivenUp, presence: Presence) -> list[Outcome]:
    """Tell the others that a seat is gone, and whose knocks ended with it; close its attendance."""
    seat = gone.seat
    told = [*told_of_turning_away(gone.turned_away), CloseAttendance(seat)]
    if seat.peer_id is not None:
        told += told_of_departure(seat, seat.peer_id, presence.seats(seat.room_id))
    if seat.is_lost and seat.peer_id is not None:
        told.append(Forget(seat.peer_id))
    return [*told, *told_of_host_change(seat, presence)]


def told_of_host_change(seat: Seat, presence: Presence) -> list[Outcome]:
    """Tell those who wait whether a host is there, where this seat may have changed that."""
    return told_of_host_presence(seat.room_id, presence) if seat.may_host else []
