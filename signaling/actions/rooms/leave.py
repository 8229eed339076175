"""The events that follow when a seat is given up.

The module knows a seat that presence has removed; it does not know why the seat was removed.
"""

from signaling.actions.participant_events import departure_events
from signaling.actions.waiting_room.events import host_presence_events, turned_away_events
from signaling.outcomes import CloseAttendance, Forget, Outcome
from signaling.presence import Presence, Released, Seat


def release_events(gone: Released, presence: Presence) -> list[Outcome]:
    """Tell the others in the room that a seat is gone, and close its attendance.

    The knockers whose knocks ended with the seat are told that the meeting has ended.
    """
    seat = gone.seat
    outcomes = [*turned_away_events(gone.turned_away), CloseAttendance(seat)]
    if seat.peer_id is not None:
        outcomes += departure_events(seat, seat.peer_id, presence.seats(seat.room_id))
    if seat.is_lost and seat.peer_id is not None:
        outcomes.append(Forget(seat.peer_id))
    return [*outcomes, *host_change_events(seat, presence)]


def host_change_events(seat: Seat, presence: Presence) -> list[Outcome]:
    """Tell the knockers whether a host is present, if the seat's role is host or co-host."""
    return host_presence_events(seat.room_id, presence) if seat.may_host else []
