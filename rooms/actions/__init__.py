"""Everything that writes rooms and what is kept of them.

Actions take people and rows, check nothing that needs a socket, and raise `Refusal`s.
"""

from rooms.actions.belonging import invite, set_cohost, unblock, uninvite
from rooms.actions.chatting import delete_message, post_message
from rooms.actions.counting import count_refused_join
from rooms.actions.hosting import mute, remove
from rooms.actions.meeting import close_stale_meetings, give_up_seat, take_seat
from rooms.actions.room import (
    close_room,
    create_room,
    delete_room,
    lock,
    record_operator_change,
    reopen_room,
    set_locked,
    update_room,
)

__all__ = [
    "close_room",
    "close_stale_meetings",
    "count_refused_join",
    "create_room",
    "delete_message",
    "delete_room",
    "give_up_seat",
    "invite",
    "lock",
    "mute",
    "post_message",
    "record_operator_change",
    "remove",
    "reopen_room",
    "set_cohost",
    "set_locked",
    "take_seat",
    "unblock",
    "uninvite",
    "update_room",
]
