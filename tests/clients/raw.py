"""Bare Engine.IO frames over a WebSocket, for data that no client library sends."""

import json
from collections.abc import Mapping
from typing import Any

import websocket

from tests.clients.inbox import DEADLINE_SECONDS


class RawClient:
    """A WebSocket after the Engine.IO handshake. Packets are text."""

    def __init__(self, url: str, headers: Mapping[str, str] | None = None, query: str = "") -> None:
        self._socket = websocket.create_connection(
            f"{url.replace('http', 'ws', 1)}/socket.io/?EIO=4&transport=websocket{query}",
            timeout=DEADLINE_SECONDS,
            suppress_origin=True,
            header=[f"{name}: {value}" for name, value in (headers or {}).items()],
        )
        self.opened = json.loads(self._receive_frame().removeprefix("0"))

    def send(self, packet: str) -> None:
        self.send_frame(f"4{packet}")

    def send_frame(self, frame: str) -> None:
        self._socket.send(frame)

    def send_binary(self, data: bytes) -> None:
        self._socket.send_binary(data)

    def receive(self) -> str:
        """Return the next Socket.IO packet, answering pings on the way; "" once closed."""
        while frame := self._receive_frame():
            if frame.startswith("4"):
                return frame[1:]
            if frame.startswith("2"):
                self.send_frame("3")
        return ""

    def receive_until_closed(self) -> list[str]:
        """Return every packet that still comes before the server closes."""
        packets = []
        while packet := self.receive():
            packets.append(packet)
        return packets

    def connect(self, auth: Mapping[str, Any] | None = None) -> str:
        """Enter the native namespace; return the peer's id."""
        self.send("0" + (json.dumps(auth) if auth else ""))
        return json.loads(self.receive().removeprefix("0"))["sid"]

    def call(self, name: str, *arguments: Any, ack_id: int = 7) -> Any:
        """Emit and return what is acknowledged, passing over events that come before it."""
        self.send(f"2{ack_id}{json.dumps([name, *arguments])}")
        return self.answer(ack_id)

    def answer(self, ack_id: int) -> Any:
        while packet := self.receive():
            if packet.startswith(f"3{ack_id}["):
                (answer,) = json.loads(packet.removeprefix(f"3{ack_id}"))
                return answer
        raise AssertionError("closed before the acknowledgement came")

    def close(self) -> None:
        self._socket.shutdown()

    def _receive_frame(self) -> str:
        try:
            opcode, data = self._socket.recv_data()
        except (websocket.WebSocketConnectionClosedException, ConnectionError):
            return ""
        return data.decode() if opcode == websocket.ABNF.OPCODE_TEXT else ""
