"""Handle the announcements of Django code: rows that a page, the REST API or the admin changed."""

import asyncio
import logging
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings

from signaling.actions.moderation.roles import assign_role
from signaling.actions.pairs.events import pair_events
from signaling.actions.rooms.end import room_end_events
from signaling.actions.rooms.room_changes import read_changed_room
from signaling.concurrency.retry_queue import RetryQueue
from signaling.delivery import Deliverer
from signaling.outcomes import CloseAttendance
from signaling.presence import Presence

if TYPE_CHECKING:
    from rooms.access import Role

logger = logging.getLogger(__name__)


class Announcements:
    """The `changed_rooms` are room ids; their rows are read again until that succeeds."""

    def __init__(self, presence: Presence, delivery: Deliverer) -> None:
        self._presence = presence
        self._delivery = delivery
        self.changed_rooms = RetryQueue(self._read_again, "Reading a changed room")
        self._loop: asyncio.AbstractEventLoop

    def listen_on(self, loop: asyncio.AbstractEventLoop) -> None:
        """Set the event loop of presence, which other threads must call."""
        self._loop = loop

    def reject_older_rows(self, room_id: str) -> None:
        """Make sure that no join uses rows of the room that were read before this call.

        The thread that has changed the rows calls this, and waits for the event loop.
        """

        async def reject() -> None:
            self._presence.admission.reject_older_rows(room_id)

        rejected = asyncio.run_coroutine_threadsafe(reject(), self._loop)
        rejected.result(settings.LIVE_ANSWER_SECONDS)

    async def handle(self, message: dict[str, Any]) -> None:
        """Apply one announcement to presence, and send the events about it."""
        if (room_id := message.get("room_id")) is not None:
            # A join that has read the rows before the change may be under way, even into a room
            # that is still empty.
            self._presence.admission.reject_older_rows(room_id)
        match message["type"]:
            case "room.changed":
                self.changed_rooms.add(message["room_id"])
                outcomes = []
            case "room.closed":
                emptied = self._presence.close_room(message["room_id"])
                outcomes = [
                    *room_end_events(emptied, message["reason"]),
                    *map(CloseAttendance, emptied.seats),
                ]
            case "room.role":
                role = cast("Role", message["role"])
                outcomes = assign_role(message["room_id"], message["owner"], role, self._presence)
            case "pairs.blocked":
                outcomes = pair_events(self._presence.pairs.block(message["person"]))
            case "pairs.unblocked":
                self._presence.pairs.unblock(message["person"])
                outcomes = []
            case unknown:
                logger.error("unknown announcement %s", unknown)
                return
        self._delivery.deliver(outcomes)

    async def _read_again(self, room_id: str) -> None:
        await self._delivery.deliver_all(read_changed_room(room_id, self._presence))
