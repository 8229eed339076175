"""The measurements that clients make of their media, for the operators of this server."""

import msgspec

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
    quality = msgspec.convert(command, MediaQuality, from_attributes=True)
    presence.media.report_quality(seat_of(caller, presence, command.room_id), quality)
    return []
