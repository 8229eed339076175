"""One row for each action of a host or operator."""

import uuid

from accounts.models import User
from accounts.people import Person
from rooms.models import Audit


def record(
    room_id: uuid.UUID | None,
    room_code: str,
    actor: Person | User,
    action: Audit.Action,
    *,
    target_name: str = "",
    target_seat: uuid.UUID | None = None,
) -> None:
    """Store who did what to whom; in the same transaction as the deed itself."""
    Audit.objects.create(
        room_id=room_id,
        room_code=room_code,
        actor_id=actor.pk if isinstance(actor, User) else actor.user_id,
        actor_name=actor.display_name,
        action=action,
        target_name=target_name,
        target_seat=target_seat,
    )
