"""What a host did in a meeting, as it is kept."""

import uuid

from django.db import transaction
from django.utils import timezone

from rooms.auditing import Actor, record
from rooms.models import Audit, Seat


def mute(
    room_id: uuid.UUID, room_code: str, actor: Actor, seat_id: uuid.UUID, target_name: str
) -> None:
    record(
        room_id,
        room_code,
        actor,
        Audit.Action.MUTE,
        target_name=target_name,
        target_seat=seat_id,
    )


@transaction.atomic
def remove(
    room_id: uuid.UUID, room_code: str, actor: Actor, seat_id: uuid.UUID, target_name: str
) -> None:
    """Revoke a seat for the rest of the meeting."""
    Seat.objects.filter(pk=seat_id).update(is_removed=True, given_up_at=timezone.now())
    record(
        room_id,
        room_code,
        actor,
        Audit.Action.REMOVE,
        target_name=target_name,
        target_seat=seat_id,
    )
