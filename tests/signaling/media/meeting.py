"""A room whose media task runs, with people that have no sockets and a media engine in memory."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from msgspec.structs import replace

from signaling.actions import CONNECTION_ACTIONS, outcomes_of
from signaling.actions.rooms.disconnection import end_connection
from signaling.delivery import Deliverer
from signaling.media.rooms import MediaRooms
from signaling.media.servers import MediaServers
from signaling.presence import Presence, Room, Seat
from signaling.presence.records import EntryRequest, MediaServerUse, RoomRules
from signaling.protocol.commands import Command
from signaling.protocol.connection_changes import ConnectionEnded, ConnectionRecovered
from tests.signaling.actions.room_media.media import answer, publish
from tests.signaling.examples import ROOM_ID, a_caller, a_knock, a_room, a_seat, seat_id
from tests.signaling.fake_server import FakeServer
from tests.signaling.media.fake_engine import FakeMediaRoom, FakeMediaServer

DEADLINE_SECONDS = 10
_PAUSE_SECONDS = 0.005


class Meeting:
    """The people are named by one word each, and a name is also the owner of the seat."""

    def __init__(self, presence: Presence, servers: Sequence[FakeMediaServer], room: Room) -> None:
        self.presence = presence
        self.servers = servers
        self.room = room
        self.sockets = FakeServer()
        self.delivery = Deliverer(self.sockets, presence)
        self.rooms = MediaRooms(presence, self.delivery.deliver, MediaServers(servers, presence))

    # People

    def enter(self, name: str, *, knows_media_server: bool = True, **fields: Any) -> Seat:
        """Let a person in who sends a picture."""
        seat = a_seat(name, knows_media_server=knows_media_server, **fields)
        knock = a_knock(seat, peer_of(name))
        room = replace(self.room, as_of=self.presence.now())
        self.presence.admission.take_place(EntryRequest(room, knock), 60)
        sat = self.presence.sit(
            seat_id(name),
            peer_of(name),
            "native",
            knows_seats=True,
            knows_media_server=knows_media_server,
        )
        assert sat is not None
        return sat.seat

    async def send(self, name: str, command: Command) -> None:
        outcomes = await outcomes_of(a_caller(name), command, self.presence)
        self.delivery.deliver(outcomes)

    async def publish(self, name: str, **fields: Any) -> Any:
        """Publish the microphone and the camera, and return the answer."""
        before = len(self.received(name, "media-answer"))
        await self.send(name, publish(**fields))
        await self.until(lambda: len(self.received(name, "media-answer")) > before)
        return self.last(name, "media-answer")

    async def offer(self, name: str, count: int = 1) -> Any:
        """Wait until a person has got this many offers, and return the last one."""
        await self.until(lambda: len(self.received(name, "media-offer")) >= count)
        return self.last(name, "media-offer")

    async def answer(self, name: str, count: int = 1) -> None:
        """Wait for an offer, and answer it."""
        offer = await self.offer(name, count)
        await self.send(name, answer(offer["connectionId"], offer["number"]))

    def leave(self, name: str) -> None:
        self.presence.release(seat_id(name))

    def return_after_loss(self, name: str) -> None:
        """Let the client return to the same connection; the server may not have noticed a loss."""
        for action in CONNECTION_ACTIONS[ConnectionRecovered]:
            outcomes = action(a_caller(name), ConnectionRecovered(), self.presence)
            self.delivery.deliver(outcomes)

    def close_page(self, name: str) -> None:
        outcomes = end_connection(a_caller(name), ConnectionEnded("closed"), self.presence)
        self.delivery.deliver(outcomes)

    # What people receive

    def received(self, name: str, event: str) -> list[Any]:
        return [body for said, body in self.sockets.events_of(peer_of(name)) if said == event]

    def last(self, name: str, event: str) -> Any:
        return (self.received(name, event) or [None])[-1]

    def path(self) -> tuple[str, int]:
        media = self.presence.media.of_room(ROOM_ID)
        return media.over, media.generation

    # The media server

    @property
    def engine(self) -> FakeMediaRoom:
        """Return the room on the media server that carries the meeting now."""
        name = self.presence.media.of_room(ROOM_ID).server
        (room,) = next(server for server in self.servers if server.name == name).rooms
        return room

    async def moved(self) -> None:
        await self.until(lambda: self.presence.media.of_room(ROOM_ID).server)

    async def until(self, found: Callable[[], Any]) -> Any:
        """Wait until a function returns something, and return that."""
        async with asyncio.timeout(DEADLINE_SECONDS):
            while not (result := found()):  # noqa: ASYNC110 only presence has changes to wait for
                await asyncio.sleep(_PAUSE_SECONDS)
        return result

    async def settle(self) -> None:
        """Give everything that is under way the time to end, also what is combined."""
        await asyncio.sleep(0.2)


def room_with(use: MediaServerUse) -> Room:
    rules = RoomRules(max_participants=12, media_server=use)
    return replace(a_room(), rules=rules)


def peer_of(name: str) -> str:
    return f"peer-{name}"


Story = Callable[[Meeting], Awaitable[None]]


def play(
    story: Story,
    presence: Presence,
    *,
    servers: Sequence[FakeMediaServer] | None = None,
    room: Room | None = None,
) -> Meeting:
    """Run a story in a meeting with running media tasks, and check that nothing is left over."""

    async def run() -> Meeting:
        known = [FakeMediaServer("one:8188")] if servers is None else servers
        meeting = Meeting(presence, known, room or a_room(places=12))
        meeting.rooms.start()
        try:
            await story(meeting)
        finally:
            await meeting.rooms.stop()
        return meeting

    return asyncio.run(run())
