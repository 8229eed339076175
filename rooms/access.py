"""The relation of one person to one room, read from the rows by one query.

`RoomAccess` is the only record of this relation. `rooms.admission` derives from it who may enter a
room, and `rooms.authorization` who may make REST calls about it. This module does not know which of
the person's seats presence still holds.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NamedTuple

from django.conf import settings
from django.db.models import CharField, Exists, OuterRef, QuerySet, Subquery, UUIDField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from accounts.identity import Person
from accounts.models import User
from rooms.compiled_queries import CompiledQuery, column_names, model_from
from rooms.models import Block, Meeting, Membership, Room, RoomSettings, Seat
from rooms.models.identity import rows_of_person
from rooms.models.membership import invitations_of, memberships_of

Role = Literal["host", "cohost", "participant"]

# The person's status in the running meeting: admitted before, or removed since. A guest who is new
# after another guest was removed may be the removed person.
AdmissionStatus = Literal["newcomer", "admitted", "removed", "new guest after a removal"]


class RowsOutdated(Exception):  # noqa: N818 it says what happened
    """The room may have changed since its rows were read. Read them again."""


@dataclass(frozen=True, slots=True)
class RoomVersion:
    """The version of a room's rows; see `Room.version`."""

    number: int
    meeting_id: uuid.UUID | None = None
    """The meeting that is live in this version; None if a meeting may have begun since."""


@dataclass(frozen=True, slots=True)
class RoomAccess:
    """A person, a room with its host and settings, and the person's relation to the room."""

    room: Room
    person: Person
    version: RoomVersion
    role: Role
    """The person's role in the running meeting, or permanently."""
    status: AdmissionStatus
    seat_id: uuid.UUID | None
    """The seat that the person has in the running meeting according to the rows, if any."""
    member_role: str
    """A value of `Membership.Role`, or "" if the person is not a member of the room."""
    is_blocked: bool
    has_invitation: bool
    """Whether the person is a member by an invitation that no account has accepted yet."""

    @property
    def may_host(self) -> bool:
        return self.role != "participant"

    @property
    def is_related(self) -> bool:
        """Tell whether the person is the host or a member, or was admitted to the meeting."""
        return self.may_host or bool(self.member_role) or self.status == "admitted"


def read_access(rooms: QuerySet[Room], person: Person) -> RoomAccess | None:
    """Return the person's relation to the first of these rooms; None if there is no room."""
    room = rooms.annotate(**_relation_columns(person)).first()
    if room is None:
        return None
    return _access(room, person, _Relation(*(getattr(room, name) for name in _Relation._fields)))


def read_access_by_code(code: str, person: Person) -> RoomAccess | None:
    """Return the person's relation to the room with this code, as `read_access` does."""
    is_guest = person.guest_id is not None
    query = _query_by_code(is_guest, settings.ACCOUNT_EMAIL_VERIFICATION)
    rows = query.rows(code, person.guest_id if is_guest else person.user_id)
    if not rows:
        return None
    return _access(_room(rows[0]), person, _Relation(*rows[0][-len(_Relation._fields) :]))


class _Relation(NamedTuple):
    """The columns that describe the relation of the person to the room."""

    is_blocked: bool
    seat_id: uuid.UUID | None
    latest_role: str
    is_removed: bool
    is_guest_removed: bool
    member_role: str
    has_invitation: bool
    meeting_id: uuid.UUID | None


def _access(room: Room, person: Person, relation: _Relation) -> RoomAccess:
    return RoomAccess(
        room=room,
        person=person,
        version=RoomVersion(room.version, relation.meeting_id),
        role=_role(room, person, relation),
        status=_status(room, person, relation),
        seat_id=relation.seat_id,
        member_role=relation.member_role,
        is_blocked=relation.is_blocked,
        has_invitation=relation.has_invitation,
    )


def _relation_columns(person: Person) -> dict[str, Combinable]:
    of_person, here = rows_of_person(person), {"room": OuterRef("pk")}
    memberships = Membership.objects.filter(**here)
    # In alphabetical order, the role of co-hosts comes first.
    own_memberships = memberships.filter(memberships_of(person.user_id)).order_by("role")
    seats = Seat.objects.filter(meeting__room=OuterRef("pk"), meeting__ended_at=None)
    own_seats = seats.filter(of_person)
    # Each seat of a person begins after the end of the previous one: see
    # `rooms.timestamps.start_after_previous_seat`.
    latest = own_seats.order_by("-taken_at")
    held = own_seats.filter(given_up_at=None)
    removed_guests = seats.filter(is_removed=True, guest_id__isnull=False)
    live = Meeting.objects.filter(**here, ended_at=None)
    return {
        "is_blocked": Exists(Block.objects.filter(of_person, **here)),
        "seat_id": Subquery(held.values("pk")[:1], output_field=UUIDField()),
        "latest_role": Coalesce(Subquery(latest.values("role")[:1]), Value("")),
        "is_removed": Coalesce(Subquery(latest.values("is_removed")[:1]), Value(False)),
        "is_guest_removed": Exists(removed_guests),
        "member_role": Coalesce(
            Subquery(own_memberships.values("role")[:1]), Value(""), output_field=CharField()
        ),
        "has_invitation": Exists(memberships.filter(invitations_of(person.user_id))),
        "meeting_id": Subquery(live.values("pk")[:1]),
    }


_ROOM_COLUMNS = column_names(Room)
_SETTINGS_COLUMNS = column_names(RoomSettings)
_HOST_COLUMNS = column_names(User)


@cache
def _query_by_code(is_guest: bool, _email_verification: str) -> CompiledQuery:
    """Return the query for guests or for accounts, which have other conditions.

    `invitations_of` depends on the setting that is the second argument.
    """
    code, guest_id, user_id = "000000", uuid.UUID(int=2**64), 2**62
    person = Person(None, guest_id, "", 0) if is_guest else Person(user_id, None, "", 0)
    rooms = Room.objects.filter(code=code).order_by()
    columns = [
        *_ROOM_COLUMNS,
        *(f"settings__{name}" for name in _SETTINGS_COLUMNS),
        *(f"host__{name}" for name in _HOST_COLUMNS),
    ]
    rows = rooms.values_list(*columns).annotate(**_relation_columns(person))
    return CompiledQuery(rows, code, guest_id if is_guest else user_id)


def _room(row: Sequence[Any]) -> Room:
    """Return the room of a row, with its settings and its host."""
    values = iter(row)
    room = model_from(Room, _ROOM_COLUMNS, values)
    room.settings = model_from(RoomSettings, _SETTINGS_COLUMNS, values)
    room.host = model_from(User, _HOST_COLUMNS, values)
    return room


def _role(room: Room, person: Person, relation: _Relation) -> Role:
    if person.user_id is not None and room.host_id == person.user_id:
        return "host"
    is_cohost_of_meeting = relation.latest_role == Seat.Role.COHOST and not relation.is_removed
    if relation.member_role == Membership.Role.COHOST or is_cohost_of_meeting:
        return "cohost"
    return "participant"


def _status(room: Room, person: Person, relation: _Relation) -> AdmissionStatus:
    if relation.is_removed:
        return "removed"
    if relation.latest_role:
        return "admitted"
    is_suspected = relation.is_guest_removed and room.settings.knock_after_removal
    if person.guest_id is not None and is_suspected:
        return "new guest after a removal"
    return "newcomer"
