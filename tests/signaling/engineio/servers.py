"""An Engine.IO server with a handler that records what it is told."""

import asyncio
from typing import Any

from signaling.engineio.server import EngineIOServer
from signaling.engineio.session import Session
from signaling.refusals import Misbehaviour

MOST_PAYLOAD_BYTES = 1000


class RecordingSessionHandler:
    def __init__(self) -> None:
        self.messages: list[bytes] = []
        self.closed_by: list[str] = []
        self.is_closed = asyncio.Event()

    async def may_poll(self, scope: Any) -> bool:
        return True

    def opened(self, session: Session) -> bool:
        return True

    async def closed(self, session: Session, *, by_client: bool, by_server: bool) -> None:
        self.closed_by.append("client" if by_client else "server" if by_server else "loss")
        self.is_closed.set()

    def message(self, session: Session, message: bytes) -> None:
        self.messages.append(message)

    def misbehaved(self, session: Session, misbehaviour: Misbehaviour) -> None:
        pass

    def pinged(self, session: Session) -> None:
        pass

    def ponged(self, session: Session) -> None:
        pass


def engineio_of(worker: str, handler: RecordingSessionHandler | None = None) -> EngineIOServer:
    return EngineIOServer(
        handler or RecordingSessionHandler(),
        worker,
        ping_interval_seconds=20,
        ping_timeout_seconds=20,
        most_payload_bytes=MOST_PAYLOAD_BYTES,
    )
