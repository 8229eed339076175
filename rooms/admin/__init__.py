"""The admin pages of rooms, for operators.

Operators' changes go through `rooms.actions`, or are announced by them. They therefore reach live
rooms at once and leave an audit row. Records (meetings, seats, chat, audit) can be read but not
written.
"""

from rooms.admin import account, meeting, message, moderation, pairing, room, statistics

__all__ = ["account", "meeting", "message", "moderation", "pairing", "room", "statistics"]
