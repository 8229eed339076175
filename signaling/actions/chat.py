"""Chat messages and the chat history.

The module knows the order of messages in a room; it does not know how clients show them. The
messages of an ad-hoc room are not stored.
"""

import uuid
from datetime import UTC, datetime

from accounts.identity import parse_person_key
from rooms import actions as rows
from rooms import queries
from rooms.models import Message
from rooms.refusals import ChatDisabled
from signaling.actions.authorization import seat_and_room, seat_of
from signaling.actions.event_fields import chat_posted_of
from signaling.actions.text_limits import message_text
from signaling.actions.typing_indicator import end_typing
from signaling.caller import Caller
from signaling.concurrency.database import in_database
from signaling.dialects.registry import traits_of
from signaling.outcomes import ChatSent, Delivery, Outcome, Reply, peers, without
from signaling.presence import Presence, Seat
from signaling.protocol.commands import GetMessages, PostMessage
from signaling.protocol.event_context import EventContext
from signaling.protocol.events import ChatPosted, MessagesRead


async def post_message(caller: Caller, command: PostMessage, presence: Presence) -> list[Outcome]:
    """Store a message and send it to everybody in the room; answer a retry without sending it.

    The sender gets the message too, unless its protocol does not receive its own chat.
    The sender's permission is checked again inside the room's order lock, and by the rows in the
    transaction that stores the message. The stored message is the one that is sent.
    """
    seat = _sender_seat(caller, command, presence)
    content = message_text(command.content)
    if seat.is_ad_hoc:
        return _posted_events(_unstored_message(seat, content, command.key), seat, presence)
    async with presence.rooms.chat_order(seat.room_id):
        seat = _sender_seat(caller, command, presence)
        user_id, guest_id = parse_person_key(seat.owner)
        row = Message(
            room_id=uuid.UUID(seat.room_id),
            seat_id=uuid.UUID(seat.id),
            user_id=user_id,
            guest_id=guest_id,
            peer_id=caller.peer_id,
            sender_name=seat.display_name,
            content=content,
            key=command.key,
        )
        stored, is_new = await in_database(rows.post_message, row)
        posted = chat_posted_of(stored)
        if not is_new:
            return [Reply(posted)]
        presence.rooms.note_message(seat.room_id, stored.pk)
        sent = ChatSent(peers(presence.seats(seat.room_id)), stored.pk)
        return [*_posted_events(posted, seat, presence), sent]


def _sender_seat(caller: Caller, command: PostMessage, presence: Presence) -> Seat:
    """Return the caller's seat; raise NotInRoom, WrongRoom or ChatDisabled.

    A message with a key may be a retry of a stored message. Then the transaction that stores
    messages decides, not this function.
    """
    seat, room = seat_and_room(caller, presence, command.room_id)
    if not room.rules.allow_chat and command.key is None:
        raise ChatDisabled
    return seat


def _posted_events(posted: ChatPosted, sender: Seat, presence: Presence) -> list[Outcome]:
    seats = presence.seats(sender.room_id)
    receivers = seats if traits_of(sender.protocol).receives_own_chat else without(sender, seats)
    return [
        *end_typing(sender.id, presence),
        Delivery(posted, peers(receivers), context=EventContext(seat=sender)),
        Reply(posted),
    ]


def _unstored_message(seat: Seat, content: str, key: str | None) -> ChatPosted:
    """Return a message of an ad-hoc room, which stores no messages.

    A retry gets the id of the first message, so that clients can tell that they have it.
    """
    return ChatPosted(
        id=uuid.uuid4().hex if key is None else uuid.uuid5(uuid.UUID(seat.id), key).hex,
        sender_id=seat.peer_id or "",
        sender_participant_id=seat.id,
        sender_name=seat.display_name,
        content=content,
        type="TEXT",
        timestamp=datetime.now(UTC),
    )


async def get_messages(caller: Caller, command: GetMessages, presence: Presence) -> list[Outcome]:
    seat = seat_of(caller, presence, command.room_id)
    page, more = await in_database(
        queries.messages_of,
        uuid.UUID(seat.room_id),
        before=None if command.before is None else int(command.before),
        after=None if command.after is None else int(command.after),
        limit=command.limit,
    )
    # A person who was removed while the rows were being read must not get the messages.
    seat_of(caller, presence, seat.room_id)
    return [Reply(MessagesRead(messages=[chat_posted_of(row) for row in page], more=more))]
