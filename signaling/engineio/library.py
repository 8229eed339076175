"""Everything that Meet uses of python-engineio; no other module imports it.

Read against python-engineio 4.15.1; `pyproject.toml` excludes 4.16. After an update,
`tests/test_libraries.py` and `tests/signaling/engineio/test_library.py` name what has changed.

Meet uses `engineio.AsyncServer` for HTTP: the check of the query, CORS and compression headers,
JSONP, and the payload of a response. It relies on these parts:

- `handle_request(scope, receive, send)` converts the request with the "asgi" driver to an `environ`
  with the keys `asgi.scope`, `asgi.receive`, `asgi.send`, `wsgi.input` and `CONTENT_LENGTH`.
- Without a `sid` in the query of a GET it calls `_handle_connect(environ, transport, jsonp_index)`.
  This class overrides it: the library would create an `AsyncSocket`, which queues without limits
  and handles each message in a task of its own.
- With a `sid` it looks up `sockets[sid]`, reads `connected`, `upgraded` and `closed` there, and
  calls `handle_get_request(environ)`, `handle_post_request(environ)` or `close(reason=...)`.
  `_Socket` has exactly these names, and is created for one request.
- `handle_get_request` returns a list of `Packet` objects, or a response of `_bad_request()`. It
  raises `QueueEmpty` or `ContentTooLongError` for a response with status 400.
- `_ok(packets, jsonp_index=...)` and `_unauthorized()` return responses.
- `_log_error_once(message, message_key)` logs a client's mistake with the client's own words. It is
  overridden to log only the key.
- `generate_id()` returns a new id that nobody can guess.
- Of the headers of a request for an open session it reads `READ_HEADERS` and the content length.
- `Packet(packet_type, data)` with a string as data is encoded as the number and the string.
"""

import logging
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import engineio
from django.conf import settings
from engineio import exceptions, packet

from signaling.asgi.message_sizes import most_bytes_of
from signaling.engineio.poll_queue import PollFailed
from signaling.engineio.polling import first_poll, poll, received_payload
from signaling.engineio.session import Session
from signaling.engineio.websockets import upgrade

logger = logging.getLogger(__name__)

READ_HEADERS = (b"accept-encoding", b"access-control-request-headers", b"origin")
"""The headers that are needed to serve a GET or POST request, beside the content length."""

_LENGTH_DIGITS = 18

Opened = tuple[Session, bytes]
"""A new session on polling, and its OPEN packet."""


class LibraryServer(engineio.AsyncServer):
    """Serves HTTP requests, and the WebSocket of a session that upgrades.

    `sessions` are the open sessions by id. `open_session` opens one for an ASGI scope, or returns
    None to refuse it.
    """

    def __init__(
        self,
        sessions: MutableMapping[str, Session],
        open_session: Callable[[Any], Awaitable[Opened | None]],
        most_payload_bytes: int,
    ) -> None:
        super().__init__(
            async_mode="asgi",
            cors_allowed_origins="*",  # the Socket.IO server has checked the origin
            monitor_clients=False,
            max_http_buffer_size=most_payload_bytes,
        )
        self.sockets = _Sockets(self, sessions)
        self._open_session = open_session

    async def _handle_connect(
        self, environ: dict[str, Any], transport: str, jsonp_index: int | None = None
    ) -> Any:
        opened = await self._open_session(environ["asgi.scope"])
        if opened is None:
            return self._unauthorized()
        packets = await first_poll(*opened)
        return self._ok(_encoded(packets), jsonp_index=jsonp_index)

    def _log_error_once(self, message: str, message_key: str) -> None:
        logger.info("refusing a request: %s", message_key)

    def bad_request(self) -> Any:
        return self._bad_request()


class _Sockets:
    """The open sessions, as the library looks them up."""

    def __init__(self, server: LibraryServer, sessions: MutableMapping[str, Session]) -> None:
        self._server = server
        self._sessions = sessions

    def __contains__(self, sid: str) -> bool:
        return sid in self._sessions

    def __getitem__(self, sid: str) -> "_Socket":
        return _Socket(self._server, self._sessions[sid])

    def __delitem__(self, sid: str) -> None:
        del self._sessions[sid]


class _Socket:
    """A session, as the library uses it for one request."""

    def __init__(self, server: LibraryServer, session: Session) -> None:
        self._server = server
        self._session = session
        self.connected = session.is_open
        self.upgraded = session.is_on_websocket

    @property
    def closed(self) -> bool:
        return self._session.is_closed

    async def handle_get_request(self, environ: dict[str, Any]) -> Any:
        """Serve a poll or a WebSocket."""
        scope, receive = environ["asgi.scope"], environ["asgi.receive"]
        if scope["type"] == "websocket":
            if self._session.is_upgrading:
                return self._server.bad_request()
            await upgrade(self._session, scope, receive, environ["asgi.send"])
            return ""  # there is no response
        try:
            return _encoded(await poll(self._session, receive))
        except PollFailed:
            raise exceptions.QueueEmpty from None

    async def handle_post_request(self, environ: dict[str, Any]) -> None:
        """Read the body with a limit, and pass it to the session."""
        most_bytes = settings.LARGE_MESSAGE_BYTES
        # Without a length the body is chunked, and only reading it shows its end.
        length = environ.get("CONTENT_LENGTH", "0")
        if not _is_length(length) or int(length) > most_bytes:
            raise exceptions.ContentTooLongError
        payload = await environ["wsgi.input"].read(most_bytes + 1)
        if len(payload) > most_bytes_of(payload, self._server.max_http_buffer_size):
            raise exceptions.ContentTooLongError
        received_payload(self._session, payload)

    async def close(self, reason: str) -> None:
        """Close the session after a request that failed."""
        await self._session.close(by_server=True)


def _encoded(packets: list[bytes]) -> list[packet.Packet]:
    """Return packet objects of the library, which it encodes again without a change."""
    return [packet.Packet(int(text[:1]), text[1:]) for text in map(bytes.decode, packets)]


def _is_length(text: str) -> bool:
    """Tell whether the text is a number with few enough digits to be parsed."""
    return text.isascii() and text.isdigit() and len(text) <= _LENGTH_DIGITS
