"""Chat is a row before anybody sees it."""

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from rooms.actions.holding import account_may_go, hold_room
from rooms.auditing import deed_in, record
from rooms.models import Audit, Message, Room, RoomSettings, Seat
from rooms.refusals import ChatDisabled, NotAuthorized


def post_message(message: Message) -> tuple[Message, bool]:
    """Store a message; return what is stored, and whether it is new.

    A retry returns the first message: the same person's with the same key in the same room, from
    whichever seat. Nothing is stored for a person whose seat is over by now (NotAuthorized), or
    where the chat is switched off by now (ChatDisabled); raises RoomNotFound too.
    """
    with account_may_go(message.user_id), transaction.atomic():
        return _store(message)


def _store(message: Message) -> tuple[Message, bool]:
    room = hold_room(message.room_id)
    if (earlier := _earlier(message)) is not None:
        return earlier, False
    _check_rules(message, room)
    message.save(force_insert=True)
    return message, True


@transaction.atomic
def delete_message(message: Message, actor: User) -> None:
    """Delete a message from the history; who has it on the screen keeps it there."""
    hold_room(message.room_id)
    record(
        deed_in(message.room, actor),
        Audit.Action.DELETE_MESSAGE,
        target_name=message.sender_name,
        target_seat=message.seat_id,
    )
    message.delete()


def _check_rules(message: Message, room: Room) -> None:
    """Ask the rows as they are now that the room is held."""
    seats = Seat.objects.filter(meeting__room=room, given_up_at=None)
    if message.seat_id is None or not seats.filter(pk=message.seat_id).exists():
        raise NotAuthorized("You are not in this meeting any more")
    if not RoomSettings.objects.filter(room=room, allow_chat=True).exists():
        raise ChatDisabled


def _earlier(message: Message) -> Message | None:
    if message.key is None:
        return None
    mine = Q(user=message.user_id) if message.guest_id is None else Q(guest_id=message.guest_id)
    return Message.objects.filter(mine, room=message.room_id, key=message.key).first()
