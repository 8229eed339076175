"""The polling transport: GET requests that wait for packets."""

import asyncio

import pytest

from signaling.asgi.websocket import EXTENSION
from signaling.engineio.poll_queue import NOOP
from tests.signaling.fake_clients import FakeWebSocket
from tests.signaling.workers.workers import DEADLINE_SECONDS, Bus, Worker


def test_a_second_poll_at_the_same_time_ends_the_session() -> None:
    async def story() -> None:
        worker = Worker("", Bus(), None)
        session = await worker.open()
        first, second = (worker.begin("GET", session.sid) for _ in range(2))
        assert (await second.response()).status == 400
        await first.response()
        assert (first.status, first.body) == (200, b"")
        assert worker.handler.closed_by == ["loss"]
        assert (await worker.poll(session.sid)).status == 400

    asyncio.run(asyncio.wait_for(story(), DEADLINE_SECONDS))


def test_one_poll_after_the_other_keeps_the_session() -> None:
    async def story() -> None:
        worker = Worker("", Bus(), None)
        session = await worker.open()
        for packet in (b"4one", b"4two"):
            polling = worker.begin("GET", session.sid)
            session.send(packet)
            assert (await polling.response()).body == packet
        assert worker.handler.closed_by == []

    asyncio.run(asyncio.wait_for(story(), DEADLINE_SECONDS))


@pytest.mark.parametrize(
    ("time_stamp", "portions"), [("p1x3k8a2", [64, 36]), ("1700000000.5", [16] * 6 + [4])]
)
def test_a_client_gets_many_packets_with_each_poll(time_stamp: str, portions: list[int]) -> None:
    async def story() -> None:
        worker = Worker("", Bus(), None)
        session = await worker.open(f"&t={time_stamp}")
        for _ in range(100):
            session.send(b"4")
        polled = [(await worker.poll(session.sid)).body.split(b"\x1e") for _ in portions]
        assert [len(packets) for packets in polled] == portions

    asyncio.run(asyncio.wait_for(story(), DEADLINE_SECONDS))


def test_a_client_that_tries_a_websocket_gets_packets_by_polling_until_it_has_changed() -> None:
    async def story() -> None:
        worker = Worker("", Bus(), None)
        session = await worker.open()
        session.is_upgrading = True
        session.send(b"4one")
        assert (await worker.poll(session.sid)).body == b"4one"
        assert (await worker.poll(session.sid)).body == NOOP

    asyncio.run(asyncio.wait_for(story(), DEADLINE_SECONDS))


class ProbingWebSocket(FakeWebSocket):
    """The WebSocket of a client that has sent its probe, and nothing after that."""

    async def receive(self) -> bytes:
        if self.sent:
            await asyncio.Event().wait()
        return b"2probe"


def test_only_one_websocket_is_accepted_for_a_session() -> None:
    async def story() -> None:
        worker = Worker("", Bus(), None)
        session = await worker.open()
        accepted: list[str] = []

        async def receive() -> dict[str, str]:
            return {"type": "websocket.connect"}

        async def send(message: dict[str, str]) -> None:
            accepted.append(message["type"])
            await asyncio.sleep(0)

        def upgrade() -> asyncio.Task[None]:
            scope = {
                "type": "websocket",
                "path": "/socket.io/",
                "query_string": f"EIO=4&transport=websocket&sid={session.sid}".encode(),
                "headers": [(b"connection", b"upgrade"), (b"upgrade", b"websocket")],
                "extensions": {EXTENSION: websocket},
            }
            return asyncio.create_task(worker.engineio.handle_request(scope, receive, send))

        websocket = ProbingWebSocket()
        first, second = upgrade(), upgrade()
        await second
        await websocket.until_sent(b"3probe")
        assert accepted.count("websocket.accept") == 1
        first.cancel()
        await asyncio.wait([first])

    asyncio.run(asyncio.wait_for(story(), DEADLINE_SECONDS))
