"""Writing chat messages; a message is stored before it is sent to anyone."""

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from rooms.actions.row_locks import lock_room_row, refuse_deleted_account
from rooms.audit import audit_context, record
from rooms.models import Audit, Message, Room, RoomSettings, Seat
from rooms.refusals import ChatDisabled, NotAuthorized


def post_message(message: Message) -> tuple[Message, bool]:
    """Store a message; return the stored message, and whether it is new.

    A retry returns the first message: the message with the same person, key and room, from any
    seat. Raises NotAuthorized if the person's seat has ended, ChatDisabled if chat is turned off,
    and RoomNotFound.
    """
    with refuse_deleted_account(message.user_id), transaction.atomic():
        return _store_message(message)


def _store_message(message: Message) -> tuple[Message, bool]:
    room = lock_room_row(message.room_id)
    if (earlier := _earlier_message(message)) is not None:
        return earlier, False
    _check_rules(message, room)
    message.save(force_insert=True)
    return message, True


@transaction.atomic
def delete_message(message: Message, actor: User) -> None:
    """Delete a message from the history, once. Screens that already display it keep it."""
    room = lock_room_row(message.room_id)
    number, _ = Message.objects.filter(pk=message.pk).delete()
    if not number:
        return
    record(
        audit_context(room, actor),
        Audit.Action.DELETE_MESSAGE,
        target_name=message.sender_name,
        target_seat=message.seat_id,
    )


def _check_rules(message: Message, room: Room) -> None:
    """Check the rules with the current rows, after the room was locked."""
    seats = Seat.objects.filter(meeting__room=room, given_up_at=None)
    if message.seat_id is None or not seats.filter(pk=message.seat_id).exists():
        raise NotAuthorized("You are no longer in this meeting")
    if not RoomSettings.objects.filter(room=room, allow_chat=True).exists():
        raise ChatDisabled


def _earlier_message(message: Message) -> Message | None:
    if message.key is None:
        return None
    mine = Q(user=message.user_id) if message.guest_id is None else Q(guest_id=message.guest_id)
    return Message.objects.filter(mine, room=message.room_id, key=message.key).first()
