"""What happens to visitors by itself: they are counted, queued again, and given up when lost."""

import asyncio

from signaling.actions.pairing import told
from signaling.delivery import Delivering
from signaling.outcomes import Delivery
from signaling.pairing.events import OnlineCounted
from signaling.presence.pairs import Pairs
from signaling.ticking import tick_for_ever

# How many are online is told to everybody at most this often.
_TICK_SECONDS = 0.25


class PairKeeper:
    def __init__(self, pairs: Pairs, delivery: Delivering) -> None:
        self._pairs = pairs
        self._delivery = delivery
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(tick_for_ever(self._tick, every_seconds=_TICK_SECONDS))

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _tick(self) -> None:
        self._delivery.deliver(told(await self._pairs.lapse()))
        online = await self._pairs.online_if_changed()
        if online is not None:
            self._delivery.deliver([Delivery(OnlineCounted(count=len(online)), online)])
