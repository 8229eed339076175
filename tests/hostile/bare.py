"""A bare TCP connection: it sends any bytes, and ends in any way."""

import base64
import contextlib
import json
import os
import re
import socket
import ssl
import struct
import time
from collections.abc import Iterator, Mapping
from http.client import HTTPConnection
from typing import Any

from tests.hostile.frames import CLOSE, frame

Address = tuple[str, int]

DEADLINE_SECONDS = 10
POLLING = "/socket.io/?EIO=4&transport=polling"
WEBSOCKET = "/socket.io/?EIO=4&transport=websocket"

_RESET = struct.pack("ii", 1, 0)
_BLOCK_BYTES = 65_536


class Bare:
    """One connection. It keeps received bytes until a method returns them."""

    def __init__(
        self,
        address: Address,
        *,
        patience_seconds: float = DEADLINE_SECONDS,
        receive_buffer_bytes: int | None = None,
        from_host: str | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        self.socket = socket.socket(family, socket.SOCK_STREAM)
        if from_host is not None:
            self.socket.bind((from_host, 0))
        self.patience_seconds = patience_seconds
        self.socket.settimeout(patience_seconds)
        if receive_buffer_bytes is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer_bytes)
        try:
            self.socket.connect(address)
        except OSError:
            self.socket.close()
            raise
        if tls is not None:
            self.socket = tls.wrap_socket(self.socket, server_hostname=address[0])
        host = f"[{address[0]}]" if ":" in address[0] else address[0]
        self._host = f"{host}:{address[1]}"
        self._received = b""

    def __enter__(self) -> "Bare":
        return self

    def __exit__(self, *_error: object) -> None:
        self.socket.close()

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def send_what_is_taken(self, data: bytes) -> int:
        """Send until the other side stops reading; return the number of bytes that it took."""
        taken = 0
        with contextlib.suppress(OSError):
            while taken < len(data):
                taken += self.socket.send(data[taken : taken + _BLOCK_BYTES])
        return taken

    def request(
        self, method: str, target: str, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> None:
        """Send one request. A body without a Content-Length gets the correct one."""
        sent = {"Host": self._host, **(headers or {})}
        if body:
            sent.setdefault("Content-Length", str(len(body)))
        lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {sent[name]}" for name in sent)]
        self.send("\r\n".join([*lines, "", ""]).encode("latin-1") + body)

    def response(self) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers by lower-case name, and body; status 0 if the connection ended."""
        head = self.receive_until(b"\r\n\r\n")
        if not head.endswith(b"\r\n\r\n"):
            return 0, {}, head
        status, *lines = head.decode("latin-1").strip().split("\r\n")
        headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines)
        }
        if headers.get("transfer-encoding") == "chunked":
            body = b"".join(self._chunks())
        else:
            body = self.receive_exactly(int(headers.get("content-length", "0")))
        return int(status.split(" ")[1]), headers, body

    def upgrade(
        self,
        target: str = WEBSOCKET,
        headers: Mapping[str, str] | None = None,
        after: bytes = b"",
    ) -> int:
        """Request a WebSocket, and send `after` directly behind the request; return the status."""
        asked = {
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
            **(headers or {}),
        }
        sent = {"Host": self._host, **asked}
        lines = [f"GET {target} HTTP/1.1", *(f"{name}: {sent[name]}" for name in sent)]
        self.send("\r\n".join([*lines, "", ""]).encode() + after)
        return self.response()[0]

    def send_packet(self, packet: str) -> None:
        """Send one Engine.IO packet as a text frame."""
        self.send(frame(packet.encode()))

    def frame(self) -> tuple[int, bytes] | None:
        """Return opcode and payload of the next frame; None once the connection has ended."""
        head = self.receive_exactly(2)
        if len(head) < 2:
            return None
        length = head[1]
        if length == 126:
            (length,) = struct.unpack(">H", self.receive_exactly(2))
        elif length == 127:
            (length,) = struct.unpack(">Q", self.receive_exactly(8))
        return head[0] & 0xF, self.receive_exactly(length)

    def packet(self) -> str | None:
        """Return the next Engine.IO packet except pings; None once the WebSocket is closed."""
        begin = time.monotonic()
        while (received := self.frame()) is not None and received[0] != CLOSE:
            if received[1] != b"2":
                return received[1].decode()
            assert time.monotonic() - begin <= self.patience_seconds, "only pings came"
            self.send_packet("3")
        return None

    def close_code(self) -> int | None:
        """Skip all frames until the end; return its close code, if there is one."""
        code = None
        while (received := self.frame()) is not None:
            if received[0] == CLOSE:
                code = struct.unpack(">H", received[1][:2])[0]
        return code

    def seconds_until_closed(self) -> float:
        begin = time.monotonic()
        while self._receive():
            pass
        return time.monotonic() - begin

    def receive_until(self, end: bytes) -> bytes:
        """Return everything up to and including `end`, or all bytes if `end` never comes."""
        while end not in self._received and self._receive():
            pass
        head, found, self._received = self._received.partition(end)
        return head + found

    def receive_exactly(self, size: int) -> bytes:
        while len(self._received) < size and self._receive():
            pass
        taken, self._received = self._received[:size], self._received[size:]
        return taken

    def abort(self) -> None:
        """Reset the connection, as a machine does for a connection that it does not know."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self.socket.close()

    def _chunks(self) -> Iterator[bytes]:
        while size := int(self.receive_until(b"\r\n"), 16):
            yield self.receive_exactly(size)
            self.receive_until(b"\r\n")
        self.receive_until(b"\r\n")

    def _receive(self) -> bool:
        try:
            data = self.socket.recv(_BLOCK_BYTES)
        except ConnectionError:
            return False
        except TimeoutError as error:
            raise AssertionError("nothing came, and the connection stayed") from error
        self._received += data
        return bool(data)


def poll(address: Address, target: str = POLLING, body: str | None = None) -> tuple[int, str]:
    """Make one request of a polling client on a new connection."""
    with contextlib.closing(HTTPConnection(*address, timeout=DEADLINE_SECONDS)) as connection:
        connection.request("GET" if body is None else "POST", target, body and body.encode())
        response = connection.getresponse()
        return response.status, response.read().decode()


def opened(packet: str | None) -> dict[str, Any]:
    """Return the content of the Engine.IO OPEN packet."""
    assert packet is not None
    return dict(json.loads(re.sub("^0", "", packet)))
