"""Audit entries: one row for each action of a host or an operator."""

import uuid
from dataclasses import dataclass

from accounts.models import User
from rooms.models import Audit, Room


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who acts: an account, or a guest with the role of a host."""

    user_id: int | None
    name: str


def actor_of(user: User) -> Actor:
    return Actor(user.pk, user.display_name)


@dataclass(frozen=True, slots=True)
class AuditContext:
    """The room and the actor of an audit entry."""

    room_id: uuid.UUID
    room_code: str
    actor: Actor


def audit_context(room: Room, user: User) -> AuditContext:
    return AuditContext(room.pk, room.code, actor_of(user))


def record(
    context: AuditContext,
    action: Audit.Action,
    *,
    target_name: str = "",
    target_seat: uuid.UUID | None = None,
) -> None:
    """Store an action with its actor and target; call it in the transaction of the action."""
    Audit.objects.create(
        room_id=context.room_id,
        room_code=context.room_code,
        actor_id=context.actor.user_id,
        actor_name=context.actor.name,
        action=action,
        target_name=target_name,
        target_seat=target_seat,
    )


def record_outside_rooms(actor: Actor, action: Audit.Action, target_name: str) -> None:
    """Store an operator's action that concerns no room; see `record`."""
    Audit.objects.create(
        actor_id=actor.user_id, actor_name=actor.name, action=action, target_name=target_name
    )
