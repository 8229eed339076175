"""All functions that write rooms and the records of their meetings.

Actions take people and rows, and raise a `Refusal` if they refuse. They do not know requests,
forms or sockets. An action that changes an existing room is one transaction: it locks the row of
the room first (`row_locks`), and stores the audit entry if a host or an operator acts.

    room, room_state    create and change rooms; lock, close, reopen and delete them
    memberships         co-hosts, invitations, and the end of blocks
    operator_changes    roles that an operator has changed in the rows
    seats               meetings and seats: take, admit, release
    entry_rows          the inserts of a join, as plain SQL
    moderation          remove, block, change roles
    chat                store and delete messages
    pairing             reports and blocks of random pairs
    account             delete an account with its rooms
    statistics          counters of refused joins
    snapshots           the state of rooms in session, for the next run of the server
"""

from rooms.actions.account import delete_account
from rooms.actions.chat import delete_message, post_message
from rooms.actions.memberships import invite, set_cohost, set_member_role, unblock, uninvite
from rooms.actions.moderation import (
    Target,
    block,
    post_notice,
    record_action,
    remove,
    rename_seat,
    set_role,
    unblock_seat,
)
from rooms.actions.operator_changes import Roles, apply_changed_roles, lasting_roles
from rooms.actions.room import (
    complete_new_room,
    create_room,
    record_operator_change,
    update_room,
    update_settings,
)
from rooms.actions.room_state import (
    close_room,
    delete_room,
    end_meeting,
    lock,
    reopen_room,
    set_locked,
)
from rooms.actions.row_locks import lock_room_row
from rooms.actions.seats import (
    admit,
    delete_unused_seat,
    release_seat,
    take_seat,
)
from rooms.actions.statistics import count_refused_join

__all__ = [
    "Roles",
    "Target",
    "admit",
    "apply_changed_roles",
    "block",
    "close_room",
    "complete_new_room",
    "count_refused_join",
    "create_room",
    "delete_account",
    "delete_message",
    "delete_room",
    "delete_unused_seat",
    "end_meeting",
    "invite",
    "lasting_roles",
    "lock",
    "lock_room_row",
    "post_message",
    "post_notice",
    "record_action",
    "record_operator_change",
    "release_seat",
    "remove",
    "rename_seat",
    "reopen_room",
    "set_cohost",
    "set_locked",
    "set_member_role",
    "set_role",
    "take_seat",
    "unblock",
    "unblock_seat",
    "uninvite",
    "update_room",
    "update_settings",
]
