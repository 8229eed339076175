"""Receive messages of the Channels layer for as long as the process runs.

joining ──▶ receiving ──message──▶ handled; an error of the handler is logged
   ▲            │ error of the layer
   └──pause─────┘   0.1 s, doubled up to 2 s
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from channels.layers import get_channel_layer
from redis.exceptions import ResponseError

logger = logging.getLogger(__name__)

_FIRST_PAUSE_SECONDS = 0.1
_MOST_PAUSE_SECONDS = 2.0
# A layer forgets the members of a group after a day, after a restart, and when a message expires.
_JOIN_AGAIN_SECONDS = 1.0

Hear = Callable[[dict[str, Any]], Awaitable[None]]


async def receive_messages(channel: str, hear: Hear, *, group: str | None = None) -> None:
    """Pass every message of a channel, or of the channel's group, to `hear`.

    After an error of the layer, log it in one line and listen again after a pause. After an error
    of `hear`, log it and continue with the next message.
    """
    pause = _FIRST_PAUSE_SECONDS
    while True:
        try:
            if group is not None:
                await get_channel_layer().group_add(group, channel)
            await _receive(channel, hear)
            pause = _FIRST_PAUSE_SECONDS
        except Exception as error:
            kind = type(error).__name__
            logger.error("The channel layer failed (%s), trying again in %.1f s", kind, pause)  # noqa: TRY400 one line
            if isinstance(error, ResponseError):
                # Redis may be a replica by now. Connect to the present primary, also for sending.
                await get_channel_layer().close_pools()
            await asyncio.sleep(pause)
            pause = min(2 * pause, _MOST_PAUSE_SECONDS)


async def _receive(channel: str, hear: Hear) -> None:
    """Handle messages until it is time to join the group again."""
    layer = get_channel_layer()
    with suppress(TimeoutError):
        async with asyncio.timeout(_JOIN_AGAIN_SECONDS) as limit:
            while True:
                message = await layer.receive(channel)
                limit.reschedule(None)
                await _hear(message, hear)
                limit.reschedule(asyncio.get_running_loop().time() + _JOIN_AGAIN_SECONDS)


async def _hear(message: dict[str, Any], hear: Hear) -> None:
    try:
        await hear(message)
    except Exception:
        logger.exception("A message of the channel layer could not be handled")
