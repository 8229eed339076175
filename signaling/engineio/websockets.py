"""The WebSocket transport: from the start of a session, or after an upgrade from polling.

The upgrade of a session that polls:

client ──"2probe"──▶ server
client ◀──"3probe"── server, which also ends the waiting poll of the client with a NOOP packet
client ──"5"───────▶ server, which then sends all packets on the WebSocket
"""

import asyncio
from typing import Any

from signaling.asgi.websocket import CloseCode, WebSocket, WebSocketClosed, accept
from signaling.engineio.poll_queue import NOOP
from signaling.engineio.session import Session

_UPGRADE_SECONDS = 10
# After a failed upgrade, a client polls again as soon as its last poll is answered. A client that
# does not do so is gone. On a slow network, a round trip takes more than a second.
_POLLING_AGAIN_SECONDS = 3


async def begin_on_websocket(
    session: Session, scope: Any, receive: Any, send: Any, open_packet: bytes
) -> None:
    """Serve a client that starts on a WebSocket until its end."""
    websocket = await accept(scope, receive, send)
    session.move_to(websocket)
    websocket.send(open_packet)
    await _listen(session, websocket)


async def upgrade(session: Session, scope: Any, receive: Any, send: Any) -> None:
    """Serve the WebSocket of a polling client that upgrades, until its end.

    The session is upgrading from the beginning, so that it gets only one WebSocket.
    """
    session.is_upgrading = True
    try:
        websocket = await accept(scope, receive, send)
        has_changed = await _negotiate(session, websocket)
    finally:
        session.is_upgrading = False
    if has_changed:
        session.move_to(websocket)
        await _listen(session, websocket)
    else:
        websocket.close(CloseCode.PROTOCOL_ERROR)
        loop = asyncio.get_running_loop()
        loop.call_later(_POLLING_AGAIN_SECONDS, _expect_poll, session, session.poll_queue.polls)


async def _negotiate(session: Session, websocket: WebSocket) -> bool:
    """Return whether the client has changed its transport."""
    try:
        async with asyncio.timeout(_UPGRADE_SECONDS):
            if await websocket.receive() != b"2probe":
                return False
            websocket.send(b"3probe")
            session.poll_queue.end_poll(NOOP)
            return await websocket.receive() == b"5" and not session.is_closed
    except (WebSocketClosed, TimeoutError):
        return False


async def _listen(session: Session, websocket: WebSocket) -> None:
    """Pass the packets of the client to the session, and close it with the WebSocket."""
    try:
        await websocket.listen(session.received)
    finally:
        session.went_away = websocket.close_code == CloseCode.GOING_AWAY
        if websocket.is_violated:
            session.has_misbehaved = True
            session.stop_handling()
        await session.close()


def _expect_poll(session: Session, polls_before: int) -> None:
    """Close the session unless its client polls, or has polled again."""
    queue = session.poll_queue
    has_polled = queue.open_polls or queue.polls > polls_before
    if not session.is_on_websocket and not has_polled:
        session.close_soon()
