"""The snapshots of rooms in session: store them, and read them after a restart of the server."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from rooms.models import Meeting, Room, RoomSnapshot, Seat, ServerHeartbeat
from rooms.timestamps import now_not_before_field

# The keys of rooms without a row begin like this; see `signaling.presence.records`.
_AD_HOC = "ad-hoc:"


@dataclass(frozen=True, slots=True)
class InterruptedRoom:
    """A room that was in session when the server ended, with what the rows know of it.

    `meeting_id` is "" if nobody had a seat, and `state` is b"" if no snapshot was stored.
    """

    room: Room
    meeting_id: str
    seats: list[Seat]
    state: bytes


@dataclass(frozen=True, slots=True)
class InterruptedRooms:
    rooms: list[InterruptedRoom]
    ad_hoc_states: list[bytes]
    """The snapshots of rooms without a row."""


@transaction.atomic
def store_snapshots(states: Mapping[str, bytes], ended: Collection[str]) -> None:
    """Store the states of rooms by key in one statement, and delete those of ended sessions.

    This also stores that the server is alive.
    """
    now = timezone.now()
    rows = [RoomSnapshot(room_key=key, state=state, stored_at=now) for key, state in states.items()]
    if rows:
        RoomSnapshot.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["room_key"],
            update_fields=["state", "stored_at"],
        )
    if ended:
        RoomSnapshot.objects.filter(room_key__in=ended).delete()
    beat()


def beat() -> None:
    """Store that the server is alive."""
    ServerHeartbeat.objects.update_or_create(defaults={"seen_at": timezone.now()})


@transaction.atomic
def interrupted_rooms() -> InterruptedRooms:
    """Return the rooms that a server left in session.

    Meetings without an open seat end, and snapshots of rooms that no longer exist are deleted.
    """
    _end(Meeting.objects.filter(ended_at=None).exclude(seats__given_up_at=None), None)
    states = {row.room_key: bytes(row.state) for row in RoomSnapshot.objects.all()}
    keys = {key for key in states if not key.startswith(_AD_HOC)}
    meetings = dict(Meeting.objects.filter(ended_at=None).values_list("room_id", "pk"))
    rooms = Room.objects.filter(pk__in={*keys, *meetings}, ended_at=None)
    seats = _open_seats()
    interrupted = [
        InterruptedRoom(
            room,
            str(meetings.get(room.pk, "")),
            seats.get(room.pk, []),
            states.get(str(room.pk), b""),
        )
        for room in rooms.select_related("settings", "host")
    ]
    RoomSnapshot.objects.filter(
        room_key__in=keys - {str(one.room.pk) for one in interrupted}
    ).delete()
    return InterruptedRooms(interrupted, [states[key] for key in states if key not in keys])


def _open_seats() -> dict[uuid.UUID, list[Seat]]:
    """Return the seats without an end by the id of their room, in the order they were taken."""
    seats: dict[uuid.UUID, list[Seat]] = {}
    for seat in Seat.objects.filter(given_up_at=None).select_related("user", "meeting"):
        seats.setdefault(seat.meeting.room_id, []).append(seat)
    return seats


@transaction.atomic
def end_meetings_of_absent_server(most_age: timedelta) -> int:
    """End all meetings if no server was alive for `most_age`; return their number.

    They end at the time at which a server was last alive. Without such a time nothing is known
    about them, and they end now.
    """
    seen_at = ServerHeartbeat.objects.values_list("seen_at", flat=True).first()
    if seen_at is not None and timezone.now() - seen_at <= most_age:
        return 0
    RoomSnapshot.objects.all().delete()
    return _end(Meeting.objects.filter(ended_at=None), seen_at)


def _end(meetings: QuerySet[Meeting], at: datetime | None) -> int:
    """End meetings and their seats, at a time in the past or now."""
    Room.objects.filter(meetings__in=meetings).update(is_locked=False, version=F("version") + 1)
    Seat.objects.filter(meeting__in=meetings, given_up_at=None).update(
        given_up_at=now_not_before_field("taken_at", at)
    )
    return meetings.update(ended_at=now_not_before_field("started_at", at))
