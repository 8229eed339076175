"""The models of rooms and their meetings.

A room is permanent. A meeting is one live session of it. A seat is one person's place in a meeting,
and also the attendance record. Presence, not this package, knows who is connected now.
"""

from rooms.models.chat import MESSAGE_CHARACTERS, MESSAGE_KEY_CHARACTERS, Message
from rooms.models.meeting import Meeting, Seat
from rooms.models.membership import Membership
from rooms.models.moderation import Audit, Block
from rooms.models.pairing import REPORT_REASON_CHARACTERS, PairBlock, Report
from rooms.models.room import ROOM_NAME_CHARACTERS, Room, RoomSettings
from rooms.models.snapshot import DrainedMediaServer, LastEpoch, RoomSnapshot, ServerHeartbeat
from rooms.models.statistics import RefusedJoin

__all__ = [
    "MESSAGE_CHARACTERS",
    "MESSAGE_KEY_CHARACTERS",
    "REPORT_REASON_CHARACTERS",
    "ROOM_NAME_CHARACTERS",
    "Audit",
    "Block",
    "DrainedMediaServer",
    "LastEpoch",
    "Meeting",
    "Membership",
    "Message",
    "PairBlock",
    "RefusedJoin",
    "Report",
    "Room",
    "RoomSettings",
    "RoomSnapshot",
    "Seat",
    "ServerHeartbeat",
]
