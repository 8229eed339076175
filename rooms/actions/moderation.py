"""Actions of hosts on people in a meeting, each with an audit entry."""

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from accounts.identity import Person
from rooms.actions.row_locks import increment_version, lock_account_row, lock_room_row
from rooms.audit import AuditContext, record
from rooms.models import Audit, Block, Membership, Message, Seat
from rooms.models.identity import rows_of_person
from rooms.refusals import InvalidInput
from rooms.timestamps import end_seats


@dataclass(frozen=True, slots=True)
class Target:
    """The target of a host action: a seat, or the seat that a knocker would have got."""

    seat_id: uuid.UUID
    name: str
    person: Person


@transaction.atomic
def record_action(
    context: AuditContext, action: Audit.Action, target: Target | None = None
) -> None:
    """Record a host action that leaves no other trace in the rows. Raises RoomNotFound."""
    lock_room_row(context.room_id)
    _record(context, action, target)


@transaction.atomic
def remove(context: AuditContext, target: Target) -> None:
    """Revoke a seat. Its person must knock to return, until the meeting ends."""
    _revoke_seats(context, target)
    _record(context, Audit.Action.REMOVE, target)


@transaction.atomic
def block(context: AuditContext, target: Target) -> None:
    """Block a person until unblocked, and revoke the seat. Repeated calls have no effect.

    If the person's account was deleted meanwhile, no block is stored.
    """
    _revoke_seats(context, target)
    person = target.person
    if person.user_id is None or lock_account_row(person.user_id) is not None:
        Block.objects.get_or_create(
            room_id=context.room_id,
            **({"guest_id": person.guest_id} if person.guest_id else {"user_id": person.user_id}),
            defaults={
                "display_name": target.name,
                "seat_id": target.seat_id,
                "blocked_by_id": context.actor.user_id,
            },
        )
    _record(context, Audit.Action.BLOCK, target)


@transaction.atomic
def unblock_seat(context: AuditContext, seat_id: uuid.UUID) -> None:
    """Unblock the person who was blocked on this seat; raise InvalidInput if there is no block."""
    lock_room_row(context.room_id)
    blocked = Block.objects.filter(room=context.room_id, seat_id=seat_id).first()
    if blocked is None:
        raise InvalidInput("This person is not blocked in this room")
    blocked.delete()
    increment_version(context.room_id)
    record(context, Audit.Action.UNBLOCK, target_name=blocked.display_name)


@transaction.atomic
def set_role(context: AuditContext, target: Target, *, is_cohost: bool, keep: bool) -> None:
    """Make a person co-host of this meeting, and with `keep` also of later ones, or take it back.

    `keep` needs an account. Taking the role back always affects this meeting and later ones.
    """
    lock_room_row(context.room_id)
    role = Seat.Role.COHOST if is_cohost else Seat.Role.PARTICIPANT
    Seat.objects.filter(pk=target.seat_id).update(role=role)
    user_id = target.person.user_id
    if user_id is not None and is_cohost and keep and lock_account_row(user_id) is not None:
        Membership.objects.update_or_create(
            room_id=context.room_id, user_id=user_id, defaults={"role": Membership.Role.COHOST}
        )
    elif user_id is not None and not is_cohost:
        Membership.objects.filter(
            room=context.room_id, user=user_id, role=Membership.Role.COHOST
        ).update(role=Membership.Role.INVITED)
    increment_version(context.room_id)
    _record(context, Audit.Action.SET_COHOST if is_cohost else Audit.Action.UNSET_COHOST, target)


@transaction.atomic
def post_notice(context: AuditContext, content: str) -> Message:
    """Store a system message to all people in the room."""
    lock_room_row(context.room_id)
    _record(context, Audit.Action.POST_NOTICE)
    return Message.objects.create(
        room_id=context.room_id,
        user_id=context.actor.user_id,
        sender_name=context.actor.name,
        type=Message.Type.SYSTEM,
        content=content,
    )


def rename_seat(seat_id: uuid.UUID, name: str) -> None:
    Seat.objects.filter(pk=seat_id).update(display_name=name)


def _record(context: AuditContext, action: Audit.Action, target: Target | None = None) -> None:
    record(
        context,
        action,
        target_name="" if target is None else target.name,
        target_seat=None if target is None else target.seat_id,
    )


def _revoke_seats(context: AuditContext, target: Target) -> None:
    """Revoke the seat, and a newer seat of the same person in this meeting."""
    lock_room_row(context.room_id)
    newer = Q(meeting__room=context.room_id, meeting__ended_at=None, given_up_at=None)
    seats = Seat.objects.filter(Q(pk=target.seat_id) | (rows_of_person(target.person) & newer))
    end_seats(seats, is_removed=True)
    increment_version(context.room_id)
