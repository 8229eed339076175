"""The admin pages of rooms, for operators.

    live_board, live_actions, confirmations    rooms in session, and actions on them
    room, room_inlines, account                tables that operators change
    meeting, message, moderation, pairing, statistics    records, which can be read or deleted
    read_only, export                          base classes

Operators' changes go through `rooms.actions`, or are announced by them. They therefore reach live
rooms at once and leave an audit entry. Records (meetings, seats, chat, audit) can be read but not
changed.
"""

from rooms.admin import account, meeting, message, moderation, pairing, room, statistics

__all__ = ["account", "meeting", "message", "moderation", "pairing", "room", "statistics"]
