"""The snapshots of rooms in session: store them, and read them after a restart of the server."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from rooms.actions.claims import AD_HOC, room_id_of
from rooms.actions.media_servers import NO_LOADS, RoomLoad
from rooms.models import Meeting, Room, RoomSnapshot, Seat, ServerHeartbeat
from rooms.timestamps import now_not_before_field


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
def store_snapshots(
    states: Mapping[str, bytes],
    ended: Collection[str],
    loads: Mapping[str, RoomLoad] = NO_LOADS,
) -> None:
    """Store the states of rooms by key in one statement, and delete those of ended sessions.

    This also stores that the server is alive. `loads` has the rooms that use a media server.
    """
    now = timezone.now()
    rows = [
        RoomSnapshot(
            room_key=key, state=state, stored_at=now, **loads.get(key, RoomLoad())._asdict()
        )
        for key, state in states.items()
    ]
    if rows:
        RoomSnapshot.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["room_key"],
            update_fields=["state", "stored_at", *RoomLoad._fields],
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
    keys = {key for key in states if not key.startswith(AD_HOC)}
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


@transaction.atomic
def interrupted_room(room_key: str) -> InterruptedRoom | bytes | None:
    """Return what a room's last home has left: for an ad-hoc room, only its state.

    Return None if nothing is left, or if the room has ended. A meeting without an open seat ends.
    """
    state = RoomSnapshot.objects.filter(pk=room_key).values_list("state", flat=True).first()
    room_id = room_id_of(room_key)
    if room_id is None:
        return bytes(state) if state else None
    meetings = Meeting.objects.filter(room=room_id, ended_at=None)
    _end(meetings.exclude(seats__given_up_at=None), None)
    room = Room.objects.select_related("settings", "host").filter(pk=room_id, ended_at=None).first()
    meeting = meetings.first()
    if room is None or (meeting is None and not state):
        return None
    seats = _open_seats(meeting__room=room_id).get(room_id, [])
    return InterruptedRoom(room, str(meeting.pk) if meeting else "", seats, bytes(state or b""))


def _open_seats(**of: Any) -> dict[uuid.UUID, list[Seat]]:
    """Return the seats without an end by the id of their room, in the order they were taken."""
    seats: dict[uuid.UUID, list[Seat]] = {}
    for seat in Seat.objects.filter(given_up_at=None, **of).select_related("user", "meeting"):
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
