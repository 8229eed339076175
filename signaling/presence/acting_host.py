"""The person who acts for a room's absent host."""

from msgspec.structs import replace

from signaling.presence.records import Seat
from signaling.presence.room_state import RoomState


def appoint(state: RoomState) -> Seat | None:
    """Make a person act for the host; return None if one already does, or no one may."""
    seat = _successor(state)
    if seat is None or state.acting_host is not None:
        return None
    state.acting_host = seat.id, seat.role
    return state.put_seat(replace(seat, role="host", is_acting_host=True))


def stand_down(state: RoomState) -> Seat | None:
    """Give the acting host its own role back; return the seat, or None if there is none."""
    if state.acting_host is None:
        return None
    seat_id, role = state.acting_host
    state.acting_host = None
    return state.put_seat(replace(state.seats[seat_id], role=role, is_acting_host=False))


def _successor(state: RoomState) -> Seat | None:
    """Return the seat of the earliest co-host, or else of the earliest person with an account.

    Only seats with a connected peer count.
    """
    present = [seat for seat in state.seats.values() if seat.peer_id and not seat.is_lost]
    cohosts = [seat for seat in present if seat.role == "cohost"]
    accounts = [seat for seat in present if seat.user_id is not None]
    return next(iter([*cohosts, *accounts]), None)
