"""One row for each action of a host or operator."""

import uuid
from dataclasses import dataclass

from accounts.models import User
from rooms.models import Audit, Room


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an account, or a guest in a host's role."""

    user_id: int | None
    name: str


def actor_of(user: User) -> Actor:
    return Actor(user.pk, user.display_name)


@dataclass(frozen=True, slots=True)
class Deed:
    """Who acts in which room."""

    room_id: uuid.UUID
    room_code: str
    actor: Actor


def deed_in(room: Room, user: User) -> Deed:
    return Deed(room.pk, room.code, actor_of(user))


def record(
    deed: Deed,
    action: Audit.Action,
    *,
    target_name: str = "",
    target_seat: uuid.UUID | None = None,
) -> None:
    """Store who did what to whom; in the same transaction as the deed itself."""
    Audit.objects.create(
        room_id=deed.room_id,
        room_code=deed.room_code,
        actor_id=deed.actor.user_id,
        actor_name=deed.actor.name,
        action=action,
        target_name=target_name,
        target_seat=target_seat,
    )


def record_outside_rooms(operator: User, action: Audit.Action, target_name: str) -> None:
    """Store what an operator did that concerns no room; as `record` does."""
    Audit.objects.create(
        actor=operator, actor_name=operator.display_name, action=action, target_name=target_name
    )
