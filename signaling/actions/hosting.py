"""The permissions of hosts and co-hosts, and the people that they act on.

The module reads presence and changes nothing. It makes no database queries.
"""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal

from rooms.actions import Target
from rooms.audit import Actor, AuditContext
from rooms.refusals import KnockerNotFound, NotAuthorized, NotInSession, Unavailable
from signaling.actions.authorization import person_of, seat_and_room
from signaling.caller import Authority, Caller
from signaling.presence import Knock, Presence, Room, Seat
from signaling.refusals import PeerNotFound


@dataclass(frozen=True, slots=True)
class Host:
    """A person with the role of host or co-host in a room, with or without a seat in it.

    `room` is the room as it was when the role was checked.
    """

    role: Literal["host", "cohost"]
    actor: Actor
    room: Room
    seat: Seat | None = None

    @property
    def audit_context(self) -> AuditContext:
        return AuditContext(uuid.UUID(self.room.id), self.room.code, self.actor)


@asynccontextmanager
async def host_decision(
    caller: Caller, presence: Presence, room_id: str | None
) -> AsyncIterator[Host]:
    """Hold the room's decision lock while the caller acts as host; raise NotAuthorized.

    The role is checked again inside the lock, because another decision may have changed it.
    """
    first = host_of(caller, presence, room_id)
    async with presence.rooms.decisions(first.room.id):
        yield host_of(caller, presence, room_id)


def host_of(caller: Caller, presence: Presence, room_id: str | None) -> Host:
    """Return the caller as a host or co-host; raise NotAuthorized if it is neither.

    Also raises NotInRoom, WrongRoom or NotInSession.
    """
    if caller.authority is not None:
        return _host_without_seat(caller, caller.authority, presence)
    seat, room = seat_and_room(caller, presence, room_id)
    if seat.role == "participant":
        raise NotAuthorized
    return Host(seat.role, Actor(seat.user_id, seat.display_name), room, seat)


def _host_without_seat(caller: Caller, authority: Authority, presence: Presence) -> Host:
    """Return a caller without a seat, with its role from the rows; raise NotAuthorized.

    If the caller's person acts as host by presence, the role is host. Only presence knows this.
    Raises NotInSession, or Unavailable while another process has the room, or this one is about to
    take it up.
    """
    room = presence.room(authority.room_id)
    if room is None:
        if presence.admission.may_open(authority.room_id):
            raise NotInSession
        raise Unavailable
    seats = presence.all_seats(room.id)
    is_acting = any(seat.is_acting_host and seat.owner == caller.person.key for seat in seats)
    role = "host" if is_acting else authority.role
    if role == "participant":
        raise NotAuthorized
    return Host(role, authority.actor, room)


def check_is_host(host: Host) -> None:
    """Raise NotAuthorized unless the role is host; a co-host is refused too."""
    if host.role != "host":
        raise NotAuthorized


def target_seat(host: Host, target_id: str, presence: Presence) -> Seat:
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


def target_knock(host: Host, target_id: str, presence: Presence) -> Knock:
    """Return the knock, by peer or knock id, that a host acts on; raise KnockerNotFound."""
    knock = find_knock(host, target_id, presence)
    if knock is None:
        raise KnockerNotFound
    return knock


def find_knock(host: Host, target_id: str, presence: Presence) -> Knock | None:
    knocks = presence.knocks(host.room.id)
    return next((knock for knock in knocks if target_id in (knock.id, knock.peer_id)), None)


def audit_target(seat: Seat) -> Target:
    """Return the person on a seat, or the person who waits for it, for an audit entry."""
    return Target(uuid.UUID(seat.id), seat.display_name, person_of(seat))
