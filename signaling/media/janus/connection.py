"""One WebSocket to Janus: requests with their replies, and events.

The connection knows transactions and the API secret. It does not know sessions or plugins. Every
request ends: with its reply, with an error of Janus, or with `MediaServerLost`.
"""

import asyncio
import itertools
import logging
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from picows import WSError, WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from signaling.media.engine import MediaServerLost
from signaling.media.janus.addresses import Address
from signaling.media.janus.errors import JanusError

Message = Mapping[str, Any]

CONNECT_SECONDS = 3.0
REQUEST_SECONDS = 5.0
# Janus sends the description of a large room in one message, in fragments of 2,800 bytes.
_MOST_MESSAGE_BYTES = 4 * 1024 * 1024
_SUBPROTOCOL = {"Sec-WebSocket-Protocol": "janus-protocol"}
# picows would log each connection that fails, and the caller logs it too.
_LOGGER = logging.LoggerAdapter(logging.getLogger("picows"))

_decoder = msgspec.json.Decoder(dict[str, Any])
_encoder = msgspec.json.Encoder()


class NoReply(MediaServerLost):
    """Janus has not answered one request in time, while the connection was open."""


class Connection(WSListener):
    """An open connection; `closed` is called once when Janus has closed it."""

    def __init__(
        self, secret: str, heard: Callable[[Message], None], closed: Callable[[], None]
    ) -> None:
        self._secret = secret
        self._heard = heard
        self._closed = closed
        self._numbers = itertools.count(1)
        self._replies: dict[str, asyncio.Future[Message]] = {}
        self._waiting_for_event: set[str] = set()
        self._fragments: list[bytes] = []
        self._transport: WSTransport | None = None

    @classmethod
    async def open(
        cls, address: Address, heard: Callable[[Message], None], closed: Callable[[], None]
    ) -> "Connection":
        """Connect; `heard` is called with each message that is no reply, and must not raise."""
        connection = cls(address.secret, heard, closed)
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                await ws_connect(
                    lambda: connection,
                    address.url,
                    extra_headers=_SUBPROTOCOL,
                    logger_name=_LOGGER,
                    max_frame_size=_MOST_MESSAGE_BYTES,
                    max_redirects=0,
                )
        except (OSError, TimeoutError, WSError) as error:
            raise MediaServerLost(f"can't be reached ({type(error).__name__})") from error
        return connection

    async def request(
        self, message: Message, *, waits_for_event: bool = False, seconds: float = REQUEST_SECONDS
    ) -> Message:
        """Return the reply to a message; raise `JanusError` or `MediaServerLost`.

        Janus acknowledges some requests of plugins at once, and sends their result as an event.
        """
        transaction = f"{next(self._numbers)}"
        reply: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        self._replies[transaction] = reply
        if waits_for_event:
            self._waiting_for_event.add(transaction)
        try:
            self._send({**message, "transaction": transaction})
            async with asyncio.timeout(seconds):
                return _checked(await reply)
        except TimeoutError:
            raise NoReply("does not answer") from None
        finally:
            del self._replies[transaction]
            self._waiting_for_event.discard(transaction)

    def close(self) -> None:
        """Close the connection without calling `closed`; requests end with `MediaServerLost`."""
        self._closed = _ignore
        if self._transport is not None:
            self._transport.disconnect(graceful=False)
        self._end()

    def on_ws_connected(self, transport: WSTransport) -> None:
        self._transport = transport

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type is WSMsgType.CLOSE:
            transport.disconnect(graceful=False)
        elif frame.msg_type in (WSMsgType.TEXT, WSMsgType.CONTINUATION):
            self._fragments.append(frame.get_payload_as_bytes())
            if frame.fin:
                data, self._fragments = b"".join(self._fragments), []
                self._got(_decoder.decode(data))

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        self._end()

    def _got(self, message: Message) -> None:
        transaction = message.get("transaction", "")
        reply = self._replies.get(transaction)
        if reply is None or reply.done():
            self._heard(message)
        elif message["janus"] != "ack" or transaction not in self._waiting_for_event:
            reply.set_result(message)

    def _send(self, message: Message) -> None:
        if self._transport is None:
            raise MediaServerLost("has closed the connection")
        data = _encoder.encode({**message, "apisecret": self._secret})
        self._transport.send(WSMsgType.TEXT, data)

    def _end(self) -> None:
        self._transport = None
        for reply in self._replies.values():
            if not reply.done():
                reply.set_exception(MediaServerLost("has closed the connection"))
        closed, self._closed = self._closed, _ignore
        closed()


def _checked(answer: Message) -> Message:
    """Return the answer; raise the error of Janus or of the plugin in it."""
    problem = answer.get("error")
    if isinstance(problem, dict):
        raise JanusError(problem.get("code", 0), problem.get("reason", ""))
    data = answer.get("plugindata", {}).get("data", {})
    if "error_code" in data:
        raise JanusError(data["error_code"], data.get("error", ""))
    return answer


def _ignore() -> None:
    pass
