"""Notices of hosts in the chat."""

from rooms import actions as rows
from signaling.actions.event_fields import chat_posted_of
from signaling.actions.hosting import host_of
from signaling.actions.text_limits import message_text
from signaling.caller import Caller
from signaling.concurrency.database import in_database
from signaling.outcomes import Delivery, Outcome, Reply, peers
from signaling.presence import Presence
from signaling.protocol.commands import PostNotice


async def post_notice(caller: Caller, command: PostNotice, presence: Presence) -> list[Outcome]:
    """Post a notice in the room's chat to everybody, even if the room does not allow chat."""
    content = message_text(command.content)
    room_id = host_of(caller, presence, command.room_id).room.id
    async with presence.rooms.chat_order(room_id):
        host = host_of(caller, presence, command.room_id)
        message = await in_database(rows.post_notice, host.audit_context, content)
        posted = chat_posted_of(message)
        return [Delivery(posted, peers(presence.seats(host.room.id))), Reply(posted)]
