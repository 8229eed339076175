"""Convert database rows and the records of presence to the parts of events."""

from typing import cast

from msgspec import UNSET

from rooms.models import Message, RoomSettings
from signaling.presence.media_records import RoomMedia
from signaling.presence.records import Knock, MediaServerUse, RoomRules, Seat, WhenHostLeaves
from signaling.protocol import events
from signaling.protocol.events import Account, ChatPosted, MessageType, Participant, Waiting


def participant_of(seat: Seat) -> Participant:
    return Participant(
        socket_id=seat.peer_id or "",
        participant_id=seat.id,
        user_id=UNSET if seat.user_id is None else str(seat.user_id),
        display_name=seat.display_name,
        avatar_color=seat.avatar_color,
        role=seat.role,
        is_host=seat.role == "host",
        is_muted=seat.is_muted,
        is_video_off=seat.is_video_off,
        is_screen_sharing=seat.is_screen_sharing,
        is_hand_raised=seat.hand_raised_at is not None,
        hand_raised_at=seat.hand_raised_at,
        is_reconnecting=seat.transport.is_reconnecting,
        knows_seats=seat.knows_seats,
        has_two_pictures=seat.has_two_pictures,
        uses_media_server=seat.knows_media_server,
        protocol=seat.protocol,
    )


def chat_posted_of(message: Message) -> ChatPosted:
    """Describe a message with its sender's name at that time, without a query for the account."""
    return ChatPosted(
        id=str(message.pk),
        sender_id=message.peer_id,
        sender_participant_id=None if message.seat_id is None else str(message.seat_id),
        sender_name=message.sender_name,
        content=message.content,
        type=cast("MessageType", message.type),
        timestamp=message.sent_at,
        user=UNSET
        if message.user_id is None
        else Account(id=str(message.user_id), display_name=message.sender_name),
    )


def waiting_entry_of(knock: Knock) -> Waiting:
    seat = knock.seat
    return Waiting(
        participant_id=knock.id,
        display_name=seat.display_name,
        avatar_color=seat.avatar_color,
        user_id=UNSET if seat.user_id is None else str(seat.user_id),
        verified=seat.user_id is not None,
        since=knock.since,
        away=knock.is_away,
        denied_before=knock.denied_before,
    )


def room_media_of(media: RoomMedia) -> events.RoomMedia:
    return events.RoomMedia(over=media.over, generation=media.generation)


def rules_of(row: RoomSettings) -> RoomRules:
    return RoomRules(
        allow_screen_share=row.allow_screen_share,
        allow_chat=row.allow_chat,
        waiting_room=row.waiting_room,
        knock_after_removal=row.knock_after_removal,
        allow_microphone=row.allow_microphone,
        allow_camera=row.allow_camera,
        allow_unmute=row.allow_unmute,
        allow_reactions=row.allow_reactions,
        allow_rename=row.allow_rename,
        max_participants=row.max_participants,
        when_host_leaves=cast("WhenHostLeaves", row.when_host_leaves),
        end_after_minutes=row.end_after_minutes,
        media_server=cast("MediaServerUse", row.media_server),
    )
