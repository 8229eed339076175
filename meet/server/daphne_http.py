"""Everything that Meet uses of daphne and of Twisted's HTTP; no other module subclasses them.

Read against daphne 4.2.3 and twisted 26.10.0; `pyproject.toml` excludes daphne 4.3 and twisted
26.11. After an update, `tests/test_libraries.py` and `tests/server/test_daphne.py` name what has
changed.

Meet accepts connections itself, and uses daphne to convert HTTP requests to ASGI. It does not use
daphne's listening, its WebSockets, its signals or its shutdown. It relies on these parts:

- The reactor must be installed before daphne is imported, because `daphne.server` installs one.
- `daphne.server.Server.run` is replaced by `run`. Other methods expect `connections`, which maps a
  request to its application's task (`application_instance`) and the time of its end.
- `application_checker` calls itself every second, logs failures of applications, and removes ended
  requests from `connections`.
- `handle_reply(protocol, message)` is called for each ASGI message of a response.
- `WebRequest.process` runs the application. It would hand a request with an `Upgrade` header to
  daphne's WebSockets, and would read the header `Daphne-Root-Path` from the network.
- `protocol_disconnected(request)` removes a request whose connection is handed over.
- Twisted calls the overridden methods of the request and of the channel while it parses. The
  attribute `_command` of a channel exists between the request line and the end of the request, and
  `_respondToBadRequestAndDisconnect` answers a request that Twisted cannot parse.
- A factory builds a protocol for each connection, with the transport of `HTTPTransport`.
"""

import asyncio
from typing import Any

import uvloop
from django.conf import settings
from twisted.internet import asyncioreactor

from meet.server.http_limits import RequestLimits
from meet.server.request_framing import MALFORMED, refusal_of_header
from meet.server.request_head import head_of
from signaling.asgi.targets import ascii_target

loop = uvloop.new_event_loop()
asyncioreactor.install(loop)

from daphne.http_protocol import HTTPFactory, WebRequest  # noqa: E402
from daphne.server import Server  # noqa: E402
from twisted.internet import reactor as _reactor  # noqa: E402
from twisted.logger import globalLogBeginner  # noqa: E402
from twisted.python.failure import Failure  # noqa: E402
from twisted.web.http import HTTPChannel  # noqa: E402

# Its type depends on the installed reactor, which mypy cannot know.
reactor: Any = _reactor

# An idle connection stays open for this multiple of the time allowed for a request, by default 90
# s. A proxy that keeps its connections for 60 s would otherwise send a request into a connection
# that is being closed.
_REQUESTS_IDLE = 3
# A byte of letters such as Å in UTF-8, which cookies of other applications may contain. daphne
# refuses it.
_NEXT_LINE = b"\x85"
# Between the method, the target and the version.
_SPACES = 2


class DaphneServer(Server):
    """Runs the event loop and the ASGI application for HTTP requests."""

    def __init__(self, application: Any) -> None:
        super().__init__(application, endpoints=["unused"], server_name="meet")
        self.connections: dict[Any, dict[str, Any]] = {}
        self.http_factory = BoundedHTTPFactory(self)

    def run(self) -> None:
        """Run the event loop until `stop`."""
        # Twisted's own log contains nothing that Meet's log does not.
        nowhere: Any = lambda _: None  # noqa: E731
        globalLogBeginner.beginLoggingTo([nowhere], redirectStandardIO=False, discardBuffer=True)
        asyncio.set_event_loop(loop)
        reactor.callLater(1, self.application_checker)
        reactor.run(installSignalHandlers=False)

    def stop(self) -> None:
        reactor.stop()

    async def finish_applications(self) -> None:
        """Wait until the applications of all requests have ended."""
        await asyncio.gather(*self._applications(), return_exceptions=True)

    async def cancel_applications(self) -> None:
        """Cancel the applications of all requests, and wait until they have ended."""
        for task in self._applications():
            task.cancel()
        await self.finish_applications()

    async def handle_reply(self, protocol: WebRequest, message: dict[str, Any]) -> None:
        """Send a part of a response after the client has received the previous parts."""
        if protocol.channel is not None:
            await protocol.channel.transport.writable()
        await super().handle_reply(protocol, message)

    def _applications(self) -> list[asyncio.Task[Any]]:
        running = (details.get("application_instance") for details in self.connections.values())
        return [task for task in running if task is not None]


