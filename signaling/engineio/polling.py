"""The polling transport: GET requests fetch packets for a client, POST requests bring its packets.

This module knows requests as far as ASGI's `receive`. `signaling.engineio.library` converts them
from and to HTTP.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from signaling.asgi.message_costs import MOST_AT_ONCE
from signaling.engineio.poll_queue import NOOP, PollFailed
from signaling.engineio.session import Session
from signaling.refusals import Flooding

_SEPARATOR = "\x1e"
# How long a GET request waits for packets while the client tries a WebSocket.
_UPGRADING_SECONDS = 0.1

Receive = Callable[[], Awaitable[dict[str, Any]]]


async def first_poll(session: Session, open_packet: bytes) -> list[bytes]:
    """Answer the request that opened a session on polling."""
    session.poll_queue.put(open_packet)
    session.is_open = True
    return await session.poll_queue.fetch(session.silence_seconds)


async def poll(session: Session, receive: Receive) -> list[bytes]:
    """Answer a GET request; close the session of a client that aborts it, or that sends another.

    Raise PollFailed, after which the session is closed.
    """
    if session.poll_queue.open_polls:
        # Packets on two requests have no order. Engine.IO's own server closes such a session, too.
        await session.close()
        raise PollFailed
    if session.is_upgrading:
        return await _poll_while_upgrading(session)
    if session.is_ending and session.poll_queue.is_empty:
        # The client has fetched its last packets, and polls again before it is closed.
        await session.close()
        raise PollFailed
    watching = session.server.run(_close_if_aborted(session, receive))
    try:
        return await session.poll_queue.fetch(session.silence_seconds)
    except PollFailed:
        await session.close()
        raise
    finally:
        watching.cancel()


async def _poll_while_upgrading(session: Session) -> list[bytes]:
    """Answer soon, because the client changes its transport only while no GET request is open.

    The upgrade may fail after seconds. Until then, packets are sent as before.
    """
    try:
        return await session.poll_queue.fetch(_UPGRADING_SECONDS)
    except PollFailed:
        return [NOOP]


def received_payload(session: Session, payload: bytes) -> None:
    """Handle the packets of a POST request."""
    try:
        text = payload.decode()
    except UnicodeDecodeError:
        text = ""  # an empty packet is refused
    # Before the upgrade, a burst of candidates arrives as one POST request with many packets.
    packets = text.split(_SEPARATOR)
    if len(packets) > MOST_AT_ONCE:
        session.server.handler.misbehaved(session, Flooding())
        return
    for packet in packets:
        session.received(packet.encode())


async def _close_if_aborted(session: Session, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    if not session.is_on_websocket:
        await session.close()
