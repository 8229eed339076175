"""Rows of finished meetings, with times in minutes after 9:00 of one day."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from accounts.models import User
from rooms.models import Audit, Meeting, Message, Room, Seat

NINE = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def at(minute: float) -> datetime:
    return NINE + timedelta(minutes=minute)


def meeting(room: Room, start: float = 0, end: float | None = 60) -> Meeting:
    return Meeting.objects.create(
        room=room, started_at=at(start), ended_at=None if end is None else at(end)
    )


def stay(
    met: Meeting,
    who: User | str | uuid.UUID,
    start: float = 0,
    end: float | None = 60,
    **fields: Any,
) -> Seat:
    """Store a seat of an account, of a new guest by name, or of a known guest by id."""
    person: dict[str, Any] = {"guest_id": uuid.uuid4(), "display_name": who}
    if isinstance(who, User):
        person = {"user": who, "display_name": who.display_name}
    elif isinstance(who, uuid.UUID):
        person = {"guest_id": who, "display_name": "Guest"}
    return Seat.objects.create(
        meeting=met,
        taken_at=at(start),
        given_up_at=None if end is None else at(end),
        **{"role": Seat.Role.PARTICIPANT, **person, **fields},
    )


def message(seat: Seat, content: str, minute: float = 1) -> Message:
    return Message.objects.create(
        room=seat.meeting.room,
        seat=seat,
        user=seat.user,
        sender_name=seat.display_name,
        content=content,
        sent_at=at(minute),
    )


def audit_entry(room: Room, action: Audit.Action, minute: float, whom: str = "") -> Audit:
    audit = Audit.objects.create(
        room=room,
        room_code=room.code,
        actor=room.host,
        actor_name=room.host.display_name,
        action=action,
        target_name=whom,
    )
    # `at` is set to the present time when the row is created.
    Audit.objects.filter(pk=audit.pk).update(at=at(minute))
    return audit
