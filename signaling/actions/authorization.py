"""The seat, the room and the person of a caller, and the seats that it may address.

The module reads presence and changes nothing. It makes no database queries.
"""

from accounts.identity import Person, parse_person_key
from accounts.text_cleaning import visible_line
from rooms.codes import normalize_code
from signaling.caller import Caller
from signaling.presence import Presence, Room, Seat
from signaling.refusals import NotInRoom, PeerNotFound, WrongRoom


def seat_of(caller: Caller, presence: Presence, room_id: str | None = None) -> Seat:
    """Return the caller's seat; raise NotInRoom, or WrongRoom if `room_id` is another room."""
    seat = presence.seat_of(caller.peer_id)
    if seat is None:
        raise NotInRoom
    if room_id is not None and room_id != seat.room_id:
        room = presence.room(seat.room_id)
        if room is None or not names_room(room_id, room.code):
            raise WrongRoom
    return seat


def seat_and_room(
    caller: Caller, presence: Presence, room_id: str | None = None
) -> tuple[Seat, Room]:
    """Return the caller's seat with its room; raise NotInRoom or WrongRoom."""
    seat = seat_of(caller, presence, room_id)
    room = presence.room(seat.room_id)
    if room is None:
        raise NotInRoom
    return seat, room


def other_seat(seat: Seat, peer_id: str, presence: Presence) -> Seat:
    """Return the seat of another peer in the same room; raise PeerNotFound."""
    target = presence.seat_of(peer_id)
    if target is None or target.room_id != seat.room_id or target.id == seat.id:
        raise PeerNotFound
    return target


def names_room(name: str, room_code: str) -> bool:
    """Tell whether a client's name for a room means the room with this code or name."""
    return room_code in (visible_line(name), normalize_code(name))


def person_of(seat: Seat) -> Person:
    """Return the person of a seat, with the name that the person has in the meeting."""
    return Person(*parse_person_key(seat.owner), seat.display_name, seat.avatar_color)
