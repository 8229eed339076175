"""A person's current relation to a room, for requests that do not come over a socket.

One query reads it from the rows for each request. A person without a relation to the room gets the
same answer as for a room that does not exist.
"""

import uuid
from dataclasses import dataclass

from accounts.identity import Person
from rooms.access import Role, role_in, rooms_with_facts
from rooms.models import Membership, Room
from rooms.queries import rooms_with_start
from rooms.refusals import RoomNotFound


@dataclass(frozen=True, slots=True)
class Relation:
    """A participant always has a seat. The host and co-hosts may have none."""

    room: Room
    role: Role
    seat_id: uuid.UUID | None
    """The seat that the person has in the meeting now, if any."""

    @property
    def may_host(self) -> bool:
        return self.role != "participant"


def relation_of(room_id: uuid.UUID, person: Person) -> Relation:
    """Return the room with host and settings, and the person's relation to it.

    Raises RoomNotFound for everyone except its host, its co-hosts, and people with a seat in its
    meeting.
    """
    room = rooms_with_facts(person, rooms_with_start()).filter(pk=room_id).first()
    if room is None:
        raise RoomNotFound
    role = role_in(room, person)
    is_cohost_for_good = room.membership == Membership.Role.COHOST
    if role != "host" and (room.is_blocked or not (is_cohost_for_good or room.seat_id)):
        raise RoomNotFound
    return Relation(room, role, room.seat_id)
