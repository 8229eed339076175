"""The rules for entering a room, in their order.

This module knows only the rows, which it reads once per request. Presence knows whether a seat of
the person is still held and whether the room is full. Presence calls this module for the other
rules.
"""

import uuid
from dataclasses import dataclass
from typing import Literal

from accounts.identity import Person, person_key
from rooms.access import Role, RoomWithFacts, role_in, rooms_with_facts
from rooms.models import Room, RoomSettings
from rooms.refusals import (
    Blocked,
    EntryRefused,
    NotInvited,
    RoomEnded,
    RoomLocked,
    RoomNotFound,
)

# The person's relation to the running meeting: admitted before, or removed since. A guest who is
# new after another guest was removed may be the removed person.
AdmissionStatus = Literal["newcomer", "admitted", "removed", "new guest after a removal"]

_ROOMS = Room.objects.select_related("settings", "host")


class RowsOutdated(Exception):  # noqa: N818 it says what happened
    """The room may have changed since its rows were read. Read them again."""


@dataclass(frozen=True, slots=True)
class RoomVersion:
    """The state of the rows from which entry was decided."""

    version: int
    meeting_id: uuid.UUID | None = None
    """The meeting that is live in this version; None if it may have begun since."""


@dataclass(frozen=True, slots=True)
class Admission:
    """All facts from the rows about one person and one room, read by one query."""

    room: Room
    room_id: uuid.UUID
    room_version: RoomVersion
    room_code: str
    room_name: str
    host_key: str
    host_name: str
    settings: RoomSettings
    is_locked: bool
    role: Role
    standing: AdmissionStatus
    has_seat: bool
    """Whether a seat of theirs is stored as taken; whether it stands, presence knows."""
    refusal: EntryRefused | None
    """Why the person may not enter at all, a seat that still stands included."""
    newcomer_refusal: EntryRefused | None
    """Why the person may not take a new seat; a seat that still stands is theirs regardless."""
    is_invited: bool
    """Whether the person comes by an invitation that has no account yet."""
    is_proved: bool
    """Whether the room's rows name the person: its host, a member, a seat in its meeting."""

    @property
    def may_look_in(self) -> bool:
        """Tell whether the person may see the people inside.

        They may if they have a seat to return to, or could enter now without knocking.
        """
        return self.has_seat or (self.newcomer_refusal is None and not self.must_knock)

    @property
    def must_knock(self) -> bool:
        """Tell whether a newcomer must knock, according to the rows."""
        return has_to_knock(self.role, self.standing, waiting_room=self.settings.waiting_room)


def has_to_knock(role: Role, standing: AdmissionStatus, *, waiting_room: bool) -> bool:
    """Apply rule 7: removed people must knock, the host and co-hosts need not.

    An admitted person and the host never knock. A removed person must knock in every room, also a
    co-host.
    """
    if role == "host" or standing == "admitted":
        return False
    if standing == "removed":
        return True
    return role != "cohost" and (waiting_room or standing == "new guest after a removal")


def ask(code: str, person: Person) -> Admission:
    """Apply the rules 1 and 2, and prepare 4, 5 and 7 for a newcomer.

    Raises RoomNotFound, RoomEnded or Blocked.
    """
    admitted = look_up(code, person)
    if admitted.refusal is not None:
        raise admitted.refusal
    return admitted


def look_up(code: str, person: Person) -> Admission:
    """Return the facts about the room and the person; raise RoomNotFound.

    For a guest without a seat or role in it, a room that does not admit guests does not exist,
    whether or not it has ended.
    """
    room = rooms_with_facts(person, _ROOMS).filter(code=code).first()
    if room is None or _is_hidden(room, person):
        raise RoomNotFound
    role = role_in(room, person)
    return Admission(
        room=room,
        room_id=room.pk,
        room_version=RoomVersion(room.version, room.meeting_id),
        room_code=room.code,
        room_name=room.name,
        host_key=person_key(room.host_id, None),
        host_name=room.host.display_name,
        settings=room.settings,
        is_locked=room.is_locked,
        role=role,
        standing=_standing(room, person),
        has_seat=room.seat_id is not None,
        refusal=_refusal(room),
        newcomer_refusal=_newcomer_refusal(room, person, role),
        is_invited=room.is_invited,
        is_proved=role != "participant" or bool(room.membership) or _was_admitted(room),
    )


def _is_hidden(room: RoomWithFacts, person: Person) -> bool:
    """Tell whether the room's access hides it from this person; see rule 4."""
    if person.user_id is not None or room.access == Room.Access.ANYONE:
        return False
    return room.seat_id is None and role_in(room, person) == "participant"


def _refusal(room: RoomWithFacts) -> EntryRefused | None:
    if room.has_ended:
        return RoomEnded()
    return Blocked() if room.is_blocked else None


def _was_admitted(room: RoomWithFacts) -> bool:
    return bool(room.latest_role) and not room.is_removed


def _standing(room: RoomWithFacts, person: Person) -> AdmissionStatus:
    if room.is_removed:
        return "removed"
    if room.latest_role:
        return "admitted"
    is_suspected = room.a_guest_was_removed and room.settings.knock_after_removal
    if person.guest_id is not None and is_suspected:
        return "new guest after a removal"
    return "newcomer"


def _newcomer_refusal(room: RoomWithFacts, person: Person, role: Role) -> EntryRefused | None:
    if role != "participant":
        return None
    if room.access != Room.Access.ANYONE and person.user_id is None:
        return RoomNotFound()
    if room.access == Room.Access.INVITED and not room.membership:
        return NotInvited()
    if room.is_locked:
        return RoomLocked()
    return None
