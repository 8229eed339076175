"""A room on a Janus, and the people in it."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Error, Page

from signaling.media.janus.server import JanusServer
from tests.media.peers import Listener, Peer
from tests.servers.janus import Janus
from tests.waiting import until

_PAGE = Path(__file__).with_name("peer.html").read_text()
# Cameras work only on pages of this machine, or with TLS. Nothing listens there: the browser gets
# the page from the test.
_URL = "http://localhost:1/"

on_its_own_janus = pytest.mark.parametrize("meeting", ["own_janus"], indirect=True)


class Meeting:
    """One room, `room`, with a `listener` that remembers what it reported."""

    def __init__(self, runner: asyncio.Runner, chromium: Browser, janus: Janus) -> None:
        self.janus = janus
        self.server = JanusServer(janus.address)
        self.listener = Listener()
        self.errors: list[Error] = []
        self._runner = runner
        self._chromium = chromium
        self._contexts: list[BrowserContext] = []
        self._people: list[Peer] = []

    def run(self, story: Coroutine[Any, Any, None]) -> None:
        self._runner.run(story)

    async def begin(self) -> None:
        self.server.start()
        await until(lambda: self.server.is_healthy)
        self.room = await self.server.open_room(12, self.listener)

    async def end(self) -> None:
        for context in self._contexts:
            await context.close()
        await self.room.close()
        await self.server.stop()
        assert self.errors == []

    async def resume(self, reference: bytes) -> None:
        """Replace the room with one that another home has resumed, for all people."""
        self.listener = Listener()
        self.room = await self.server.resume_room(reference, self.listener)
        for peer in self._people:
            peer.room = self.room

    async def person(self, seat_id: str, *, has_camera: bool = True) -> Peer:
        """Open a page."""
        context = await self._chromium.new_context()
        self._contexts.append(context)
        page = await open_page(context)
        page.on("pageerror", lambda error: self.errors.append(error))  # noqa: PLW0108 a bound method
        peer = Peer(seat_id, self.room, page)
        self._people.append(peer)
        if has_camera:
            await peer.call("capture")
        return peer

    async def publisher(self, seat_id: str, **options: Any) -> Peer:
        """Open a page that publishes microphone and camera, and wait until it is connected."""
        peer = await self.person(seat_id)
        before = self.listener.changes
        await peer.publish("microphone", "camera", **options)
        await self.listener.until_streams_changed(before)
        return peer


async def open_page(context: BrowserContext) -> Page:
    """Open the page of a peer; nothing is sent to a server for it."""
    await context.route("**/*", lambda route: route.fulfill(body=_PAGE, content_type="text/html"))
    page = await context.new_page()
    await page.goto(_URL)
    return page


def story(test: Callable[[Meeting], Coroutine[Any, Any, None]]) -> Callable[[Meeting], None]:
    """Let a test be a coroutine on the event loop of its meeting."""

    @wraps(test)
    def play(meeting: Meeting) -> None:
        meeting.run(test(meeting))

    return play
