"""Requests on kept-alive connections wait in the same queue as new connections."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from meet.server.http_transport import HTTPTransport
from signaling.asgi.pacing import Pace

TOGETHER = b"three requests"


class Transport:
    """A transport that only notes whether it is reading."""

    is_on = True

    def get_extra_info(self, name: str) -> Any:
        return self if name == "socket" else None

    def setsockopt(self, *_option: object) -> None:
        """Accept any option of a socket."""

    def is_closing(self) -> bool:
        return False

    def is_reading(self) -> bool:
        return self.is_on

    def pause_reading(self) -> None:
        self.is_on = False

    def resume_reading(self) -> None:
        self.is_on = True


class Connection:
    """A kept-alive connection. It is its own protocol and factory, and notes what it receives."""

    def __init__(self, pace: Pace) -> None:
        self.noted: list[bytes | str] = []
        self.transport: Any = Transport()
        it: Any = self
        self.http_transport = HTTPTransport(it, self.transport, None, pace)

    def buildProtocol(self, _address: object) -> "Connection":  # noqa: N802 Twisted's name
        return self

    def makeConnection(self, transport: HTTPTransport) -> None:  # noqa: N802
        self.http_transport = transport

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        self.noted.append(data)
        if data == TOGETHER:
            for _ in range(3):
                self.http_transport.begin(lambda: self.noted.append("begun"))

    def connectionLost(self, _reason: object) -> None:  # noqa: N802
        self.noted.append("lost")


def in_a_loop(story: Callable[[list[Connection]], Awaitable[None]]) -> None:
    """Run `story` with three connections, of which one is served in each turn of the event loop."""

    async def run() -> None:
        pace = Pace(1)
        await story([Connection(pace) for _ in range(3)])

    asyncio.run(run())


def test_what_comes_on_many_at_once_is_taken_in_turns():
    async def story(kept: list[Connection]) -> None:
        for one in kept:
            one.http_transport.data_received(b"x")
        for turn in range(3):
            assert [one.noted for one in kept] == [[b"x"] if n <= turn else [] for n in range(3)]
            await asyncio.sleep(0)

    in_a_loop(story)


def test_nothing_more_is_read_of_who_waits():
    async def story(kept: list[Connection]) -> None:
        for one in kept:
            one.http_transport.data_received(b"x")
        assert [one.transport.is_on for one in kept] == [True, False, False]
        await asyncio.sleep(0)
        assert [one.transport.is_on for one in kept] == [True, True, False]

    in_a_loop(story)


def test_who_is_not_wanted_to_say_more_is_not_read_after_waiting_either():
    async def story(kept: list[Connection]) -> None:
        for one in kept:
            one.http_transport.data_received(b"x")
        kept[1].http_transport.pauseProducing()
        await asyncio.sleep(0)
        assert (kept[1].noted, kept[1].transport.is_on) == ([b"x"], False)
        kept[1].http_transport.resumeProducing()
        assert kept[1].transport.is_on

    in_a_loop(story)


def test_what_was_said_before_the_end_is_taken_before_it():
    async def story(kept: list[Connection]) -> None:
        for one in kept:
            one.http_transport.data_received(b"x")
            one.http_transport.connection_lost(None)
        assert [one.noted for one in kept] == [[b"x", "lost"], [], []]
        await asyncio.sleep(0)
        assert kept[1].noted == [b"x", "lost"]

    in_a_loop(story)


def test_requests_that_came_together_begin_in_turns():
    async def story(kept: list[Connection]) -> None:
        kept[0].http_transport.handle_now(TOGETHER)
        begun = []
        for _ in range(3):
            begun.append(kept[0].noted.count("begun"))
            await asyncio.sleep(0)
        assert begun == [2, 3, 3]

    in_a_loop(story)
