"""Engine.IO requests that reach another worker than that of their session.

A proxy without sticky sessions sends the requests of a polling client to any worker. The worker
that is named in the session id serves the request; the other one forwards it, and sends the
response to the client. Requests for a worker that does not exist are answered as for an unknown
session. WebSockets are not relayed: an upgrade on another worker is refused, and the client stays
on polling.

The headers of a relayed request contain no cookies and no tokens. The session has identified its
client when it was opened.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings

from signaling.engineio.server import EngineIOServer
from signaling.workers.polling.forwarded_requests import ForwardedRequests
from signaling.workers.polling.relay_messages import (
    RelayedAnswer,
    RelayedDisconnect,
    RelayedRequest,
    RelayMessage,
)
from signaling.workers.polling.request_allowance import RequestAllowance
from signaling.workers.polling.served_requests import ServedRequests

# The time for both messages. It and the longest poll together are shorter than the 60 s after which
# proxies give up.
_MESSAGES_SECONDS = 5
# About 14,000 waiting polls, and 3,500 of one address, which may be that of a whole campus.
_MOST_BYTES = 64 * 1024 * 1024
_MOST_BYTES_OF_ADDRESS = 16 * 1024 * 1024


class RelayedRequests:
    """Both parts of one worker: its requests for other workers, and their requests for it.

    Set `relay` of the Engine.IO server to `handle`, and pass the messages of other workers to
    `received` in their order. `send` sends a message to a worker; `is_alive` tells whether a worker
    with this id is running.
    """

    def __init__(
        self,
        engineio: EngineIOServer,
        send: Callable[[str, bytes], None],
        is_alive: Callable[[str], bool],
        allowance: RequestAllowance | None = None,
    ) -> None:
        self._engineio = engineio
        self._is_alive = is_alive
        self._is_stopping = False
        longest_poll_seconds = engineio.ping_interval_seconds + engineio.ping_timeout_seconds
        self._forwarded = ForwardedRequests(
            send,
            engineio.handle_here,
            allowance or RequestAllowance(_MOST_BYTES, _MOST_BYTES_OF_ADDRESS),
            most_body_bytes=settings.LARGE_MESSAGE_BYTES,
            most_waiting_seconds=longest_poll_seconds + _MESSAGES_SECONDS,
        )
        self._served = ServedRequests(send, engineio.handle_here)

    async def handle(self, worker: str, scope: Any, receive: Any, send: Any) -> None:
        """Answer an HTTP request that names a session of another worker."""
        if self._is_stopping or not self._is_alive(worker):
            await self._engineio.handle_here(scope, receive, send)
        else:
            await self._forwarded.handle(worker, scope, receive, send)

    def received(self, sender: str, message: RelayMessage) -> None:
        """Handle a message of another worker, for either part."""
        match message:
            case RelayedRequest():
                self._served.begin(sender, message)
            case RelayedDisconnect(number):
                self._served.disconnect(sender, number)
            case RelayedAnswer():
                self._forwarded.answered(sender, message)

    def lapsed(self, worker: str) -> None:
        """End the requests for a worker that has ended, and the polls of its clients."""
        self._forwarded.lapsed(worker)
        self._served.lapsed(worker)

    async def stop(self) -> None:
        """End the waiting requests, and wait for the last answers to other workers.

        Call it after the sessions were closed, while messages can still be sent.
        """
        self._is_stopping = True
        self._forwarded.stop()
        await self._served.stop()
