"""Background work of rooms that no participant asked for: timeouts and messages of Django code.

One task looks for expired states, e.g. holds and typing, and sends events about them; it uses only
memory. The database work that follows is queued, with one queue for each kind of work; a queue
retries each item until it succeeds. Two tasks listen to the Channels layer: one for announcements,
and one for requests.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, cast

from channels.layers import get_channel_layer
from django.conf import settings

from rooms import actions as rows
from rooms.announcements import GROUP, add_listener, remove_listener
from signaling.actions.moderation.roles import assign_role
from signaling.actions.pairs.events import pair_events
from signaling.actions.rooms.absent_host import apply_host_policy, end_without_host
from signaling.actions.rooms.deadline_events import deadline_events
from signaling.actions.rooms.end import room_end_events
from signaling.actions.rooms.offer_renewal import renew_offers
from signaling.actions.rooms.room_changes import read_changed_room
from signaling.background.channel_messages import receive_messages
from signaling.background.requests import Answering, answer_requests
from signaling.database import in_database
from signaling.delivery import Deliverer
from signaling.outcomes import CloseAttendance, Outcome
from signaling.periodic_tasks import run_periodically
from signaling.presence import Presence
from signaling.retry_queue import RetryQueue

if TYPE_CHECKING:
    from rooms.access import Role

logger = logging.getLogger(__name__)

# Much shorter than every hold; typing ends at most this much too late.
_TICK_SECONDS = 0.5


class RoomKeeper:
    def __init__(self, presence: Presence, delivery: Deliverer, dispatch: Answering) -> None:
        self._presence = presence
        self._delivery = delivery
        self._dispatch = dispatch
        # The items are peer ids in the first queue, codes in the last, and room ids in the others.
        self._not_rejoined = RetryQueue(self._let_offer_anew, "Introducing a peer that is back")
        self._changed = RetryQueue(self._read_again, "Reading a changed room")
        self._hostless = RetryQueue(self._miss_host, "Applying what a missing host means")
        self._over = RetryQueue(self._end_without_host, "Ending a meeting without its host")
        self._refused = RetryQueue(self._count_refused, "Counting refused joins")
        self._tasks: list[asyncio.Task[None]] = []
        self._loop: asyncio.AbstractEventLoop

    async def start(self) -> None:
        """Close the meetings that a killed process left open, and start the tasks."""
        if stale := await in_database(rows.close_stale_meetings):
            logger.info("closed %d meetings that were left open", stale)
        self._loop = asyncio.get_running_loop()
        add_listener(self._outdate)
        layer = get_channel_layer()
        channel = await layer.new_channel()
        await layer.group_add(GROUP, channel)
        work = [
            run_periodically(self._tick, every_seconds=_TICK_SECONDS),
            receive_messages(channel, self._hear, group=GROUP),
            answer_requests(self._presence, self._dispatch),
            *(queue.run() for queue in self._queues()),
        ]
        self._tasks = [asyncio.create_task(one) for one in work]

    async def stop(self) -> None:
        """Stop the tasks and close the stored meetings, because nobody is connected any more."""
        remove_listener(self._outdate)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for code in list(self._dispatch.refused_joins):
            await self._refused.attempt(code)
        await in_database(rows.close_stale_meetings)

    def _outdate(self, room_id: str) -> None:
        """Mark rows of the room that were read before as outdated, so that no join uses them.

        The thread that has changed the rows calls this.
        """

        async def outdate() -> None:
            self._presence.admission.reject_older_rows(room_id)

        outdated = asyncio.run_coroutine_threadsafe(outdate(), self._loop)
        outdated.result(settings.LIVE_ANSWER_SECONDS)

    def _queues(self) -> tuple[RetryQueue[Any], ...]:
        return (
            self._delivery.attendance,
            self._not_rejoined,
            self._changed,
            self._hostless,
            self._over,
            self._refused,
        )

    async def _tick(self) -> None:
        lapsed = self._presence.apply_deadlines()
        add_all(self._hostless, lapsed.hostless)
        add_all(self._over, lapsed.ended)
        add_all(self._not_rejoined, [one.peer_id for one in lapsed.not_rejoined if one.peer_id])
        add_all(self._refused, self._dispatch.refused_joins)
        for gone in lapsed.expired:
            self._delivery.attendance.add(gone.seat)
        for tell in deadline_events(lapsed, self._presence):
            self._tell(tell)

    def _tell(self, tell: Callable[[], list[Outcome]]) -> None:
        """Deliver the outcomes of one timeout; log an error, so that the others are delivered."""
        try:
            self._delivery.deliver(tell())
        except Exception:
            logger.exception("What time brought could not be told")

    async def _let_offer_anew(self, peer_id: str) -> None:
        await self._delivery.deliver_all(renew_offers(peer_id, self._presence))

    async def _read_again(self, room_id: str) -> None:
        await self._delivery.deliver_all(read_changed_room(room_id, self._presence))

    async def _miss_host(self, room_id: str) -> None:
        await self._delivery.deliver_all(apply_host_policy(room_id, self._presence))

    async def _end_without_host(self, room_id: str) -> None:
        await self._delivery.deliver_all(end_without_host(room_id, self._presence))

    async def _count_refused(self, code: str) -> None:
        """Store the number of refused joins with this code in one query, not one for each join."""
        refused = self._dispatch.refused_joins
        times = refused[code]
        if not times:
            return
        await in_database(rows.count_refused_join, code, times)
        refused[code] -= times
        if not refused[code]:
            del refused[code]

    async def _hear(self, message: dict[str, Any]) -> None:
        if (room_id := message.get("room_id")) is not None:
            # A join that has read the rows before the change may be under way, even into a room
            # that is still empty.
            self._presence.admission.reject_older_rows(room_id)
        match message["type"]:
            case "room.changed":
                self._changed.add(message["room_id"])
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


def add_all(queue: RetryQueue[str], items: Iterable[str]) -> None:
    for item in items:
        queue.add(item)
