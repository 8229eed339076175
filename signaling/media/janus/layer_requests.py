"""Layers that were asked for, until Janus has switched to them.

Janus switches to a layer at its next key frame, and asks the publisher for one once. Browsers
ignore that request if they sent a key frame less than 300 ms ago. Then the picture would keep its
layer for minutes. Therefore the layer is asked for again.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

from signaling.media.engine import Layer, MediaServerLost
from signaling.media.janus.errors import JanusError

# A publisher that does not send the layer can't switch to it. The pauses bound the requests.
_PAUSES_SECONDS = (0.5, 1.0, 2.0, 4.0)


class LayerRequests:
    """`ask` asks Janus for layers, by the mids of their lines."""

    def __init__(self, ask: Callable[[Mapping[str, Layer | None]], Awaitable[None]]) -> None:
        self._ask = ask
        self._unconfirmed: dict[str, Layer | None] = {}
        self._task: asyncio.Task[None] | None = None

    async def change(self, layers: Mapping[str, Layer | None]) -> None:
        """Ask for layers, and repeat that in the background; a pause needs no repetition."""
        await self._ask(layers)
        for mid, layer in layers.items():
            self._unconfirmed.pop(mid, None)
            if layer is not None:
                self._unconfirmed[mid] = layer
        self._repeat_later()

    def confirm(self, mid: str, layer: int) -> None:
        """Note that Janus has switched a line to a layer."""
        if self._unconfirmed.get(mid) == layer:
            del self._unconfirmed[mid]

    def cancel(self) -> None:
        self._unconfirmed.clear()
        if self._task is not None:
            self._task.cancel()

    def _repeat_later(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._task = asyncio.create_task(self._repeat()) if self._unconfirmed else None

    async def _repeat(self) -> None:
        for seconds in _PAUSES_SECONDS:
            await asyncio.sleep(seconds)
            if not self._unconfirmed:
                return
            with suppress(JanusError, MediaServerLost):
                await self._ask(dict(self._unconfirmed))
