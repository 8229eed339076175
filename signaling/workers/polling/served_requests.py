"""The requests that other workers have sent to this one, because it has their sessions."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from http import HTTPStatus
from typing import Any

from signaling.asgi.pacing import Pace
from signaling.workers.polling.relay_messages import Headers, RelayedAnswer, RelayedRequest, encode

logger = logging.getLogger(__name__)

# The requests that begin in one turn of the event loop; each takes about 0.2 ms. After an outage of
# the bus, all delayed requests arrive at once.
_PER_TURN = 8
# How long the end of this worker waits for its last answers, after all sessions are closed.
_STOPPING_SECONDS = 1

Application = Callable[[Any, Any, Any], Awaitable[None]]


class ServedRequests:
    """Runs the ASGI application for each request, and sends its response to the sender."""

    def __init__(self, send: Callable[[str, bytes], None], application: Application) -> None:
        self._send = send
        self._application = application
        self._exchanges: dict[tuple[str, int], _Exchange] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._pace = Pace(_PER_TURN)

    def begin(self, sender: str, request: RelayedRequest) -> None:
        """Serve a request in a background task."""
        self._exchanges[sender, request.number] = exchange = _Exchange(request)
        self._pace.begin(partial(self._start, sender, exchange))

    def disconnect(self, sender: str, number: int) -> None:
        """Tell the application that the client has disconnected; do nothing after the answer."""
        exchange = self._exchanges.get((sender, number))
        if exchange is not None:
            exchange.has_disconnected.set()

    def lapsed(self, worker: str) -> None:
        """Treat the clients of a worker that has ended as disconnected."""
        for sender, number in self._exchanges:
            if sender == worker:
                self.disconnect(sender, number)

    async def stop(self) -> None:
        """Wait for the last answers; the sessions were closed before."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=_STOPPING_SECONDS)

    def _start(self, sender: str, exchange: "_Exchange") -> None:
        task = asyncio.create_task(self._serve(sender, exchange))
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    async def _serve(self, sender: str, exchange: "_Exchange") -> None:
        try:
            await self._application(exchange.scope, exchange.receive, exchange.send)
        finally:
            del self._exchanges[sender, exchange.request.number]
            if not exchange.has_disconnected.is_set():
                self._send(sender, encode(exchange.answer()))

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("A relayed request failed", exc_info=error)


class _Exchange:
    """One request, and the response of the application so far; `receive` and `send` of ASGI."""

    def __init__(self, request: RelayedRequest) -> None:
        self.request = request
        self.scope = {
            "type": "http",
            "method": request.method,
            "path": request.path,
            "query_string": request.query_string,
            "headers": request.headers,
        }
        self.has_disconnected = asyncio.Event()
        self._is_received = False
        self._status: int = HTTPStatus.INTERNAL_SERVER_ERROR
        self._headers: Headers = []
        self._body = b""

    async def receive(self) -> dict[str, Any]:
        """Return the request with its body, then wait until its client disconnects."""
        if not self._is_received:
            self._is_received = True
            return {"type": "http.request", "body": self.request.body, "more_body": False}
        await self.has_disconnected.wait()
        return {"type": "http.disconnect"}

    async def send(self, event: dict[str, Any]) -> None:
        if event["type"] == "http.response.start":
            self._status = event["status"]
            self._headers = event["headers"]
        else:
            self._body += event.get("body", b"")

    def answer(self) -> RelayedAnswer:
        """Return the response; an error if the application has failed before it sent one."""
        return RelayedAnswer(self.request.number, self._status, self._headers, self._body)
