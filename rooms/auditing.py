"""One row for each action of a host or operator."""

import uuid
from dataclasses import dataclass

from accounts.models import User
from rooms.models import Audit


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an account, or a guest in a host's role."""

    user_id: int | None
    name: str


def actor_of(user: User) -> Actor:
    return Actor(user.pk, user.display_name)


def record(
    room_id: uuid.UUID | None,
    room_code: str,
    actor: Actor,
    action: Audit.Action,
    *,
    target_name: str = "",
    target_seat: uuid.UUID | None = None,
) -> None:
    """Store who did what to whom; in the same transaction as the deed itself."""
    Audit.objects.create(
        room_id=room_id,
        room_code=room_code,
        actor_id=actor.user_id,
        actor_name=actor.name,
        action=action,
        target_name=target_name,
        target_seat=target_seat,
    )
