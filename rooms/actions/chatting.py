"""Chat is a row before anybody sees it."""

from django.db import IntegrityError, transaction

from accounts.models import User
from rooms.auditing import deed_in, record
from rooms.models import Audit, Message


def post_message(message: Message) -> tuple[Message, bool]:
    """Store a message; return what is stored, and whether it is new.

    A retry with the same key from the same seat returns the first message. The caller makes sure
    that the messages of a room are stored one after the other.
    """
    if (earlier := _earlier(message)) is not None:
        return earlier, False
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        # A retry on another connection was quicker by a moment.
        if (earlier := _earlier(message)) is None:
            raise
        return earlier, False
    return message, True


@transaction.atomic
def delete_message(message: Message, actor: User) -> None:
    """Delete a message from the history; who has it on the screen keeps it there."""
    record(
        deed_in(message.room, actor),
        Audit.Action.DELETE_MESSAGE,
        target_name=message.sender_name,
        target_seat=message.seat_id,
    )
    message.delete()


def _earlier(message: Message) -> Message | None:
    if message.key is None:
        return None
    return Message.objects.filter(seat=message.seat_id, key=message.key).first()
