"""The rules for entering a room, in their order.

This module reads the rows once per request. Presence knows whether it still holds a seat of the
person and whether the room is full, and calls this module for the other rules.
"""

from accounts.identity import Person
from rooms.access import AdmissionStatus, Role, RoomAccess, read_access_by_code
from rooms.models import Room
from rooms.refusals import (
    Blocked,
    EntryRefused,
    NotInvited,
    RoomEnded,
    RoomLocked,
    RoomNotFound,
)


def find_room(code: str, person: Person) -> RoomAccess:
    """Return the person's access to the room with this code; raise RoomNotFound.

    A room that does not admit guests does not exist for a guest without a seat or role in it,
    whether or not the room has ended.
    """
    access = read_access_by_code(code, person)
    if access is None or _is_hidden(access):
        raise RoomNotFound
    return access


def check_entry(access: RoomAccess) -> None:
    """Apply the rules 1 and 2, which also concern people with a seat.

    Raises RoomEnded or Blocked.
    """
    if access.room.has_ended:
        raise RoomEnded
    if access.is_blocked:
        raise Blocked


def newcomer_refusal(access: RoomAccess) -> EntryRefused | None:
    """Apply the rules 4 and 5: return the reason why the person may not take a new seat, or None.

    A person whose seat presence still holds may return to it regardless.
    """
    room = access.room
    if access.may_host:
        return None
    if room.access != Room.Access.ANYONE and access.person.user_id is None:
        return RoomNotFound()
    if room.access == Room.Access.INVITED and not access.member_role:
        return NotInvited()
    if room.is_locked:
        return RoomLocked()
    return None


def check_invited(access: RoomAccess) -> None:
    """Raise NotInvited for a person without a seat if the room is for invited people only."""
    refusal = newcomer_refusal(access)
    if isinstance(refusal, NotInvited) and access.seat_id is None:
        raise refusal


def may_see_participants(access: RoomAccess) -> bool:
    """Tell whether the person may see who is in the room.

    They may if they have a seat to return to, or could enter now without knocking.
    """
    if access.seat_id is not None:
        return True
    return newcomer_refusal(access) is None and not must_knock(access)


def must_knock(access: RoomAccess) -> bool:
    """Tell whether the person must knock as a newcomer, according to the rows."""
    waiting_room = access.room.settings.waiting_room
    return has_to_knock(access.role, access.status, waiting_room=waiting_room)


def has_to_knock(role: Role, status: AdmissionStatus, *, waiting_room: bool) -> bool:
    """Apply rule 7: removed people must knock, the host and co-hosts need not.

    An admitted person and the host never knock. A removed person must knock in every room, also a
    co-host.
    """
    if role == "host" or status == "admitted":
        return False
    if status == "removed":
        return True
    return role != "cohost" and (waiting_room or status == "new guest after a removal")


def _is_hidden(access: RoomAccess) -> bool:
    """Tell whether rule 4 hides the room from this person."""
    if access.person.user_id is not None or access.room.access == Room.Access.ANYONE:
        return False
    return access.seat_id is None and not access.may_host
