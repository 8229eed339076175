"""The facts about one room and one person, read by one query for admission and for REST.

This module knows the rows, and derives a person's role from them. `rooms.admission` derives from
them who may enter, and `rooms.authorization` who may make calls about a room.
"""

import uuid
from typing import TYPE_CHECKING, Literal, TypedDict

from django.db.models import CharField, Exists, OuterRef, QuerySet, Subquery, UUIDField, Value
from django.db.models.functions import Coalesce

from accounts.identity import Person
from rooms.models import Block, Meeting, Membership, Room, Seat
from rooms.models.identity import rows_of_person
from rooms.models.membership import invitations_of, memberships_of

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

Role = Literal["host", "cohost", "participant"]


class Facts(TypedDict):
    """The facts that are read in addition to the room's own row."""

    is_blocked: bool
    seat_id: uuid.UUID | None
    """The seat that the person has in the running meeting, if any."""
    latest_role: str
    is_removed: bool
    a_guest_was_removed: bool
    membership: str
    is_invited: bool
    meeting_id: uuid.UUID | None


if TYPE_CHECKING:
    RoomWithFacts = WithAnnotations[Room, Facts]
else:
    RoomWithFacts = Room


def rooms_with_facts(person: Person, rooms: QuerySet[Room]) -> QuerySet[RoomWithFacts]:
    """Return these rooms, each with the facts about the person."""
    mine = rows_of_person(person)
    memberships = Membership.objects.filter(room=OuterRef("pk"))
    # In alphabetical order, the role of co-hosts comes first.
    mine_here = memberships.filter(memberships_of(person.user_id)).order_by("role")
    invitations = memberships.filter(invitations_of(person.user_id))
    seats = Seat.objects.filter(mine, meeting__room=OuterRef("pk"), meeting__ended_at=None)
    # Each seat of a person begins after the end of the previous one: see
    # `rooms.timestamps.start_after_previous_seat`.
    latest = seats.order_by("-taken_at")
    live = Meeting.objects.filter(room=OuterRef("pk"), ended_at=None)
    removed_guests = Seat.objects.filter(
        meeting__room=OuterRef("pk"),
        meeting__ended_at=None,
        is_removed=True,
        guest_id__isnull=False,
    )
    return rooms.annotate(
        is_blocked=Exists(Block.objects.filter(mine, room=OuterRef("pk"))),
        seat_id=Subquery(seats.filter(given_up_at=None).values("pk")[:1], output_field=UUIDField()),
        latest_role=Coalesce(Subquery(latest.values("role")[:1]), Value("")),
        is_removed=Coalesce(Subquery(latest.values("is_removed")[:1]), Value(False)),
        a_guest_was_removed=Exists(removed_guests),
        meeting_id=Subquery(live.values("pk")[:1]),
        membership=Coalesce(
            Subquery(mine_here.values("role")[:1]), Value(""), output_field=CharField()
        ),
        is_invited=Exists(invitations),
    )


def role_in(room: RoomWithFacts, person: Person) -> Role:
    """Return the person's role in the room, in the running meeting or permanently."""
    if person.user_id is not None and room.host_id == person.user_id:
        return "host"
    is_cohost_of_meeting = room.latest_role == Seat.Role.COHOST and not room.is_removed
    if room.membership == Membership.Role.COHOST or is_cohost_of_meeting:
        return "cohost"
    return "participant"
