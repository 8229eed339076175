"""What clients measure of their media, for the operators of this server."""

from signaling.actions.authorization import seat_of
from signaling.caller import Caller
from signaling.outcomes import Outcome
from signaling.presence import Presence
from signaling.presence.media_records import MediaQuality
from signaling.protocol.commands import ReportMediaQuality


def report_media_quality(
    caller: Caller, command: ReportMediaQuality, presence: Presence
) -> list[Outcome]:
    """Note the latest measurement of the caller; nobody in the room is told."""
    quality = MediaQuality(
        over=command.over,
        is_relayed=command.is_relayed,
        round_trip_ms=command.round_trip_ms,
        received_loss=command.received_loss,
        sent_loss=command.sent_loss,
        received_height=command.received_height,
        sent_height=command.sent_height,
    )
    presence.media.report_quality(seat_of(caller, presence, command.room_id), quality)
    return []
