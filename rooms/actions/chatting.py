"""Chat is a row before anybody sees it."""

import uuid

from django.db import IntegrityError, transaction

from accounts.models import User
from rooms.auditing import actor_of, record
from rooms.models import Audit, Message


def post_message(
    room_id: uuid.UUID,
    seat_id: uuid.UUID,
    *,
    user_id: int | None,
    peer_id: str,
    sender_name: str,
    content: str,
    key: str | None,
) -> tuple[Message, bool]:
    """Store a message; return it and whether it is new.

    A retry with the same key from the same seat returns the first message. The caller makes sure
    that the messages of a room are stored one after the other.
    """
    if key is not None and (earlier := _earlier(seat_id, key)) is not None:
        return earlier, False
    try:
        with transaction.atomic():
            message = Message.objects.create(
                room_id=room_id,
                seat_id=seat_id,
                user_id=user_id,
                peer_id=peer_id,
                sender_name=sender_name,
                content=content,
                key=key,
            )
    except IntegrityError:
        # A retry on another connection was quicker by a moment.
        if key is None or (earlier := _earlier(seat_id, key)) is None:
            raise
        return earlier, False
    return message, True


@transaction.atomic
def delete_message(message: Message, actor: User) -> None:
    """Delete a message from the history; who has it on the screen keeps it there."""
    record(
        message.room.pk,
        message.room.code,
        actor_of(actor),
        Audit.Action.DELETE_MESSAGE,
        target_name=message.sender_name,
        target_seat=message.seat_id,
    )
    message.delete()


def _earlier(seat_id: uuid.UUID, key: str) -> Message | None:
    return Message.objects.filter(seat=seat_id, key=key).first()
