"""Queries of the pages, the API and the sockets."""

import uuid
from collections.abc import Iterable, Sequence

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from rooms.codes import normalize_code
from rooms.compiled_queries import CompiledQuery, column_names, model_from
from rooms.models import Block, Meeting, Membership, Message, Room, Seat
from rooms.models.membership import memberships_of
from rooms.refusals import NotAuthorized, RoomNotFound

HISTORY_MESSAGES = 50


def find_room(code: str) -> Room:
    """Return the room with its host and settings; raise RoomNotFound."""
    room = Room.objects.select_related("host", "settings").filter(code=code).first()
    if room is None:
        raise RoomNotFound
    return room


def find_hosted_room(code: str, user: User) -> Room:
    """Return the room that the account hosts; raise RoomNotFound or NotAuthorized."""
    room = find_room(code)
    if room.host_id != user.pk:
        raise NotAuthorized
    return room


def rooms_with_start() -> QuerySet[Room]:
    """Return rooms with host and settings; each has `started_at`, of its newest meeting, if any."""
    # A live meeting is the newest, even if the clock was set back after the previous one.
    newest = Meeting.objects.filter(room=OuterRef("pk")).order_by(
        F("ended_at").desc(nulls_first=True)
    )
    return Room.objects.select_related("host", "settings").annotate(
        started_at=Subquery(newest.values("started_at")[:1])
    )


def rooms_hosted_by(user: User, search: str = "") -> QuerySet[Room]:
    """Return the rooms that the account hosts or co-hosts, newest first.

    `search` is searched in names, and compared as a code.
    """
    rooms = rooms_with_start().filter(
        Q(host=user)
        | Exists(
            Membership.objects.filter(
                memberships_of(user.pk), room=OuterRef("pk"), role=Membership.Role.COHOST
            )
        )
    )
    if search:
        rooms = rooms.filter(Q(name__contains_text=search) | Q(code=normalize_code(search) or ""))
    return rooms.order_by("-created_at", "pk")


def rooms_known_to(user: User) -> QuerySet[Room]:
    """Return the rooms that the account hosts, is a member of, or had a seat in, newest first."""
    belongs = Membership.objects.filter(memberships_of(user.pk), room=OuterRef("pk"))
    sat = Seat.objects.filter(meeting__room=OuterRef("pk"), user=user)
    blocked = Block.objects.filter(room=OuterRef("pk"), user=user)
    return (
        rooms_with_start()
        .filter(Q(host=user) | Exists(belongs) | Exists(sat))
        .exclude(Exists(blocked))
        .order_by("-created_at", "pk")
    )


def seats_of_running_meeting(room_id: uuid.UUID) -> QuerySet[Seat]:
    """Return the seats of the room's meeting, also those of people who have left."""
    return Seat.objects.filter(meeting__room=room_id, meeting__ended_at=None)


def present_seats(room_id: uuid.UUID) -> QuerySet[Seat]:
    """Return the seats held in the room now, longest first."""
    held = seats_of_running_meeting(room_id).filter(given_up_at=None)
    return held.order_by("taken_at", "pk")


def meetings_with_attendance(room: Room) -> QuerySet[Meeting]:
    """Return the room's meetings, newest first; each has `attendance`, its number of seats."""
    return room.meetings.annotate(attendance=Count("seats")).order_by("-started_at", "pk")


def rooms_on_home_page(user: User) -> QuerySet[Room]:
    """Return the rooms that the account hosts, live ones first, then the newest.

    Each has `is_live`, and `live_meetings`: at most one, with its `standing_seats`.
    """
    live = Meeting.objects.filter(ended_at=None)
    standing = Seat.objects.filter(given_up_at=None)
    return (
        Room.objects.filter(host=user)
        .select_related("settings")
        .annotate(is_live=Exists(live.filter(room=OuterRef("pk"))))
        .prefetch_related(
            Prefetch(
                "meetings",
                live.prefetch_related(Prefetch("seats", standing, to_attr="standing_seats")),
                to_attr="live_meetings",
            )
        )
        .order_by("-is_live", "-created_at")
    )


def present_names(room_id: uuid.UUID) -> list[str]:
    """Return the names of the people with a seat in the room now, longest first."""
    return list(present_seats(room_id).values_list("display_name", flat=True))


def members_of(room: Room, role: Membership.Role | None = None) -> QuerySet[Membership]:
    """Return the members of the room with this role or any role, sorted by address."""
    members = room.memberships.select_related("user")
    if role is not None:
        members = members.filter(role=role)
    return members.order_by(Coalesce("user__email", "email"))


def messages_of(
    room_id: uuid.UUID,
    *,
    before: int | None = None,
    after: int | None = None,
    limit: int = HISTORY_MESSAGES,
) -> tuple[Sequence[Message], bool]:
    """Return a page of the room's chat, oldest first, and whether more messages follow.

    The page is the newest one, the one that ends before a message id, or the one that starts after
    a message id. "Follow" means in the same direction. It makes one query.
    """
    messages = Message.objects.filter(room_id=room_id)
    if before is not None:
        messages = messages.filter(id__lt=before)
    if after is not None:
        page = list(messages.filter(id__gt=after).order_by("id")[: limit + 1])
        return page[:limit], len(page) > limit
    page = list(messages.order_by("-id")[: limit + 1])
    return page[:limit][::-1], len(page) > limit


_MESSAGE_COLUMNS = column_names(Message)
_ANY_ROOM = uuid.UUID(int=2**64)
_NEWEST_MESSAGES = CompiledQuery(
    Message.objects.filter(room_id=_ANY_ROOM)
    .order_by("-id")
    .values_list(*_MESSAGE_COLUMNS)[:HISTORY_MESSAGES],
    _ANY_ROOM,
)


def newest_messages(room_id: uuid.UUID) -> list[Message]:
    """Return the newest page of the room's chat, oldest first, as `messages_of` does."""
    rows = reversed(_NEWEST_MESSAGES.rows(room_id))
    return [model_from(Message, _MESSAGE_COLUMNS, iter(row)) for row in rows]


def room_versions(room_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Return the versions of the rooms that exist and have not ended; see `Room.version`."""
    rooms = Room.objects.filter(pk__in=list(room_ids), ended_at=None)
    return dict(rooms.values_list("pk", "version"))


def room_by_id(room_id: uuid.UUID) -> Room | None:
    """Return the room with its host and settings, or None."""
    return Room.objects.select_related("host", "settings").filter(pk=room_id).first()
