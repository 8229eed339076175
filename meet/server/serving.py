"""The life of the server process: start, serve, and stop after all people were informed.

Import this module before any module of daphne or Twisted, because `meet.server.daphne_http` chooses
the event loop.
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
from typing import Any, Protocol, cast

from meet.server.daphne_http import DaphneServer, loop
from meet.server.http_transport import HTTPTransport
from meet.server.protocol_switch import ProtocolSwitch
from meet.server.request_head import is_socket_upgrade
from meet.server.websocket_request import serve_websocket
from signaling.asgi.pacing import Pace

logger = logging.getLogger(__name__)

# The time after the signal in which people are informed and their leaving is recorded.
STOPPING_SECONDS = 5
# The time for which a thread may still be busy after that, e.g. with a query.
_THREADS_SECONDS = 1
# The collector ignores all objects that exist after start-up. It scans new objects in small
# portions of 1 ms, at most 5 ms, and all objects since start-up after about 3,000 connects.
_GC_THRESHOLDS = (2_000, 5, 20)
# The longest time that a thread with queries may delay the event loop, in seconds. Python's default
# of 5 ms would pass several times in each turn, whenever the loop returns from the system.
_SWITCH_SECONDS = 0.0005
_BACKLOG = 2048
# The size of the system's receive buffer for each connection, which the system may double. Without
# a limit it grows to megabytes, and one turn of the event loop would handle all of it.
_RECEIVED_BYTES = 128 * 1024
# The size of the system's send buffer for each connection, which the system may double. Without a
# limit it grows to megabytes for each client that does not read. For a client at a distance of 100
# ms, this allows 1 MB a second.
_SENT_BYTES = 128 * 1024
# Connections and requests that begin in one turn of the event loop. Each takes up to 1 ms, as HTTP.
_BEGUN_PER_TURN = 4


def serve(host: str, port: int, tls: ssl.SSLContext | None, ready: Callable[[int], None]) -> None:
    """Serve Meet until a signal arrives; call `ready` with the port once requests are answered.

    Raises OSError if the address cannot be listened on, and a database error if the database cannot
    be used.
    """
    # Imported here because it creates objects that belong to the event loop chosen above.
    from meet.asgi import application, runtime  # noqa: PLC0415

    Server(application, runtime, host, port, tls).serve(ready)


class Lifespan(Protocol):
    """The work beside the requests. It replaces the lifespan events of ASGI, which daphne lacks."""

    async def ready(self) -> None:
        """Start the background work."""

    async def stop(self) -> None:
        """Inform all people, close their connections, and stop the background work."""


class Server:
    """Listens, passes each connection to WebSockets or to HTTP, and stops in order."""

    def __init__(
        self, application: Any, lifespan: Lifespan, host: str, port: int, tls: ssl.SSLContext | None
    ) -> None:
        self._application = application
        self._lifespan = lifespan
        self._host = host
        self._port = port
        self._tls = tls
        self._http = DaphneServer(application)
        self._pace = Pace(_BEGUN_PER_TURN)
        self._listening: asyncio.AbstractServer | None = None
        self._stopping: asyncio.Task[None] | None = None
        self._failure: Exception | None = None

    def serve(self, ready: Callable[[int], None]) -> None:
        """Serve until a signal arrives; raise the error that prevented the start."""
        starting = loop.create_task(self._start(ready))
        self._http.run()
        starting.cancel()
        if self._failure is not None:
            raise self._failure
        _end_process_after(_THREADS_SECONDS)

    async def _start(self, ready: Callable[[int], None]) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._on_signal, number)
        try:
            port = await self._listen()
            await self._lifespan.ready()
        except Exception as error:
            self._failure = error
            self._http.stop()
            return
        _keep_pauses_short()
        ready(port)

    async def _listen(self) -> int:
        """Start listening, and return the port."""
        self._listening = listening = await loop.create_server(
            lambda: ProtocolSwitch(self._to_websocket, self._to_http, self._pace),
            self._host,
            self._port,
            ssl=self._tls,
            backlog=_BACKLOG,
        )
        sockets = cast("asyncio.Server", listening).sockets
        for listening_socket in sockets:
            # Accepted connections inherit these options.
            listening_socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _RECEIVED_BYTES)
            listening_socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SENT_BYTES)
        return int(sockets[0].getsockname()[1])

    def _to_websocket(self, transport: asyncio.Transport, read: bytes) -> None:
        serve_websocket(self._application, transport, read)

    def _to_http(self, transport: asyncio.Transport, read: bytes) -> None:
        http_transport = HTTPTransport(
            self._http.http_factory, transport, self._upgrade, self._pace
        )
        transport.set_protocol(http_transport)
        http_transport.handle_now(read)

    def _upgrade(self, transport: asyncio.Transport, head: bytes) -> bool:
        if not is_socket_upgrade(head):
            return False
        self._to_websocket(transport, head)
        return True

    def _on_signal(self, number: int) -> None:
        """Stop in order; a second signal stops at once."""
        if self._stopping is not None:
            logger.warning("ended at once by a second signal")
            sys.stderr.flush()
            os._exit(128 + number)
        self._stopping = loop.create_task(self._stop())

    async def _stop(self) -> None:
        try:
            async with asyncio.timeout(STOPPING_SECONDS):
                # The server still listens, because a polling client fetches the last message on a
                # new connection.
                await self._lifespan.stop()
        except TimeoutError:
            logger.warning("some connections could not be ended in %d s", STOPPING_SECONDS)
        except Exception:
            logger.exception("The end was not in order")
        if self._listening is not None:
            self._listening.close()
        await self._http.cancel_applications()
        self._http.stop()


def _keep_pauses_short() -> None:
    """Keep the pauses of the event loop by the garbage collector and other threads short."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_GC_THRESHOLDS)
    sys.setswitchinterval(_SWITCH_SECONDS)


def _end_process_after(seconds: float) -> None:
    """End the process anyway: a thread of a page may wait for the event loop forever."""
    ending = threading.Timer(seconds, os._exit, [0])
    ending.daemon = True
    ending.start()
