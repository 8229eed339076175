"""The answer to a join: the complete state of the room, with the last chat messages."""

import uuid
from collections.abc import Sequence

from msgspec import UNSET

from rooms import queries
from rooms.ice import ice_servers
from signaling.actions.authorization import person_of
from signaling.actions.event_fields import (
    chat_posted_of,
    participant_of,
    room_media_of,
    waiting_entry_of,
)
from signaling.concurrency.database import in_database
from signaling.outcomes import without
from signaling.presence import Presence, Room, Seat
from signaling.protocol.events import ChatPosted, RoomJoined


async def describe_room(seat: Seat, presence: Presence) -> RoomJoined | None:
    """Return the answer that a newcomer on this seat would get now.

    Returns None if the peer has left the seat while the chat was being read.
    """
    async with presence.rooms.chat_order(seat.room_id):
        messages = await chat_of(seat)
        room = presence.room(seat.room_id)
        current = presence.seat_of(seat.peer_id or "")
        if room is None or current is None or current.id != seat.id:
            return None
        return room_joined(room, current, messages, presence)


async def chat_of(seat: Seat) -> list[ChatPosted]:
    """Read the last messages of the room; an ad-hoc room stores none."""
    if seat.is_ad_hoc:
        return []
    page = await in_database(queries.newest_messages, uuid.UUID(seat.room_id))
    return [chat_posted_of(row) for row in page]


def room_joined(
    room: Room, seat: Seat, messages: Sequence[ChatPosted], presence: Presence
) -> RoomJoined:
    """Return the answer for the peer on this seat; only hosts get the waiting list."""
    others = without(seat, presence.seats(room.id))
    visible = [other for other in others if seat.knows_seats or not other.is_departed]
    knocks = (
        [waiting_entry_of(knock) for knock in presence.knocks(room.id)] if seat.may_host else UNSET
    )
    return RoomJoined(
        room_id=room.id,
        room_code=room.code,
        room_name=room.name,
        meeting_id=room.meeting_id,
        participant_id=seat.id,
        participant_token=person_of(seat).token or UNSET,
        role=seat.role,
        is_host=seat.role == "host",
        you=participant_of(seat),
        participants=[participant_of(other) for other in visible],
        messages=list(messages),
        settings=room.rules,
        locked=room.is_locked,
        spotlight=presence.rooms.spotlight(room.id),
        waiting=knocks,
        ice_servers=ice_servers(seat.id),
        media=room_media_of(presence.media.of_room(room.id)),
    )