class BoundedRequest(WebRequest):
    """A request with the limits of `RequestLimits`."""

    _is_refused = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._limits = RequestLimits(self.refuse)

    def gotLength(self, length: int | None) -> None:  # noqa: N802 Twisted's name
        """Check the head, which is complete now."""
        hosts = self.requestHeaders.getRawHeaders(b"host") or []
        refusal = self._limits.refusal_of_head(len(hosts), self.channel.version, length)
        if refusal is not None:
            self.refuse(refusal)
            length = 0  # Twisted would reserve memory for the body
        super().gotLength(length)

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802
        refusal = self._limits.refusal_of_chunk(len(data))
        if refusal is not None:
            self.refuse(refusal)
        if not self._is_refused:
            super().handleContentChunk(data)

    def isSecure(self) -> bool:  # noqa: N802
        return bool(self.channel.transport.is_secure)

    def refuse(self, response: bytes) -> None:
        """Send a response and close the connection; the application never sees the request."""
        if not self._is_refused and self.channel is not None:
            self._is_refused = True
            self.channel.transport.write(response)
            self.channel.loseConnection()

    def process(self) -> None:
        self._limits.end()
        if not self._is_refused:
            self.channel.transport.begin(self._begin)

    def connectionLost(self, reason: Failure) -> None:  # noqa: N802
        self._limits.end()
        super().connectionLost(reason)

    def _begin(self) -> None:
        if self.channel is None:  # the client disconnected meanwhile
            return
        # nginx uses this header with daphne. From the network it could change Meet's URLs.
        self.requestHeaders.removeHeader(b"daphne-root-path")
        if self._limits.body_bytes and not self.requestHeaders.hasHeader(b"content-length"):
            # The body was chunked and is complete now. Applications read as many bytes as this
            # header says.
            length = b"%d" % self._limits.body_bytes
            self.requestHeaders.setRawHeaders(b"content-length", [length])
        if self.requestHeaders.hasHeader(b"upgrade"):
            self._upgrade()
        else:
            super().process()

    def _upgrade(self) -> None:
        """Hand over a kept-alive connection, as proxies use them; ignore other upgrades."""
        every = self.requestHeaders.getAllRawHeaders()
        headers = [(name, value) for name, values in every for value in values]
        transport, channel = self.channel.transport, self.channel
        if not transport.to_websocket(head_of(self.method, self.uri, headers)):
            self.requestHeaders.removeHeader(b"upgrade")
            super().process()
            return
        channel.setTimeout(None)
        self.server.protocol_disconnected(self)


class BoundedChannel(HTTPChannel):
    """A connection on which the next request must be complete in a limited time."""

    version = b""
    transport: Any

    def resetTimeout(self) -> None:  # noqa: N802
        """Do nothing: single bytes must not extend the time limit."""

    def lineReceived(self, line: bytes) -> None:  # noqa: N802
        """Handle one line of a head; the target in a request line may contain any bytes."""
        # Twisted sets `_command` at the request line and removes it when the request is complete.
        if not hasattr(self, "_command") and line.count(b" ") == _SPACES:
            method, target, self.version = line.split(b" ")
            line = b" ".join((method, ascii_target(target), self.version))
        super().lineReceived(line)

    def headerReceived(self, line: bytes) -> bool:  # noqa: N802
        refusal = refusal_of_header(line, self.version)
        if refusal is not None:
            self.requests[-1].refuse(refusal)
            return False
        return bool(super().headerReceived(line.replace(_NEXT_LINE, b"?")))

    def _respondToBadRequestAndDisconnect(self) -> None:  # noqa: N802
        """Refuse a request that Twisted cannot parse, and ignore the rest of it."""
        if self.requests:
            self.requests[-1].refuse(MALFORMED)
        else:
            self.transport.write(MALFORMED)
            self.loseConnection()


class BoundedHTTPFactory(HTTPFactory):
    protocol = BoundedChannel

    def buildProtocol(self, address: Any) -> Any:  # noqa: N802
        protocol = super().buildProtocol(address)
        protocol.requestFactory = BoundedRequest
        protocol.timeOut = _REQUESTS_IDLE * settings.REQUEST_SECONDS
        return protocol
