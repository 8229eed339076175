"""A meeting on a media server: sound and pictures go on when the home of the room is killed."""

import asyncio
import signal
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from playwright.async_api import Browser

from accounts.models import User
from rooms.models import Room, RoomSnapshot
from tests.media.conftest import chromium, runner, shared_janus
from tests.media.meeting import open_page
from tests.media.sockets import CAPABILITIES, Person
from tests.protocol.joining import access_token
from tests.servers.janus import SECRET, Janus
from tests.waiting import eventually
from tests.workers.conftest import Worker, Workers
from tests.workers.joining import join

__all__ = ["chromium", "runner", "shared_janus"]

Enter = Callable[..., Person]


@pytest.fixture
def pair(workers: Workers, shared_janus: Janus, room: Room) -> tuple[Worker, Worker]:
    room.settings.media_server = "always"
    room.settings.save()
    address = f"ws://:{quote(SECRET)}@127.0.0.1:{shared_janus.port}"
    return workers.start_two(MEDIA_SERVERS=address)


@pytest.fixture
def enter(runner: asyncio.Runner, chromium: Browser, room: Room) -> Iterator[Enter]:
    context = runner.run(chromium.new_context())

    async def page() -> Any:
        opened = await open_page(context)
        await opened.evaluate("() => peer.capture()")
        return opened

    def enter(worker: Worker, who: User | None = None) -> Person:
        auth = {"displayName": "Bo"} if who is None else {"token": access_token(who)}
        return Person(runner, runner.run(page()), worker.connect(auth), room)

    yield enter
    runner.run(context.close())


def test_media_and_decisions_of_hosts_outlive_the_home(
    pair: tuple[Worker, Worker], enter: Enter, room: Room, ann: User
) -> None:
    home, edge = pair
    join(home.connect(), room, "Eve", capabilities=CAPABILITIES)
    assert RoomSnapshot.objects.get().worker == home.id
    host, bo = enter(edge, ann), enter(edge)
    bo.publish("microphone", "camera")
    host.subscribe()
    host.show(bo)
    host.answer_until(f"{bo.id} camera")
    host.receives(f"{bo.id} camera")
    eventually(lambda: RoomSnapshot.objects.get().pictures == 1)

    home.program.send(signal.SIGKILL)
    home.program.exit_code()
    host.receives(f"{bo.id} camera")
    eventually(lambda: RoomSnapshot.objects.get().worker == edge.id, 30)
    changed = {"over": "server", "generation": 1}
    eventually(lambda: changed in bo.socket.received("room-media-changed"), 30)
    # The new home restarts ICE of the subscribing connection, and the page that of the other one.
    bo.publish(number=2, restart=True)
    host.answer_until(f"{bo.id} camera")
    host.receives(f"{bo.id} camera")
    host.receives(f"{bo.id} microphone")

    muted = host.socket.call("mute-participant", {"targetId": bo.socket.peer_id})
    assert muted["success"]
    host.receives(f"{bo.id} camera")
    before = host.counter(f"{bo.id} microphone").packets
    host.receives(f"{bo.id} camera")
    assert host.counter(f"{bo.id} microphone").packets <= before + 1
