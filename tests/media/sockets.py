"""People with a native socket to a running Meet, and a page for their media."""

import asyncio
from typing import Any

from playwright.async_api import Page

from rooms.models import Room
from tests.clients.client import Client
from tests.media.peers import Counter
from tests.protocol.joining import join
from tests.waiting import eventually

CAPABILITIES = ["seats", "media-server"]


class Person:
    """One person: the descriptions of its page go over its socket, and those of the server back."""

    def __init__(self, runner: asyncio.Runner, page: Page, socket: Client, room: Room) -> None:
        self.socket = socket
        self._runner = runner
        self._page = page
        self.joined = join(socket, room, displayName="Guest", capabilities=CAPABILITIES)
        self.id = self.joined["participantId"]

    def publish(
        self,
        *sources: str,
        connection_id: str = "p1",
        number: int = 1,
        restart: bool = False,
    ) -> None:
        offer = self.page("offer", {"add": list(sources), "restart": restart})
        published = {
            "connectionId": connection_id,
            "number": number,
            "sdp": {"type": "offer", "sdp": offer["sdp"]},
            "sources": offer["sources"],
        }
        assert self.socket.call("publish-media", published) == {"success": True}
        answer = self.socket.expect("media-answer", connectionId=connection_id)
        self.page("gotAnswer", answer["sdp"]["sdp"])

    def subscribe(self, connection_id: str = "s1") -> None:
        asked = {"connectionId": connection_id}
        assert self.socket.call("subscribe-media", asked) == {"success": True}

    def show(self, other: "Person", height: int = 720) -> None:
        size = {"targetId": other.socket.peer_id, "width": height * 16 // 9, "height": height}
        self.socket.call("request-pictures", {"pictures": [size]})

    def answer_until(self, name: str) -> None:
        """Answer the offers of the media server until a stream is among them."""
        while True:
            offer = self.socket.expect("media-offer")
            streams = {
                mid: f"{one['participantId']} {one['source']}"
                for mid, one in offer["streams"].items()
            }
            sdp = self.page("answer", {"sdp": offer["sdp"]["sdp"], "streams": streams})
            answer = {
                "connectionId": offer["connectionId"],
                "number": offer["number"],
                "sdp": {"type": "answer", "sdp": sdp},
            }
            assert self.socket.call("answer-media", answer) == {"success": True}
            if name in streams.values():
                return

    def counter(self, name: str) -> Counter:
        found = self.page("counters").get(name)
        return Counter(**found) if found else Counter()

    def receives(self, name: str) -> None:
        """Wait until more packets of a stream have arrived."""
        before = self.counter(name).packets
        eventually(lambda: self.counter(name).packets > before + 5)

    def page(self, name: str, *arguments: Any) -> Any:
        """Call a function of the page."""
        called = self._page.evaluate(
            "([name, values]) => peer[name](...values)", [name, list(arguments)]
        )
        return self._runner.run(called)
