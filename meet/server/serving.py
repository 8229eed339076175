"""The life of the server process: it starts, serves, and ends without dropping anybody unheard.

Import this before anything of daphne or Twisted: it chooses the event loop.
"""

import asyncio
import gc
import logging
import os
import signal
import socket
import ssl
import sys
import threading
from collections.abc import Callable
from typing import Any, cast

import uvloop
from twisted.internet import asyncioreactor

_loop = uvloop.new_event_loop()
asyncioreactor.install(_loop)

from daphne.http_protocol import WebRequest  # noqa: E402
from daphne.server import Server as Daphne  # noqa: E402
from twisted.internet import reactor as _reactor  # noqa: E402
from twisted.logger import globalLogBeginner  # noqa: E402

from meet.server.bridge import Bridge  # noqa: E402
from meet.server.front import Front, is_socket_upgrade  # noqa: E402
from meet.server.http import BoundedHTTPFactory  # noqa: E402
from meet.server.websocket import serve_websocket  # noqa: E402
from signaling.house import House  # noqa: E402
from signaling.pacing import Pace  # noqa: E402

logger = logging.getLogger(__name__)
# Its type depends on what was installed, which mypy can't know.
reactor: Any = _reactor

# How long people have, from the signal on, to be told and written off.
STOPPING_SECONDS = 5
# How long a thread may still be busy then, e.g. with a query.
_THREADS_SECONDS = 1
# Everything alive after start-up stays: the collector looks at it no more. What is new it looks at
# in small portions, of 1 ms and at most 5, and at everything since then after some 3,000 connects.
_GC_THRESHOLDS = (2_000, 5, 20)
# How long a thread that queries may keep the event loop from going on, in seconds: Python's 5 ms
# would pass again and again in each turn, whenever the loop comes back from the system.
_SWITCH_SECONDS = 0.0005
_BACKLOG = 2048
# What the system holds of a connection until it is read, which it may double: without a limit it
# grows to megabytes, and who sends as much has all of it handled in one turn of the event loop.
_RECEIVED_BYTES = 128 * 1024
# What the system holds of what a client has not taken yet, which it may double: without a limit it
# grows to megabytes for each client that does not read. At 100 ms from here this is 1 MB a second.
_SENT_BYTES = 128 * 1024
# Connections and requests that begin in one turn of the event loop; each takes up to 1 ms, as HTTP.
_BEGUN_PER_TURN = 4


def serve(host: str, port: int, tls: ssl.SSLContext | None, ready: Callable[[int], None]) -> None:
    """Serve Meet until a signal comes; `ready` gets the port once requests are answered.

    Raises OSError where the address can't be listened on, and a database's error where that can't
    be used.
    """
    # Only now: what it makes belongs to the event loop chosen above.
    from meet.asgi import application, house  # noqa: PLC0415

    Server(application, house, host, port, tls).serve(ready)


class Server(Daphne):
    """daphne with listening, WebSockets and the end of its life taken over."""

    def __init__(
        self, application: Any, house: House, host: str, port: int, tls: ssl.SSLContext | None
    ) -> None:
        super().__init__(application, endpoints=["unused"], server_name="meet")
        self._house = house
        self._host = host
        self._port = port
        self._tls = tls
        self._pace = Pace(_BEGUN_PER_TURN)
        self._listening: asyncio.AbstractServer | None = None
        self._is_stopping = False
        self._failure: Exception | None = None

    def serve(self, ready: Callable[[int], None]) -> None:
        """Serve until a signal comes; raise what went wrong at the start."""
        self.connections: dict[Any, dict[str, Any]] = {}
        self.http_factory = BoundedHTTPFactory(self)
        # Twisted's own log says nothing that ours doesn't.
        nowhere: Any = lambda _: None  # noqa: E731
        globalLogBeginner.beginLoggingTo([nowhere], redirectStandardIO=False, discardBuffer=True)
        asyncio.set_event_loop(_loop)
        reactor.callLater(1, self.application_checker)
        starting = _loop.create_task(self._start(ready))
        reactor.run(installSignalHandlers=False)
        starting.cancel()
        if self._failure is not None:
            raise self._failure
        _wait_for_threads_no_longer_than(_THREADS_SECONDS)

    async def _start(self, ready: Callable[[int], None]) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            _loop.add_signal_handler(number, self._on_signal, number)
        try:
            port = await self._listen()
            await self._house.ready()
        except Exception as error:
            self._failure = error
            reactor.stop()
            return
        _keep_pauses_short()
        ready(port)

    async def _listen(self) -> int:
        """Begin to listen, and return the port."""
        self._listening = listening = await _loop.create_server(
            lambda: Front(self._to_websocket, self._to_http, self._pace),
            self._host,
            self._port,
            ssl=self._tls,
            backlog=_BACKLOG,
        )
        sockets = cast("asyncio.Server", listening).sockets
        for one in sockets:
            # What is accepted inherits it.
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _RECEIVED_BYTES)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SENT_BYTES)
        return int(sockets[0].getsockname()[1])

    async def handle_reply(self, protocol: WebRequest, message: dict[str, Any]) -> None:
        """Send a part of an answer once the client has taken what came before."""
        if protocol.channel is not None:
            await protocol.channel.transport.writable()
        await super().handle_reply(protocol, message)

    def _to_websocket(self, transport: asyncio.Transport, read: bytes) -> None:
        serve_websocket(self.application, transport, read)

    def _to_http(self, transport: asyncio.Transport, read: bytes) -> None:
        bridge = Bridge(self.http_factory, transport, self._upgrade, self._pace)
        transport.set_protocol(bridge)
        bridge.take(read)

    def _upgrade(self, transport: asyncio.Transport, head: bytes) -> bool:
        if not is_socket_upgrade(head):
            return False
        self._to_websocket(transport, head)
        return True

    def _on_signal(self, number: int) -> None:
        """End in order; a second signal ends at once."""
        if self._is_stopping:
            logger.warning("ended at once by a second signal")
            sys.stderr.flush()
            os._exit(128 + number)
        self._is_stopping = True
        self._stopping = _loop.create_task(self._stop())

    async def _stop(self) -> None:
        try:
            async with asyncio.timeout(STOPPING_SECONDS):
                # Listening still: a client that polls fetches its farewell on a new connection.
                await self._house.stop()
        except TimeoutError:
            logger.warning("some connections could not be ended in %d s", STOPPING_SECONDS)
        except Exception:
            logger.exception("The end was not in order")
        if self._listening is not None:
            self._listening.close()
        applications = [
            task
            for details in self.connections.values()
            if (task := details.get("application_instance")) is not None
        ]
        for task in applications:
            task.cancel()
        await asyncio.gather(*applications, return_exceptions=True)
        reactor.stop()


def _keep_pauses_short() -> None:
    """Let neither the garbage collector nor other threads hold the event loop up for long."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_GC_THRESHOLDS)
    sys.setswitchinterval(_SWITCH_SECONDS)


def _wait_for_threads_no_longer_than(seconds: float) -> None:
    """End the process all the same: who answers a page may wait for the event loop, for ever."""
    ending = threading.Timer(seconds, os._exit, [0])
    ending.daemon = True
    ending.start()
