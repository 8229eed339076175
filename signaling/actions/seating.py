"""Where the caller and its target sit, and what the caller's role allows."""

from rooms.refusals import NotAuthorized
from signaling.caller import Caller
from signaling.presence import Presence, Room, Seat
from signaling.refusals import NotInRoom, PeerNotFound, WrongRoom


async def seat_of(caller: Caller, presence: Presence, room_id: str | None = None) -> Seat:
    """Return the caller's seat; raise NotInRoom, or WrongRoom where it names another room."""
    seat = await presence.seat_of(caller.peer_id)
    if seat is None:
        raise NotInRoom
    if room_id is not None and room_id != seat.room_id:
        room = await presence.room(seat.room_id)
        if room is None or room_id != room.code:
            raise WrongRoom
    return seat


async def seat_and_room(
    caller: Caller, presence: Presence, room_id: str | None = None
) -> tuple[Seat, Room]:
    """Return the caller's seat with its room; raise NotInRoom or WrongRoom."""
    seat = await seat_of(caller, presence, room_id)
    room = await presence.room(seat.room_id)
    if room is None:
        raise NotInRoom
    return seat, room


async def hosting_seat(
    caller: Caller, presence: Presence, room_id: str | None
) -> tuple[Seat, Room]:
    """Return seat and room of a host or co-host; raise NotAuthorized for anybody else."""
    seat, room = await seat_and_room(caller, presence, room_id)
    if not seat.may_host:
        raise NotAuthorized
    return seat, room


async def neighbour(seat: Seat, peer_id: str, presence: Presence) -> Seat:
    """Return the seat of another peer in the same room; raise PeerNotFound."""
    target = await presence.seat_of(peer_id)
    if target is None or target.room_id != seat.room_id or target.id == seat.id:
        raise PeerNotFound
    return target


async def subject(host: Seat, peer_id: str, presence: Presence) -> Seat:
    """Return the seat that a host acts on; a co-host can't act on the owner."""
    target = await neighbour(host, peer_id, presence)
    if target.role == "host" and host.role != "host":
        raise NotAuthorized
    return target
