"""One WebSocket with Engine.IO and Socket.IO packets, cheap enough for a thousand clients.

It knows frames, heartbeats, events and acknowledgements; it knows no rooms and no people.
"""

import asyncio
import itertools
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from benchmarks.client import frame

_CLOSE, _MEDIUM, _LONG = 8, 126, 127
_HEAD_END = b"\r\n\r\n"
# That of socket.io-client.
_CONNECT_SECONDS = 20

OnEvent = Callable[[str, Any], None]


class Connection(asyncio.Protocol):
    """`on_event` gets the name and the payload of each event; `closed` gives the close code."""

    def __init__(self, host: str, namespace: str, auth: dict[str, Any], on_event: OnEvent) -> None:
        loop = asyncio.get_running_loop()
        self._host = host
        self._namespace = "" if namespace == "/" else f"{namespace},"
        self._auth = auth
        self._on_event = on_event
        self._unread = b""
        self._is_upgraded = False
        self._close_code: int | None = None
        self._ack_ids = itertools.count(1)
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._transport: asyncio.Transport
        self.answer_to_connect: asyncio.Future[dict[str, Any]] = loop.create_future()
        self.closed: asyncio.Future[int | None] = loop.create_future()

    def emit(self, name: str, payload: Any) -> None:
        self._send(f"2{self._namespace}{json.dumps([name, payload])}")

    async def call(self, name: str, payload: Any) -> Any:
        """Emit, and return the acknowledgement; raise ConnectionError if the connection ends."""
        if self.closed.done():
            raise ConnectionError("The connection has ended")
        ack_id = next(self._ack_ids)
        answer = self._answers[ack_id] = asyncio.get_running_loop().create_future()
        self._send(f"2{self._namespace}{ack_id}{json.dumps([name, payload])}")
        return await answer

    def close(self) -> None:
        """Disconnect in order."""
        self._send(f"1{self._namespace}")
        self._transport.close()

    def drop(self) -> None:
        self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(
            f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {self._host}\r\n"
            "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: bWVldCBpcyBtZWFzdXJlZA==\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        data = self._unread + data
        at = 0
        if not self._is_upgraded:
            at = data.find(_HEAD_END) + len(_HEAD_END)
            self._is_upgraded = at >= len(_HEAD_END)
        while self._is_upgraded and (found := _frame_at(data, at)) is not None:
            opcode, begin, at = found
            self._got_frame(opcode, data[begin:at])
        self._unread = data[at:] if self._is_upgraded else data

    def connection_lost(self, exc: Exception | None) -> None:
        error = ConnectionError("The connection has ended")
        for answer in (self.answer_to_connect, *self._answers.values()):
            if not answer.done():
                answer.set_exception(error)
                # Nobody may wait for it any more.
                answer.exception()
        self.closed.set_result(self._close_code)

    def _got_frame(self, opcode: int, payload: bytes) -> None:
        if opcode == _CLOSE:
            self._close_code = int.from_bytes(payload[:2], "big")
            self._transport.close()
        elif payload == b"2":
            self._transport.write(frame("3"))
        elif payload.startswith(b"0"):
            self._send(f"0{self._namespace}{json.dumps(self._auth)}")
        elif payload.startswith(b"4"):
            self._got_packet(payload[1:].decode())

    def _got_packet(self, packet: str) -> None:
        kind, rest = packet[0], packet[1:].removeprefix(self._namespace)
        if kind in "04" and self.answer_to_connect.done():
            # Nobody waits for it any more.
            return
        if kind == "0":
            self.answer_to_connect.set_result(json.loads(rest))
        elif kind == "2":
            name, *arguments = json.loads(rest)
            self._on_event(name, arguments[0] if arguments else None)
        elif kind == "3":
            number, _, values = rest.partition("[")
            (value,) = json.loads(f"[{values}")
            answer = self._answers.pop(int(number))
            if not answer.done():
                answer.set_result(value)
        elif kind == "4":
            self.answer_to_connect.set_exception(ConnectionRefusedError(rest))

    def _send(self, packet: str) -> None:
        if not self._transport.is_closing():
            self._transport.write(frame(f"4{packet}"))


async def connect(url: str, namespace: str, auth: dict[str, Any], on_event: OnEvent) -> Connection:
    """Return a connection that is open, with the server's answer to its CONNECT; raise OSError."""
    address = urlsplit(url)
    loop = asyncio.get_running_loop()
    _, connection = await loop.create_connection(
        lambda: Connection(address.netloc, namespace, auth, on_event),
        address.hostname,
        address.port,
    )
    try:
        async with asyncio.timeout(_CONNECT_SECONDS):
            await connection.answer_to_connect
    except BaseException:
        connection.drop()
        raise
    return connection


def _frame_at(data: bytes, at: int) -> tuple[int, int, int] | None:
    """Return the opcode, the begin and the end of a whole frame's payload, if it has arrived."""
    if len(data) < at + 2:
        return None
    size, begin = data[at + 1], at + 2
    if size in {_MEDIUM, _LONG}:
        wide = 2 if size == _MEDIUM else 8
        size, begin = int.from_bytes(data[begin : begin + wide], "big"), begin + wide
        if len(data) < begin:
            return None
    return (data[at] & 0x0F, begin, begin + size) if len(data) >= begin + size else None
