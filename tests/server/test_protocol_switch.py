"""The protocol switch reads the head of a connection, and selects WebSocket or HTTP."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from meet.server import protocol_switch
from meet.server.protocol_switch import ProtocolSwitch
from meet.server.request_head import headers_of, is_socket_upgrade
from signaling.asgi.pacing import Pace

UPGRADE = b"GET /socket.io/?EIO=4 HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\n\r\n"
PAGE = b"GET / HTTP/1.1\r\nHost: here\r\n\r\n"


class Transport:
    """A transport that records its calls."""

    def __init__(self) -> None:
        self.written = b""
        self.ended = ""
        self.reads = True

    def write(self, data: bytes) -> None:
        self.written += data

    def close(self) -> None:
        self.ended = "closed"

    def abort(self) -> None:
        self.ended = "aborted"

    def is_closing(self) -> bool:
        return bool(self.ended)

    def is_reading(self) -> bool:
        return self.reads

    def pause_reading(self) -> None:
        self.reads = False

    def resume_reading(self) -> None:
        self.reads = True


class Taken:
    """A protocol switch, and the connections that it handed over."""

    def __init__(self, pace: Pace | None = None) -> None:
        self.transport: Any = Transport()
        self.handed_over: list[tuple[str, bytes]] = []
        self.switch = ProtocolSwitch(
            lambda _, read: self.handed_over.append(("websocket", read)),
            lambda _, read: self.handed_over.append(("http", read)),
            pace or Pace(1),
        )
        self.switch.connection_made(self.transport)


def in_a_loop(body: Callable[[Taken], Any]) -> None:
    async def run() -> None:
        result = body(Taken())
        if result is not None:
            await result

    asyncio.run(run())


@pytest.mark.parametrize(("head", "to"), [(UPGRADE, "websocket"), (PAGE, "http")])
@pytest.mark.parametrize("piece_bytes", [1, 7, 10_000])
def test_a_head_is_handed_over_whole(head: bytes, to: str, piece_bytes: int):
    def body(taken: Taken) -> None:
        for begin in range(0, len(head), piece_bytes):
            assert taken.handed_over == []
            taken.switch.data_received(head[begin : begin + piece_bytes])
        assert taken.handed_over == [(to, head)]

    in_a_loop(body)


@pytest.mark.parametrize("head", [UPGRADE, PAGE])
def test_what_came_behind_the_head_is_handed_over_with_it(head: bytes):
    def body(taken: Taken) -> None:
        taken.switch.data_received(head + b"more" * 10_000)
        assert taken.handed_over[0][1] == head + b"more" * 10_000

    in_a_loop(body)


def test_a_head_without_end_is_refused():
    def body(taken: Taken) -> None:
        for _ in range(protocol_switch.HEAD_BYTES // 1000 + 1):
            taken.switch.data_received(b"x" * 1000)
        assert taken.transport.written.startswith(b"HTTP/1.1 431 ")
        assert taken.transport.ended == "closed"
        assert taken.handed_over == []

    in_a_loop(body)


def test_a_head_that_is_too_large_is_refused_even_if_it_comes_at_once():
    def body(taken: Taken) -> None:
        taken.switch.data_received(
            PAGE[:-2] + b"X: " + b"x" * protocol_switch.HEAD_BYTES + b"\r\n\r\n"
        )
        assert taken.transport.written.startswith(b"HTTP/1.1 431 ")
        assert taken.handed_over == []

    in_a_loop(body)


def test_a_head_that_does_not_end_in_time_is_cut(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(protocol_switch, "HEAD_SECONDS", 0.05)

    async def dripping(taken: Taken) -> None:
        for _ in range(20):
            taken.switch.data_received(b"x")
            await asyncio.sleep(0.01)
        assert taken.transport.ended == "aborted"

    in_a_loop(dripping)


def test_the_deadline_is_over_with_the_head(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(protocol_switch, "HEAD_SECONDS", 0.02)

    async def body(taken: Taken) -> None:
        taken.switch.data_received(PAGE)
        await asyncio.sleep(0.05)
        assert taken.transport.ended == ""

    in_a_loop(body)


def test_a_storm_of_connections_is_handed_over_in_turns():
    async def body(_: Taken) -> None:
        pace = Pace(1)
        storm = [Taken(pace) for _ in range(3)]
        for taken in storm:
            taken.switch.data_received(PAGE)
        for turn in range(3):
            assert [bool(taken.handed_over) for taken in storm] == [n <= turn for n in range(3)]
            assert [taken.transport.reads for taken in storm] == [n <= turn for n in range(3)]
            await asyncio.sleep(0)

    in_a_loop(body)


def test_who_goes_away_while_waiting_is_not_handed_over():
    async def body(_: Taken) -> None:
        pace = Pace(1)
        storm = [Taken(pace) for _ in range(3)]
        for taken in storm:
            taken.switch.data_received(PAGE)
        storm[1].transport.abort()
        await asyncio.sleep(0.01)
        assert [bool(taken.handed_over) for taken in storm] == [True, False, True]

    in_a_loop(body)


@pytest.mark.parametrize(
    "head",
    [
        PAGE,
        b"POST /socket.io/ HTTP/1.1\r\nUpgrade: websocket\r\n",
        b"GET /socket.ioo HTTP/1.1\r\nUpgrade: websocket\r\n",
        b"GET /other/ HTTP/1.1\r\nUpgrade: websocket\r\n",
        b"GET /socket.io/ HTTP/1.1\r\nX-Upgrade: websocket\r\n",
        b"GET /socket.io/ HTTP/1.1\r\nUpgrade: h2c\r\n",
        b"\r\nGET /socket.io/ HTTP/1.1\r\nUpgrade: websocket\r\n",
    ],
)
def test_nothing_else_is_an_upgrade(head: bytes):
    assert not is_socket_upgrade(head)


def test_names_of_headers_are_in_lower_case_and_without_underscores():
    head = b"GET /x HTTP/1.1\r\nHost: Here \r\nX_Forwarded_For: 1.2.3.4\r\nA:\tb\r\n\r\nframes"
    assert headers_of(head) == (b"/x", [(b"host", b"Here"), (b"a", b"b")])


@pytest.mark.parametrize(
    "head",
    [
        b"GET /x\r\n\r\n",
        b"GET /x HTTP/2\r\n\r\n",
        b"GET /x y HTTP/1.1\r\n\r\n",
        b"GET /x HTTP/1.1\r\nno colon\r\n\r\n",
        b"GET /x HTTP/1.1\r\n: no name\r\n\r\n",
        b"GET /x HTTP/1.1\r\n folded: line\r\n\r\n",
        b"GET /x HTTP/1.1\r\nname : value\r\n\r\n",
    ],
)
def test_what_is_no_head_is_none(head: bytes):
    assert headers_of(head) is None
