"""The seats of a caller and its target, and the permissions of the caller's role.

The module reads presence and changes nothing. It makes no database queries.
"""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal

from accounts.identity import Person, parse_person_key
from accounts.text_cleaning import visible_line
from rooms.actions import Target
from rooms.audit import Actor, AuditContext
from rooms.codes import normalize_code
from rooms.refusals import NotAuthorized, NotInSession
from signaling.caller import Authority, Caller
from signaling.presence import Presence, Room, Seat
from signaling.refusals import NotInRoom, PeerNotFound, WrongRoom


@dataclass(frozen=True, slots=True)
class Host:
    """A person with the role of host or co-host in a room, with or without a seat in it."""

    role: Literal["host", "cohost"]
    actor: Actor
    room: Room
    seat: Seat | None = None

    @property
    def audit_context(self) -> AuditContext:
        return AuditContext(uuid.UUID(self.room.id), self.room.code, self.actor)


def seat_of(caller: Caller, presence: Presence, room_id: str | None = None) -> Seat:
    """Return the caller's seat; raise NotInRoom, or WrongRoom if `room_id` is another room."""
    seat = presence.seat_of(caller.peer_id)
    if seat is None:
        raise NotInRoom
    if room_id is not None and room_id != seat.room_id:
        room = presence.room(seat.room_id)
        if room is None or not is_called(room_id, room.code):
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


def hosting(caller: Caller, presence: Presence, room_id: str | None) -> Host:
    """Return the caller as a host or co-host; raise NotAuthorized if it is neither.

    Also raises NotInRoom, WrongRoom or NotInSession.
    """
    if caller.authority is not None:
        return _hosting_from_outside(caller, caller.authority, presence)
    seat, room = seat_and_room(caller, presence, room_id)
    if seat.role == "participant":
        raise NotAuthorized
    return Host(seat.role, Actor(seat.user_id, seat.display_name), room, seat)


@asynccontextmanager
async def host_in_turn(
    caller: Caller, presence: Presence, room_id: str | None
) -> AsyncIterator[Host]:
    """Hold the room's decision lock while the caller acts as host; raise NotAuthorized.

    The role is checked again inside the lock, because another decision may have changed it.
    """
    first = hosting(caller, presence, room_id)
    async with presence.rooms.decisions(first.room.id):
        yield hosting(caller, presence, room_id)


def _hosting_from_outside(caller: Caller, authority: Authority, presence: Presence) -> Host:
    """Return a caller without a seat, with its role from the rows; raise NotAuthorized.

    If the caller's person acts as host by presence, the role is host. Only presence knows this.
    """
    room = presence.room(authority.room_id)
    if room is None:
        raise NotInSession
    seats = presence.all_seats(room.id)
    is_acting = any(seat.is_acting_host and seat.owner == caller.person.key for seat in seats)
    role = "host" if is_acting else authority.role
    if role == "participant":
        raise NotAuthorized
    return Host(role, authority.actor, room)


def check_owning(host: Host) -> None:
    """Raise NotAuthorized unless the role is host; a co-host is refused too."""
    if host.role != "host":
        raise NotAuthorized


def neighbour(seat: Seat, peer_id: str, presence: Presence) -> Seat:
    """Return the seat of another peer in the same room; raise PeerNotFound."""
    target = presence.seat_of(peer_id)
    if target is None or target.room_id != seat.room_id or target.id == seat.id:
        raise PeerNotFound
    return target


def subject(host: Host, target_id: str, presence: Presence) -> Seat:
    """Return the seat, by peer or seat id, that a host acts on; raise PeerNotFound.

    Raises NotAuthorized for the owner as the target, and for a co-host that acts on an acting host.
    A host cannot act on itself; then PeerNotFound is raised.
    """
    target = presence.seat_of(target_id)
    if target is None or target.room_id != host.room.id:
        seats = presence.all_seats(host.room.id)
        target = next((seat for seat in seats if seat.id == target_id), None)
    if target is None or (host.seat is not None and target.id == host.seat.id):
        raise PeerNotFound
    if target.role == "host" and (target.is_owner or host.role != "host"):
        raise NotAuthorized
    return target


def target_of(seat: Seat) -> Target:
    return Target(uuid.UUID(seat.id), seat.display_name, person_of(seat))


def person_of(seat: Seat) -> Person:
    return Person(*parse_person_key(seat.owner), seat.display_name, seat.avatar_color)


def is_called(name: str, room_code: str) -> bool:
    """Tell whether a client's name for a room means the room with this code or name."""
    return room_code in (visible_line(name), normalize_code(name))
