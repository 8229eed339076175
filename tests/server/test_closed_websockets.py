"""A closed WebSocket is freed at once, without the garbage collector."""

import asyncio
import weakref
from typing import Any

from meet.server.websocket import ServerWebSocket


class Transport:
    """A transport whose methods do nothing."""

    def set_protocol(self, protocol: object) -> None:
        pass

    def pause_reading(self) -> None:
        pass


class Listener:
    def hear(self, message: bytes) -> None:
        pass


def test_a_lost_wire_lets_go_of_who_listened():
    async def story() -> None:
        transport: Any = Transport()
        websocket, listener = ServerWebSocket(transport), Listener()
        known = weakref.ref(listener)
        listening = asyncio.create_task(websocket.listen(listener.hear))
        await asyncio.sleep(0)
        del listener
        assert known() is not None
        websocket.lost()
        await listening
        assert known() is None

    asyncio.run(story())
