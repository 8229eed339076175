"""Start and stop the background tasks of rooms.

Two tasks listen to the Channels layer: one for announcements of Django code, and one for requests.
Two periodic tasks look for passed deadlines and for refused joins to store. Each queue of database
work has a task of its own.
"""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from channels.layers import get_channel_layer
from django.conf import settings

from rooms.announcements import GROUP, add_listener, remove_listener
from signaling.background.announcements import Announcements
from signaling.background.channel_messages import receive_messages
from signaling.background.refused_joins import RefusedJoins
from signaling.background.requests import MediaServerHealth, answer_requests
from signaling.background.room_deadlines import RoomDeadlines
from signaling.background.room_versions import CHECK_SECONDS, RoomVersions
from signaling.concurrency.periodic_tasks import run_periodically
from signaling.delivery import Deliverer
from signaling.dispatch import Dispatch
from signaling.presence import Presence

logger = logging.getLogger(__name__)

# How long the start waits for the broker of the Channels layer.
_JOIN_SECONDS = 1.0


class RoomTasks:
    """`media_servers` returns whether each media server is healthy, by its name."""

    def __init__(
        self,
        presence: Presence,
        delivery: Deliverer,
        dispatch: Dispatch,
        media_servers: MediaServerHealth = dict,
    ) -> None:
        self._presence = presence
        self._delivery = delivery
        self._dispatch = dispatch
        self._media_servers = media_servers
        self._deadlines = RoomDeadlines(presence, delivery)
        self._refused_joins = RefusedJoins(dispatch.refused_joins)
        self._announcements = Announcements(presence, delivery)
        self._versions = RoomVersions(presence, self._announcements.changed_rooms.add)
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Start the tasks."""
        self._announcements.listen_on(asyncio.get_running_loop())
        add_listener(self._announcements.reject_older_rows)
        layer = get_channel_layer()
        channel = await layer.new_channel()
        try:
            async with asyncio.timeout(_JOIN_SECONDS):
                await layer.group_add(GROUP, channel)
        except Exception as error:
            # Channel layers raise the exceptions of their broker's library. The listener joins the
            # group as soon as the broker is back.
            kind = type(error).__name__
            logger.warning("The channel layer failed (%s): announcements are not heard yet", kind)
        self._tasks = [asyncio.create_task(work) for work in self._work(channel)]

    async def stop(self) -> None:
        """Stop the tasks, and store the counts that are due."""
        remove_listener(self._announcements.reject_older_rows)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._refused_joins.store_all()

    def _version_checks(self) -> list[Coroutine[Any, Any, None]]:
        """Return the checks of versions; within one process, no announcement is lost."""
        check = self._versions.check
        return [run_periodically(check, every_seconds=CHECK_SECONDS)] if settings.REDIS_URL else []

    def _work(self, channel: str) -> list[Coroutine[Any, Any, None]]:
        queues = (
            self._delivery.attendance,
            *self._deadlines.queues,
            self._announcements.changed_rooms,
            self._refused_joins.codes,
        )
        return [
            self._deadlines.run(),
            self._refused_joins.run(),
            receive_messages(channel, self._announcements.handle, group=GROUP),
            answer_requests(self._presence, self._dispatch, self._media_servers),
            *self._version_checks(),
            *(queue.run() for queue in queues),
        ]
