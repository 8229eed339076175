"""A seat is released: its person leaves, is removed, or did not come back in time."""

from signaling.actions.authorization import seat_of
from signaling.actions.participant_events import left_events
from signaling.actions.spotlight_events import spotlight_events
from signaling.actions.waiting_room.events import host_change_events, knocks_ended_events
from signaling.caller import Caller
from signaling.outcomes import CloseAttendance, Forget, Outcome, WaitingListChanged
from signaling.presence import Knock, Presence, Released, Seat
from signaling.protocol.commands import Leave


def leave(caller: Caller, command: Leave, presence: Presence) -> list[Outcome]:
    """Release the caller's seat at once; the connection stays and may join again."""
    return release_seat(seat_of(caller, presence, command.room_id), presence)


def release_place(peer_id: str, presence: Presence) -> list[Outcome]:
    """Release a peer's seat or the seat that expects it, or withdraw its knock."""
    withdrawn = presence.waiting_rooms.withdraw(peer_id)
    if isinstance(withdrawn, Knock):
        return [WaitingListChanged(withdrawn.seat.room_id)]
    seat = withdrawn or presence.seat_of(peer_id)
    return [] if seat is None else release_seat(seat, presence)


def release_seat(seat: Seat, presence: Presence) -> list[Outcome]:
    """Release a seat and tell the others; close its attendance after that."""
    released = presence.release(seat.id)
    return [] if released is None else release_events(released, presence)


def release_events(released: Released, presence: Presence) -> list[Outcome]:
    """Tell the others in the room that a seat was released, and close its attendance.

    The knockers whose knocks ended with the seat are told that the meeting has ended.
    """
    seat = released.seat
    outcomes = [*knocks_ended_events(released.ended_knocks), CloseAttendance(seat)]
    if seat.peer_id is not None:
        outcomes += left_events(seat, seat.peer_id, presence.seats(seat.room_id))
    if released.was_in_spotlight:
        outcomes += spotlight_events(seat.room_id, presence)
    if seat.is_lost and seat.peer_id is not None:
        outcomes.append(Forget(seat.peer_id))
    return [*outcomes, *host_change_events(seat, presence)]
