"""What is kept of rooms and their meetings.

A room lasts; a meeting is one live session of it; a seat is one person's place in a meeting and
doubles as the attendance record. Who is connected right now is not here but in presence.
"""

from rooms.models.chat import MESSAGE_CHARACTERS, MESSAGE_KEY_CHARACTERS, Message
from rooms.models.meeting import Meeting, Seat
from rooms.models.moderation import Audit, Block
from rooms.models.pairing import REPORT_REASON_CHARACTERS, PairBlock, Report
from rooms.models.room import ROOM_NAME_CHARACTERS, Membership, Room, RoomSettings
from rooms.models.statistics import RefusedJoin

__all__ = [
    "MESSAGE_CHARACTERS",
    "MESSAGE_KEY_CHARACTERS",
    "REPORT_REASON_CHARACTERS",
    "ROOM_NAME_CHARACTERS",
    "Audit",
    "Block",
    "Meeting",
    "Membership",
    "Message",
    "PairBlock",
    "RefusedJoin",
    "Report",
    "Room",
    "RoomSettings",
    "Seat",
]
