"""What Django code has to say to a room that is in session.

Views, the admin and commands don't know sockets: they announce, on the Channels layer, that a room
changed, and the socket server reads the rows and tells the people. An announcement is made when
the transaction has been committed, so that what is read is what was announced.

Before that, and before a page or call is answered, whoever `listens` in this process learns that
the rows of a room have changed. From then on nobody enters by what was read of them earlier.
"""

import logging
import uuid
from collections.abc import Callable
from functools import partial

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction

from accounts.people import person_key
from rooms.facts import Role

logger = logging.getLogger(__name__)

GROUP = "signaling"

# Called with a room's id in the thread that has committed a change; returns when it is noted.
Listener = Callable[[str], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    _listeners.append(listener)


def stop_listening(listener: Listener) -> None:
    _listeners.remove(listener)


def announce_change(room_id: uuid.UUID) -> None:
    """Say that a room's settings, name or lock changed."""
    _announce({"type": "room.changed", "room_id": str(room_id)})


def announce_closing(room_id: uuid.UUID, reason: str) -> None:
    """Say that a room was closed or deleted: nobody may stay."""
    _announce({"type": "room.closed", "room_id": str(room_id), "reason": reason})


def announce_pair_block(person: str, *, is_blocked: bool) -> None:
    """Say that a person, by its key, may be paired with strangers no more, or again."""
    kind = "pairs.blocked" if is_blocked else "pairs.unblocked"
    _announce({"type": kind, "person": person})


def announce_role(room_id: uuid.UUID, user_id: int, role: Role) -> None:
    """Say what an account is to a room from now on, also if it is there now."""
    owner = person_key(user_id, None)
    _announce({"type": "room.role", "room_id": str(room_id), "owner": owner, "role": role})


def _announce(message: dict[str, str]) -> None:
    for listener in _listeners if "room_id" in message else ():
        transaction.on_commit(partial(listener, message["room_id"]), robust=True)
    transaction.on_commit(partial(_send, message))


def _send(message: dict[str, str]) -> None:
    """Send what has been committed; the request that did so has succeeded, whatever fails here."""
    try:
        async_to_sync(get_channel_layer().group_send)(GROUP, message)
    except Exception as error:
        # Layers raise whatever the library of their broker does.
        kind, what = type(error).__name__, message["type"]
        logger.error("The channel layer failed (%s), %s is not announced", kind, what)  # noqa: TRY400 one line
