"""picows still has the parts that the WebSockets of the server rely on."""

import asyncio
from typing import Any

import picows
from picows.picows import WSFrame, WSListener, WSProtocol, WSTransport  # type: ignore[attr-defined]

from meet.server.picows_connection import PicowsConnection
from tests.libraries import Seam

PICOWS = Seam("picows", "meet/server/picows_connection.py")


def test_public_methods_take_the_same_arguments() -> None:
    PICOWS.check_signatures(
        WSTransport,
        {
            "send": "(self, msg_type, message, fin=True, rsv1=False, rsv2=False, rsv3=False)",
            "send_pong": "(self, message=None)",
            "send_close": "(self, close_code=<WSCloseCode.NO_INFO: 0>, close_message=None)",
            "disconnect": "(self, graceful=True)",
        },
    )
    PICOWS.check_signatures(
        WSListener,
        {
            "on_ws_connected": "(self, transport)",
            "on_ws_frame": "(self, transport, frame)",
            "on_ws_disconnected": "(self, transport)",
            "pause_writing": "(self)",
            "resume_writing": "(self)",
        },
    )
    response = "picows.common.WSUpgradeResponse"
    signature = f"(response: {response}, listener: Any)"
    PICOWS.check_signatures(picows, {"WSUpgradeResponseWithListener": signature})


def test_frames_connections_and_protocols_have_the_same_attributes() -> None:
    frame = ["msg_type", "fin", "rsv1", "rsv2", "rsv3", "last_in_buffer", "get_payload_as_bytes"]
    PICOWS.check_attributes(WSFrame, frame)
    PICOWS.check_attributes(WSTransport, ["is_close_frame_sent"])
    PICOWS.check_attributes(WSProtocol, ["connection_made", "get_buffer", "buffer_updated"])


class FakeTransport(asyncio.Transport):
    """A transport of which picows uses only the socket."""

    def __init__(self) -> None:
        super().__init__()
        self.written = b""
        self.protocol: Any = None

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return FakeSocket() if name == "socket" else default

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        pass

    def set_protocol(self, protocol: Any) -> None:
        self.protocol = protocol

    def write(self, data: Any) -> None:
        self.written += bytes(data)

    def is_closing(self) -> bool:
        return False


class FakeSocket:
    def setsockopt(self, *_option: int) -> None:
        pass

    def getsockopt(self, *_option: int) -> int:
        return 0

    def fileno(self) -> int:
        return -1


class Handler:
    def __init__(self) -> None:
        self.frames: list[tuple[Any, ...]] = []

    def frame_received(self, *frame: Any) -> None:
        self.frames.append(frame)


def test_the_private_protocol_takes_the_same_arguments() -> None:
    """A C class has no signature; therefore the test accepts a connection with it."""

    async def accept() -> tuple[FakeTransport, Handler]:
        transport, handler = FakeTransport(), Handler()
        connection: Any = PicowsConnection(handler)  # type: ignore[arg-type]
        request = (
            b"GET / HTTP/1.1\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
            b"sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        )
        frame = b"\x81\x82\x00\x00\x00\x00hi"
        connection.accept(
            transport,
            request + frame,
            subprotocol=None,
            most_message_bytes=1000,
            most_buffered_bytes=1000,
        )
        return transport, handler

    try:
        transport, handler = asyncio.run(accept())
        is_as_read = transport.written.startswith(b"HTTP/1.1 101 ") and handler.frames == [
            (picows.WSMsgType.TEXT, b"hi", 1, 0, 1)
        ]
        change = "no longer accepts a connection as it did"
    except TypeError as error:
        is_as_read, change = False, f"changed the arguments of WSProtocol ({error})"
    assert is_as_read, PICOWS.sentence(change)
