"""Two workers in one process, and the messages between them.

Each worker has a real Engine.IO server with a handler that records. Messages are encoded, and
delivered in the next turn of the event loop.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from signaling.engineio.server import EngineIOServer
from signaling.engineio.session import Session
from signaling.workers.polling.relay_messages import RelayMessage
from signaling.workers.polling.relayed_requests import RelayedRequests
from signaling.workers.polling.request_allowance import RequestAllowance
from tests.signaling.engineio.servers import RecordingSessionHandler, engineio_of

DEADLINE_SECONDS = 5


class Bus:
    """Delivers messages to workers, except to the `silent` ones."""

    def __init__(self) -> None:
        self.workers: dict[str, Worker] = {}
        self.silent: set[str] = set()
        self.sent: list[RelayMessage] = []
        self._has_sent = asyncio.Event()

    def send(self, sender: str, receiver: str, message: bytes) -> None:
        decoded = msgspec.msgpack.decode(message, type=RelayMessage)
        self.sent.append(decoded)
        self._has_sent.set()
        if receiver not in self.silent:
            loop = asyncio.get_running_loop()
            loop.call_soon(self.workers[receiver].relayed.received, sender, decoded)

    async def until_sent(self, kind: type[RelayMessage]) -> Any:
        """Return the first message of this kind."""
        while True:
            for message in self.sent:
                if isinstance(message, kind):
                    return message
            self._has_sent.clear()
            await self._has_sent.wait()


class Worker:
    def __init__(self, worker: str, bus: Bus, allowance: RequestAllowance | None) -> None:
        self.id = worker
        self.handler = RecordingSessionHandler()
        self.engineio = engineio_of(worker, self.handler)
        self.relayed = RelayedRequests(
            self.engineio,
            lambda receiver, message: bus.send(worker, receiver, message),
            bus.workers.__contains__,
            allowance,
        )
        self.engineio.relay = self.relayed.handle
        bus.workers[worker] = self

    def begin(self, method: str, sid: str, body: bytes = b"", **scope: Any) -> "Request":
        """Begin a request for a session."""
        query = f"EIO=4&transport=polling&sid={sid}".encode()
        return Request(self.engineio, {"method": method, "query_string": query, **scope}, [body])

    async def poll(self, sid: str, **scope: Any) -> "Request":
        return await self.begin("GET", sid, **scope).response()

    async def post(self, sid: str, body: bytes, **scope: Any) -> "Request":
        return await self.begin("POST", sid, body, **scope).response()

    async def open(self, query: str = "") -> Session:
        """Open a session on polling, with something more in its query."""
        handshake = f"EIO=4&transport=polling{query}".encode()
        opening = Request(self.engineio, {"query_string": handshake}, [b""])
        opened = json.loads((await opening.response()).body[1:])
        return self.engineio.sessions[opened["sid"]]


class Request:
    """An HTTP request: its ASGI interface, and the response so far."""

    def __init__(self, engineio: EngineIOServer, scope: dict[str, Any], body: list[bytes]) -> None:
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/socket.io/",
            "headers": [],
            "client": ["192.0.2.1", 4711],
            **scope,
        }
        self._events = [
            {"type": "http.request", "body": part, "more_body": number < len(body)}
            for number, part in enumerate(body, 1)
        ]
        self._is_aborted = asyncio.Event()
        self.status = 0
        self.headers: dict[bytes, bytes] = {}
        self.body = b""
        self.serving = asyncio.create_task(
            engineio.handle_request(scope, self._receive, self._send)
        )

    async def response(self) -> "Request":
        await self.serving
        return self

    def abort(self) -> None:
        """Disconnect the client."""
        self._is_aborted.set()

    async def _receive(self) -> dict[str, Any]:
        if self._events:
            return self._events.pop(0)
        await self._is_aborted.wait()
        return {"type": "http.disconnect"}

    async def _send(self, event: dict[str, Any]) -> None:
        if event["type"] == "http.response.start":
            self.status = event["status"]
            self.headers = dict(event["headers"])
        else:
            self.body += event["body"]


def with_two_workers(
    body: Callable[[Bus, Worker, Worker], Awaitable[None]],
    allowance: RequestAllowance | None = None,
) -> None:
    """Call `body` with the worker of a client's requests, and the worker of its session."""

    async def run() -> None:
        bus = Bus()
        edge, home = (Worker(name, bus, allowance) for name in ("w1-9f3ac1d2", "w2-07b1c2d3"))
        async with asyncio.timeout(DEADLINE_SECONDS):
            await body(bus, edge, home)
            for worker in (edge, home):
                for session in list(worker.engineio.sessions.values()):
                    await session.close()
                await worker.relayed.stop()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        if left:  # watchers of disconnects, which were cancelled in this turn
            assert not (await asyncio.wait(left, timeout=1))[1]

    asyncio.run(run())
