"""The requests of clients of this worker whose Engine.IO sessions are on other workers.

               ┌──answer──────────────▶ the response of the session's worker
request──sent──┼──client disconnects──▶ no response; the session's worker is told
               ├──worker lapses───────▶ the response for an unknown session
               └──no answer in time───▶ the same; the session's worker is told

The response for an unknown session makes a client connect again.
"""

import asyncio
import itertools
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.client_networks import client_network
from signaling.asgi.addresses import address_of
from signaling.engineio.library import READ_HEADERS
from signaling.workers.polling.incoming_requests import (
    Application,
    ClientDisconnected,
    Receive,
    Scope,
    Send,
    read_body,
    receive_nothing,
    until_disconnected,
)
from signaling.workers.polling.relay_messages import (
    RelayedAnswer,
    RelayedDisconnect,
    RelayedRequest,
    encode,
)
from signaling.workers.polling.request_allowance import RequestAllowance

logger = logging.getLogger(__name__)

_METHODS = ("GET", "POST")


@dataclass(frozen=True)
class _Waiting:
    """A request that was sent to a worker; its answer is None for an unknown session."""

    worker: str
    answer: asyncio.Future[RelayedAnswer | None]


class ForwardedRequests:
    """Sends requests to the workers of their sessions, and waits for the answers.

    `serve_here` answers requests that can't be forwarded; it knows none of their sessions.
    """

    def __init__(
        self,
        send: Callable[[str, bytes], None],
        serve_here: Application,
        allowance: RequestAllowance,
        *,
        most_body_bytes: int,
        most_waiting_seconds: float,
    ) -> None:
        self._send = send
        self._serve_here = serve_here
        self._allowance = allowance
        self._most_body_bytes = most_body_bytes
        self._most_waiting_seconds = most_waiting_seconds
        self._numbers = itertools.count(1)
        self._waiting: dict[int, _Waiting] = {}

    async def handle(self, worker: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for a session of another worker."""
        if scope["method"] not in _METHODS:
            await self._serve_here(scope, receive, send)
            return
        try:
            request = self._request(scope, await read_body(receive, self._most_body_bytes))
            network = client_network(address_of(scope))
            answer = await self._answer_within_limits(worker, request, network, receive)
        except ClientDisconnected:
            return
        if answer is None:
            await self._serve_here(scope, receive_nothing, send)
            return
        start = {"status": answer.status, "headers": answer.headers}
        await send({"type": "http.response.start", **start})
        await send({"type": "http.response.body", "body": answer.body})

    def answered(self, sender: str, answer: RelayedAnswer) -> None:
        """Pass the answer of a worker to the request that waits for it."""
        waiting = self._waiting.get(answer.number)
        if waiting is not None and waiting.worker == sender and not waiting.answer.done():
            waiting.answer.set_result(answer)

    def lapsed(self, worker: str) -> None:
        """Stop waiting for the answers of a worker that has ended."""
        for waiting in self._waiting.values():
            if waiting.worker == worker and not waiting.answer.done():
                waiting.answer.set_result(None)

    def stop(self) -> None:
        """Answer all waiting requests as for unknown sessions, and tell the other workers."""
        for number, waiting in self._waiting.items():
            if not waiting.answer.done():
                waiting.answer.set_result(None)
                self._send(waiting.worker, encode(RelayedDisconnect(number)))

    def _request(self, scope: Scope, body: bytes) -> RelayedRequest:
        """Return the message for a request, with the headers that its session's worker reads.

        A body that is too long is left out. Its length remains, for which the session's worker
        refuses the request and closes the session.
        """
        headers = [(name, value) for name, value in scope["headers"] if name in READ_HEADERS]
        return RelayedRequest(
            next(self._numbers),
            scope["method"],
            scope["path"],
            scope["query_string"],
            [*headers, (b"content-length", b"%d" % len(body))],
            body if len(body) <= self._most_body_bytes else b"",
        )

    async def _answer_within_limits(
        self, worker: str, request: RelayedRequest, network: str, receive: Receive
    ) -> RelayedAnswer | None:
        message = encode(request)
        if not self._allowance.take(network, len(message)):
            logger.info("refusing a request: too many wait for other workers")
            return None
        try:
            return await self._answer(worker, request.number, message, receive)
        finally:
            self._allowance.give_back(network, len(message))

    async def _answer(
        self, worker: str, number: int, message: bytes, receive: Receive
    ) -> RelayedAnswer | None:
        """Send a request, and wait for its answer; raise ClientDisconnected."""
        waiting = _Waiting(worker, asyncio.get_running_loop().create_future())
        self._waiting[number] = waiting
        self._send(worker, message)
        disconnected = asyncio.create_task(until_disconnected(receive))
        either: list[asyncio.Future[Any]] = [waiting.answer, disconnected]
        most_seconds = self._most_waiting_seconds
        try:
            await asyncio.wait(either, timeout=most_seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            del self._waiting[number]
            if not waiting.answer.done():
                self._send(worker, encode(RelayedDisconnect(number)))
            has_disconnected = not disconnected.cancel()
        if waiting.answer.done():
            return waiting.answer.result()
        if has_disconnected:
            raise ClientDisconnected
        logger.warning("A worker did not answer a request in time")
        return None
