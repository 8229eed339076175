"""Notices of hosts in the chat."""

from rooms import actions as rows
from rooms.models import Message
from signaling.actions.event_fields import chat_posted_of
from signaling.actions.hosting import host_of
from signaling.actions.text_limits import message_text
from signaling.caller import Caller
from signaling.concurrency.database import in_database
from signaling.outcomes import ChatSent, Delivery, Outcome, Reply, peers
from signaling.presence import Presence
from signaling.protocol.commands import PostNotice
from signaling.protocol.event_context import EventContext


async def post_notice(caller: Caller, command: PostNotice, presence: Presence) -> list[Outcome]:
    """Post a notice in the room's chat to everybody, even if the room does not allow chat."""
    content = message_text(command.content)
    room_id = host_of(caller, presence, command.room_id).room.id
    async with presence.rooms.chat_order(room_id):
        host = host_of(caller, presence, command.room_id)
        message = await in_database(rows.post_notice, host.audit_context, content)
        return _posted_events(message, presence)


def _posted_events(message: Message, presence: Presence) -> list[Outcome]:
    """Tell everybody in the room; protocols take only the room from the context."""
    room_id, posted = str(message.room_id), chat_posted_of(message)
    presence.rooms.note_message(room_id, message.pk)
    seats = presence.seats(room_id)
    context = EventContext(seat=next(iter(seats), None))
    return [
        Delivery(posted, peers(seats), context=context),
        Reply(posted),
        ChatSent(peers(seats), message.pk),
    ]
