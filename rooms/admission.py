"""Who may enter a room, in the order of the rules.

This module knows the rows, read once at the moment of asking. Whether a seat of the person still
stands, and whether the room is full, is known to presence, which asks for the rest here.
"""

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypedDict

from django.db.models import CharField, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.people import Person, person_key
from rooms.models import Block, Meeting, Membership, Room, RoomSettings, Seat
from rooms.models.belonging import belongs_to, is_invitation_of
from rooms.models.identity import of_person
from rooms.refusals import (
    Blocked,
    EntryRefused,
    NotInvited,
    RoomEnded,
    RoomLocked,
    RoomNotFound,
)

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

Role = Literal["host", "cohost", "participant"]
# What a person is to the running meeting: whether it was admitted before, or removed since. A
# guest who comes for the first time after another guest was removed may be the same person.
Standing = Literal["newcomer", "admitted", "removed", "new guest after a removal"]


class RowsOutdated(Exception):  # noqa: N818 it says what happened
    """A room was changed, or may have been, since its rows were read: read them again."""


@dataclass(frozen=True, slots=True)
class Basis:
    """The state of the rows by which it is decided who may enter."""

    version: int
    meeting_id: uuid.UUID | None = None
    """The meeting that is live in this version; None if it may have begun since."""


class _Facts(TypedDict):
    """What is asked of the database beside the room's own row."""

    is_blocked: bool
    has_seat: bool
    latest_role: str
    is_removed: bool
    a_guest_was_removed: bool
    membership: str
    is_invited: bool
    meeting_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class Admission:
    """What the rows say about one person and one room, all read by one query."""

    room: Room
    room_id: uuid.UUID
    basis: Basis
    room_code: str
    room_name: str
    host_key: str
    host_name: str
    settings: RoomSettings
    is_locked: bool
    role: Role
    standing: Standing
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
        """Tell whether the person could enter now, or may come back: only they see who is in."""
        return self.has_seat or (self.newcomer_refusal is None and not self.must_knock)

    @property
    def must_knock(self) -> bool:
        """Tell whether a newcomer has to ask to be let in, as far as the rows say."""
        return has_to_knock(self.role, self.standing, waiting_room=self.settings.waiting_room)


def has_to_knock(role: Role, standing: Standing, *, waiting_room: bool) -> bool:
    """Apply rule 7: co-hosts need not, the removed must in any room, the owner never has to."""
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
    """Return what the rows say of the room and the person; raise RoomNotFound.

    A room that is not open to strangers does not exist for them, ended or not.
    """
    room = _with_facts(person).filter(code=code).first()
    if room is None or _is_hidden(room, person):
        raise RoomNotFound
    role = _role(room, person)
    return Admission(
        room=room,
        room_id=room.pk,
        basis=Basis(room.version, room.meeting_id),
        room_code=room.code,
        room_name=room.name,
        host_key=person_key(room.host_id, None),
        host_name=room.host.display_name,
        settings=room.settings,
        is_locked=room.is_locked,
        role=role,
        standing=_standing(room, person),
        has_seat=room.has_seat,
        refusal=_refusal(room),
        newcomer_refusal=_newcomer_refusal(room, person, role),
        is_invited=room.is_invited,
        is_proved=role != "participant" or bool(room.membership) or _was_admitted(room),
    )


def _with_facts(person: Person) -> "QuerySet[WithAnnotations[Room, _Facts]]":
    mine = of_person(person)
    memberships = Membership.objects.filter(room=OuterRef("pk"))
    # By the alphabet, co-hosts come first.
    mine_here = memberships.filter(belongs_to(person.user_id)).order_by("role")
    invitations = memberships.filter(is_invitation_of(person.user_id))
    seats = Seat.objects.filter(mine, meeting__room=OuterRef("pk"), meeting__ended_at=None)
    latest = seats.order_by("-taken_at", "-pk")
    live = Meeting.objects.filter(room=OuterRef("pk"), ended_at=None)
    removed_guests = Seat.objects.filter(
        meeting__room=OuterRef("pk"),
        meeting__ended_at=None,
        is_removed=True,
        guest_id__isnull=False,
    )
    return Room.objects.select_related("settings", "host").annotate(
        is_blocked=Exists(Block.objects.filter(mine, room=OuterRef("pk"))),
        has_seat=Exists(seats.filter(given_up_at=None)),
        latest_role=Coalesce(Subquery(latest.values("role")[:1]), Value("")),
        is_removed=Coalesce(Subquery(latest.values("is_removed")[:1]), Value(False)),
        a_guest_was_removed=Exists(removed_guests),
        meeting_id=Subquery(live.values("pk")[:1]),
        membership=Coalesce(
            Subquery(mine_here.values("role")[:1]), Value(""), output_field=CharField()
        ),
        is_invited=Exists(invitations),
    )


def _role(room: "WithAnnotations[Room, _Facts]", person: Person) -> Role:
    if person.user_id is not None and room.host_id == person.user_id:
        return "host"
    is_cohost_of_meeting = room.latest_role == Seat.Role.COHOST and not room.is_removed
    if room.membership == Membership.Role.COHOST or is_cohost_of_meeting:
        return "cohost"
    return "participant"


def _is_hidden(room: "WithAnnotations[Room, _Facts]", person: Person) -> bool:
    """Tell whether the access keeps this person from knowing of the room; see rule 4."""
    if person.user_id is not None or room.access == Room.Access.ANYONE:
        return False
    return not room.has_seat and _role(room, person) == "participant"


def _refusal(room: "WithAnnotations[Room, _Facts]") -> EntryRefused | None:
    if room.has_ended:
        return RoomEnded()
    return Blocked() if room.is_blocked else None


def _was_admitted(room: "WithAnnotations[Room, _Facts]") -> bool:
    return bool(room.latest_role) and not room.is_removed


def _standing(room: "WithAnnotations[Room, _Facts]", person: Person) -> Standing:
    if room.is_removed:
        return "removed"
    if room.latest_role:
        return "admitted"
    is_suspected = room.a_guest_was_removed and room.settings.knock_after_removal
    if person.guest_id is not None and is_suspected:
        return "new guest after a removal"
    return "newcomer"


def _newcomer_refusal(
    room: "WithAnnotations[Room, _Facts]", person: Person, role: Role
) -> EntryRefused | None:
    if role != "participant":
        return None
    if room.access != Room.Access.ANYONE and person.user_id is None:
        return RoomNotFound()
    if room.access == Room.Access.INVITED and not room.membership:
        return NotInvited()
    if room.is_locked:
        return RoomLocked()
    return None
