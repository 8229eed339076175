"""What somebody is to a room right now, for doors that have no socket.

Read from the rows at the moment of asking, by one query. Somebody whom the room doesn't concern is
told the same as of a room that doesn't exist.
"""

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from django.db.models import CharField, Exists, OuterRef, QuerySet, Subquery, UUIDField, Value
from django.db.models.functions import Coalesce

from accounts.people import Person
from rooms.admission import Role
from rooms.models import Block, Membership, Room, Seat
from rooms.models.belonging import belongs_to
from rooms.models.identity import of_person
from rooms.queries import rooms_with_start
from rooms.refusals import RoomNotFound

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class _Facts(TypedDict):
    """What is asked of the database beside the room's own row."""

    is_blocked: bool
    is_cohost: bool
    seat_id: uuid.UUID | None
    seat_role: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A participant always has a seat; the host and co-hosts may be elsewhere."""

    room: Room
    role: Role
    seat_id: uuid.UUID | None
    """The seat that the person has in the meeting now, if any."""

    @property
    def may_host(self) -> bool:
        return self.role != "participant"


def relation_of(room_id: uuid.UUID, person: Person) -> Relation:
    """Return the room, with host and settings, and what the person is to it.

    Raises RoomNotFound for anybody but its host, its co-hosts, and who has a seat in its meeting.
    """
    room = _with_facts(person).filter(pk=room_id).first()
    if room is None:
        raise RoomNotFound
    if person.user_id is not None and room.host_id == person.user_id:
        return Relation(room, "host", room.seat_id)
    if room.is_blocked or not (room.is_cohost or room.seat_id):
        raise RoomNotFound
    is_cohost = room.is_cohost or room.seat_role == Seat.Role.COHOST
    return Relation(room, "cohost" if is_cohost else "participant", room.seat_id)


def _with_facts(person: Person) -> "QuerySet[WithAnnotations[Room, _Facts]]":
    mine = of_person(person)
    seats = Seat.objects.filter(
        mine, meeting__room=OuterRef("pk"), meeting__ended_at=None, given_up_at=None
    )
    cohosts = Membership.objects.filter(
        belongs_to(person.user_id), room=OuterRef("pk"), role=Membership.Role.COHOST
    )
    return rooms_with_start().annotate(
        is_blocked=Exists(Block.objects.filter(mine, room=OuterRef("pk"))),
        is_cohost=Exists(cohosts),
        seat_id=Subquery(seats.values("pk")[:1], output_field=UUIDField()),
        seat_role=Coalesce(Subquery(seats.values("role")[:1]), Value(""), output_field=CharField()),
    )
