"""Announcements from Django code to rooms in session.

Views, the admin and commands do not know sockets. They announce on the Channels layer that a room
has changed. The socket server then reads the rows and informs the people. An announcement is sent
after the transaction was committed, so that the socket server reads the announced state.

Before that, and before the page or call is answered, the listeners in this process are called with
the room whose rows changed. From then on, nobody enters by rows that were read earlier.
"""

import asyncio
import logging
import uuid
from collections.abc import Callable
from functools import partial

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction

from accounts.identity import person_key
from rooms.access import Role

logger = logging.getLogger(__name__)

GROUP = "signaling"
# How long the answer to a page or a call waits for the layer's broker.
_SEND_SECONDS = 1.0

# Called with a room's id in the thread that committed a change, before the request is answered.
Listener = Callable[[str], None]
_listeners: list[Listener] = []


def add_listener(listener: Listener) -> None:
    _listeners.append(listener)


def remove_listener(listener: Listener) -> None:
    _listeners.remove(listener)


def announce_change(room_id: uuid.UUID) -> None:
    """Announce that a room's settings, name or lock changed."""
    _announce({"type": "room.changed", "room_id": str(room_id)})


def announce_closing(room_id: uuid.UUID, reason: str) -> None:
    """Announce that a room was closed or deleted; the socket server ends its meeting."""
    _announce({"type": "room.closed", "room_id": str(room_id), "reason": reason})


def announce_pair_block(person: str, *, is_blocked: bool) -> None:
    """Announce that a person, by its key, was blocked from random pairs or unblocked."""
    kind = "pairs.blocked" if is_blocked else "pairs.unblocked"
    _announce({"type": kind, "person": person})


def announce_role(room_id: uuid.UUID, user_id: int, role: Role) -> None:
    """Announce the new role of an account in a room, also for people who are in it now."""
    owner = person_key(user_id, None)
    _announce({"type": "room.role", "room_id": str(room_id), "owner": owner, "role": role})


def _announce(message: dict[str, str]) -> None:
    if _listeners and (room_id := message.get("room_id")) is not None:
        transaction.on_commit(lambda: _call_listeners(room_id))
    transaction.on_commit(partial(_send, message))


def _call_listeners(room_id: str) -> None:
    """Call each listener after the commit. A failure here must not fail the request."""
    for listener in _listeners:
        try:
            listener(room_id)
        except Exception:
            logger.exception("A listener failed after a change of a room")


def _send(message: dict[str, str]) -> None:
    """Send an announcement after the commit. A failure here must not fail the request."""
    try:
        async_to_sync(_send_in_time)(message)
    except Exception as error:
        # Channel layers raise the exceptions of their broker's library.
        kind, what = type(error).__name__, message["type"]
        logger.error("The channel layer failed (%s), %s is not announced", kind, what)  # noqa: TRY400 one line


async def _send_in_time(message: dict[str, str]) -> None:
    async with asyncio.timeout(_SEND_SECONDS):
        await get_channel_layer().group_send(GROUP, message)
