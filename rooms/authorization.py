"""Authorization of requests about a room that do not come over a socket.

The rows are read for each request. A person without a relation to the room gets the same answer as
for a room that does not exist.
"""

import uuid

from accounts.identity import Person
from rooms.access import RoomAccess, read_access
from rooms.models import Membership
from rooms.queries import rooms_with_start
from rooms.refusals import RoomNotFound


def authorize(room_id: uuid.UUID, person: Person) -> RoomAccess:
    """Return the person's access to the room with this id.

    A participant always has a seat. The host and co-hosts may have none. Raises RoomNotFound for
    everyone except the room's host, its co-hosts, and people with a seat in its meeting.
    """
    access = read_access(rooms_with_start().filter(pk=room_id), person)
    if access is None:
        raise RoomNotFound
    if access.role == "host":
        return access
    is_cohost_of_room = access.member_role == Membership.Role.COHOST
    if access.is_blocked or not (is_cohost_of_room or access.seat_id):
        raise RoomNotFound
    return access
