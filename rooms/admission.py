"""Who may enter a room, in the order of the rules.

This module knows the rows, read once at the moment of asking. Whether a seat of the person still
stands, and whether the room is full, is known to presence, which asks for the rest here.
"""

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypedDict

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.people import Person
from rooms.models import Block, Membership, Room, RoomSettings, Seat
from rooms.refusals import (
    Blocked,
    EntryRefused,
    NotInvited,
    Removed,
    RoomEnded,
    RoomLocked,
    RoomNotFound,
    SignInRequired,
)

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

Role = Literal["host", "cohost", "participant"]


class _Facts(TypedDict):
    """What is asked of the database beside the room's own row."""

    is_blocked: bool
    is_removed: bool
    has_seat: bool
    membership: str


@dataclass(frozen=True, slots=True)
class Admission:
    """What the rows say about one person and one room, all read by one query."""

    room_id: uuid.UUID
    room_code: str
    room_name: str
    host_key: str
    settings: RoomSettings
    is_locked: bool
    role: Role
    has_seat: bool
    """Whether a seat of theirs is stored as taken; whether it stands, presence knows."""
    newcomer_refusal: EntryRefused | None
    """Why the person may not take a new seat; a seat that still stands is theirs regardless."""


def ask(code: str, person: Person) -> Admission:
    """Apply the rules 1 and 2, and prepare 4 and 5 for a newcomer.

    Raises RoomNotFound, RoomEnded, Blocked or Removed.
    """
    room = _with_facts(person).filter(code=code).first()
    if room is None:
        raise RoomNotFound
    if room.has_ended:
        raise RoomEnded
    if room.is_blocked:
        raise Blocked
    if room.is_removed:
        raise Removed
    role = _role(room, person)
    return Admission(
        room_id=room.pk,
        room_code=room.code,
        room_name=room.name,
        host_key=f"user:{room.host_id}",
        settings=room.settings,
        is_locked=room.is_locked,
        role=role,
        has_seat=room.has_seat,
        newcomer_refusal=_newcomer_refusal(room, person, role),
    )


def _with_facts(person: Person) -> "QuerySet[WithAnnotations[Room, _Facts]]":
    mine = _of(person)
    membership = Membership.objects.filter(room=OuterRef("pk"), user=person.user_id)
    seats = Seat.objects.filter(mine, meeting__room=OuterRef("pk"), meeting__ended_at=None)
    return Room.objects.select_related("settings").annotate(
        is_blocked=Exists(Block.objects.filter(mine, room=OuterRef("pk"))),
        is_removed=Exists(seats.filter(is_removed=True)),
        has_seat=Exists(seats.filter(given_up_at=None)),
        membership=Coalesce(
            Subquery(membership.values("role")[:1]), Value(""), output_field=CharField()
        ),
    )


def _of(person: Person) -> Q:
    if person.guest_id is not None:
        return Q(guest_id=person.guest_id)
    return Q(user=person.user_id)


def _role(room: "WithAnnotations[Room, _Facts]", person: Person) -> Role:
    if person.user_id is not None and room.host_id == person.user_id:
        return "host"
    if room.membership == Membership.Role.COHOST:
        return "cohost"
    return "participant"


def _newcomer_refusal(
    room: "WithAnnotations[Room, _Facts]", person: Person, role: Role
) -> EntryRefused | None:
    if role != "participant":
        return None
    if room.access != Room.Access.ANYONE and person.user_id is None:
        return SignInRequired()
    if room.access == Room.Access.INVITED and not room.membership:
        return NotInvited()
    if room.is_locked:
        return RoomLocked()
    return None
