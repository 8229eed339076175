"""Apply the deadlines of rooms: holds, typing, lost peers, knocks, absent hosts.

A periodic task looks for deadlines that have passed and sends the events about them; it uses only
memory. The database work that follows is queued, with one queue for each kind of work. A queue
retries each item until it succeeds.
"""

import logging
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress

from rooms.actions.row_locks import NotHome
from signaling.actions.rooms.absent_host import apply_host_policy, end_without_host
from signaling.actions.rooms.deadline_events import deadline_events
from signaling.actions.rooms.offer_renewal import renew_offers
from signaling.concurrency.periodic_tasks import run_periodically
from signaling.concurrency.retry_queue import RetryQueue
from signaling.delivery import Deliverer
from signaling.outcomes import Outcome
from signaling.presence import Presence

logger = logging.getLogger(__name__)

# Much shorter than every hold; typing ends at most this much too late.
_CHECK_SECONDS = 0.5


class RoomDeadlines:
    def __init__(self, presence: Presence, delivery: Deliverer) -> None:
        self._presence = presence
        self._delivery = delivery
        # The items are peer ids in the first queue, and room ids in the others.
        self._not_rejoined = RetryQueue(
            self._renew_offers, "Renewing the offers of a peer that is back"
        )
        self._hostless = RetryQueue(
            self._apply_host_policy, "Applying the policy for an absent host"
        )
        self._over = RetryQueue(self._end_without_host, "Ending a meeting without its host")
        self.queues = (self._not_rejoined, self._hostless, self._over)

    async def run(self) -> None:
        """Check the deadlines until cancelled; the `queues` run in tasks of their own."""
        await run_periodically(self._check, every_seconds=_CHECK_SECONDS)

    def _check(self) -> None:
        changes = self._presence.apply_deadlines()
        _add_all(self._hostless, changes.hostless)
        _add_all(self._over, changes.ended)
        _add_all(self._not_rejoined, [one.peer_id for one in changes.not_rejoined if one.peer_id])
        for released in changes.expired:
            self._delivery.attendance.add(released.seat)
        for outcomes_of_change in deadline_events(changes, self._presence):
            self._deliver(outcomes_of_change)

    def _deliver(self, outcomes_of_change: Callable[[], list[Outcome]]) -> None:
        """Deliver the outcomes of one change; log an error, so that the others are delivered."""
        try:
            self._delivery.deliver(outcomes_of_change())
        except Exception:
            logger.exception("The events about a passed deadline could not be sent")

    async def _renew_offers(self, peer_id: str) -> None:
        await self._delivery.deliver_all(renew_offers(peer_id, self._presence))

    async def _apply_host_policy(self, room_id: str) -> None:
        await self._decide(apply_host_policy(room_id, self._presence))

    async def _end_without_host(self, room_id: str) -> None:
        await self._decide(end_without_host(room_id, self._presence))

    async def _decide(self, action: Awaitable[list[Outcome]]) -> None:
        """Deliver a decision; if another worker has the room by now, that worker decides."""
        with suppress(NotHome):
            await self._delivery.deliver_all(action)


def _add_all(queue: RetryQueue[str], items: Iterable[str]) -> None:
    for item in items:
        queue.add(item)
