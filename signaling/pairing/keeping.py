"""What happens to visitors by itself: they are counted, queued again, and given up when lost."""

import asyncio
import logging

from signaling.actions.pairing import told
from signaling.delivery import Delivering
from signaling.outcomes import Delivery
from signaling.pairing.events import OnlineCounted
from signaling.presence.pairs import Pairs

logger = logging.getLogger(__name__)

# How many are online is told to everybody at most this often.
_TICK_SECONDS = 0.25
_RETRY_SECONDS = 5


class PairKeeper:
    def __init__(self, pairs: Pairs, delivery: Delivering) -> None:
        self._pairs = pairs
        self._delivery = delivery
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._keep_time())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _keep_time(self) -> None:
        while True:
            await asyncio.sleep(_TICK_SECONDS)
            try:
                await self._tick()
            except Exception:
                # Without a keeper, whoever is left alone would wait for ever.
                logger.exception("A tick of the pairs' keeper failed")
                await asyncio.sleep(_RETRY_SECONDS)

    async def _tick(self) -> None:
        self._delivery.deliver(told(await self._pairs.lapse()))
        online = await self._pairs.online_if_changed()
        if online is not None:
            self._delivery.deliver([Delivery(OnlineCounted(count=len(online)), online)])
