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
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Protocol

from meet.server.daphne_http import DaphneServer, loop
from meet.server.durations import STOPPING_SECONDS, THREADS_SECONDS
from meet.server.http_transport import HTTPTransport
from meet.server.listening import BACKLOG
from meet.server.parent_link import ParentLink
from meet.server.protocol_switch import ProtocolSwitch
from meet.server.request_head import is_socket_upgrade
from meet.server.websocket_request import serve_websocket
from signaling.asgi.pacing import Pace

logger = logging.getLogger(__name__)

# The exit code of a process that has to be started again, as EX_TEMPFAIL of sysexits.h.
_RESTART_CODE = 75
# How long a worker waits for the requests of connections that it has just accepted.
_ACCEPTED_SECONDS = 0.5
_PAUSE_SECONDS = 0.01
# The collector ignores all objects that exist after start-up. It scans new objects in small
# portions of 1 ms, at most 5 ms, and all objects since start-up after about 3,000 connects.
_GC_THRESHOLDS = (2_000, 5, 20)
# The longest time that a thread with queries may delay the event loop, in seconds. Python's default
# of 5 ms would pass several times in each turn, whenever the loop returns from the system.
_SWITCH_SECONDS = 0.0005
# Connections and requests that begin in one turn of the event loop. Each takes up to 1 ms, as HTTP.
_BEGUN_PER_TURN = 4


def serve(
    sockets: Sequence[socket.socket],
    tls: ssl.SSLContext | None,
    ready: Callable[[], None],
    parent: ParentLink | None = None,
) -> None:
    """Serve Meet until a signal arrives; call `ready` once requests are answered.

    A worker has a `parent`, and shares its sockets with other workers. Raises a database error if
    the database cannot be used.
    """
    # Imported here because it creates objects that belong to the event loop chosen above.
    from meet.asgi import application, runtime  # noqa: PLC0415

    Server(application, runtime, sockets, tls, parent).serve(ready)


class Lifespan(Protocol):
    """The work beside the requests. It replaces the lifespan events of ASGI, which daphne lacks."""

    @property
    def must_restart(self) -> bool:
        """Tell whether a process that has stopped has to be started again."""

    async def ready(self) -> None:
        """Start the background work."""

    async def stop(self) -> None:
        """Inform all people, close their connections, and stop the background work."""


class Server:
    """Listens, passes each connection to WebSockets or to HTTP, and stops in order."""

    def __init__(
        self,
        application: Any,
        lifespan: Lifespan,
        sockets: Sequence[socket.socket],
        tls: ssl.SSLContext | None,
        parent: ParentLink | None,
    ) -> None:
        self._application = application
        self._lifespan = lifespan
        self._sockets = sockets
        self._tls = tls
        self._parent = parent
        self._http = DaphneServer(application)
        self._pace = Pace(_BEGUN_PER_TURN)
        self._listening: list[asyncio.AbstractServer] = []
        # Connections whose first request may be incomplete; those that are over disappear.
        self._beginning: weakref.WeakSet[ProtocolSwitch] = weakref.WeakSet()
        self._stopping: asyncio.Task[None] | None = None
        self._failure: Exception | None = None

    def serve(self, ready: Callable[[], None]) -> None:
        """Serve until a signal arrives; raise the error that prevented the start.

        Raises SystemExit with code 75 if a supervisor has to start the process again.
        """
        starting = loop.create_task(self._start(ready))
        self._http.run()
        starting.cancel()
        if self._failure is not None:
            raise self._failure
        code = _RESTART_CODE if self._lifespan.must_restart else 0
        _end_process_after(THREADS_SECONDS, code)
        if code:
            sys.exit(code)

    async def _start(self, ready: Callable[[], None]) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._on_signal, number)
        if self._parent is not None:
            self._parent.watch(loop, self._begin_stop)
        try:
            await self._lifespan.ready()
            # Connections wait in the system until now. Other workers accept them if they can.
            await self._accept()
        except Exception as error:
            self._failure = error
            self._http.stop()
            return
        _keep_pauses_short()
        ready()

    async def _accept(self) -> None:
        for one in self._sockets:
            listening = await loop.create_server(
                self._accepted, sock=one, ssl=self._tls, backlog=BACKLOG
            )
            self._listening.append(listening)

    def _accepted(self) -> ProtocolSwitch:
        switch = ProtocolSwitch(self._to_websocket, self._to_http, self._pace)
        self._beginning.add(switch)
        return switch

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
        self._begin_stop()

    def _begin_stop(self) -> None:
        if self._stopping is None:
            self._stopping = loop.create_task(self._stop())

    async def _stop(self) -> None:
        try:
            async with asyncio.timeout(STOPPING_SECONDS):
                if self._parent is None:
                    # The server still listens, because a polling client fetches the last message on
                    # a new connection.
                    await self._lifespan.stop()
                else:
                    await self._leave_to_other_workers()
        except TimeoutError:
            logger.warning("some connections could not be ended in %d s", STOPPING_SECONDS)
        except Exception:
            logger.exception("The end was not in order")
        self._stop_listening()
        await self._http.cancel_applications()
        self._http.stop()

    async def _leave_to_other_workers(self) -> None:
        """Stop in order, and answer every request that this worker has accepted.

        Other workers accept all further connections of the shared sockets.
        """
        self._stop_listening()
        with suppress(TimeoutError):
            async with asyncio.timeout(_ACCEPTED_SECONDS):
                # No event for it: it would cost something for each connection.
                while any(switch.is_waiting for switch in self._beginning):  # noqa: ASYNC110
                    await asyncio.sleep(_PAUSE_SECONDS)
        await self._lifespan.stop()
        await self._http.finish_applications()

    def _stop_listening(self) -> None:
        for listening in self._listening:
            listening.close()
        self._listening.clear()


def _keep_pauses_short() -> None:
    """Keep the pauses of the event loop by the garbage collector and other threads short."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_GC_THRESHOLDS)
    sys.setswitchinterval(_SWITCH_SECONDS)


def _end_process_after(seconds: float, code: int) -> None:
    """End the process anyway: a thread of a page may wait for the event loop forever."""
    ending = threading.Timer(seconds, os._exit, [code])
    ending.daemon = True
    ending.start()
