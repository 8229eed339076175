"""The tables of rooms, as operators see them.

What operators may change is changed by `rooms.actions`, or announced by them, so that it reaches
live rooms at once and leaves an audit row. What happened (meetings, seats, chat, audit) can be
read, not written.
"""

from rooms.admin import account, meeting, message, moderation, pairing, room, statistics

__all__ = ["account", "meeting", "message", "moderation", "pairing", "room", "statistics"]
