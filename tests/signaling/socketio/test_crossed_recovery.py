"""Sessions that recover each other's connections at the same time do not deadlock."""

import asyncio

import pytest

from signaling.dialects.native import NATIVE
from tests.signaling.fake_clients import FakeClient, RecordingHandler, with_a_handler
from tests.signaling.test_dialects import a_dialect

SPACES = ("", "/other,", "/third,")
OTHERS = [a_dialect(namespace=space[:-1], says=NATIVE.says) for space in SPACES[1:]]
DIALECTS = {"/": NATIVE} | {other.namespace: other for other in OTHERS}


@pytest.mark.parametrize("count", [2, 3])
def test_sessions_that_recover_each_others_connections_do_not_deadlock(count: int, settings):
    """Each session has its own namespace, and claims the connection of the next session."""
    settings.RECOVERY_SECONDS = 0.2

    async def body(handler: RecordingHandler) -> None:
        spaces = SPACES[:count]
        visitors = [await handler.open_websocket() for _ in spaces]
        answers = [
            await client.connect(namespace=space)
            for client, space in zip(visitors, spaces, strict=True)
        ]
        for number, client in enumerate(visitors):
            following = (number + 1) % count
            claim(client, spaces[following], answers[following]["pid"])
        await asyncio.gather(*(client.closed() for client in visitors))
        for answer in answers:
            await handler.until_changed("gone", answer["sid"], "lost")
        assert all(handler.server.find(answer["sid"]) is None for answer in answers)

    with_a_handler(body, DIALECTS)


def test_connections_recovered_crosswise_can_be_recovered_again():
    async def body(handler: RecordingHandler) -> None:
        here, there = await handler.open_websocket(), await handler.open_websocket()
        mine, theirs = await here.connect(), await there.connect(namespace=SPACES[1])
        claim(here, SPACES[1], theirs["pid"])
        claim(there, SPACES[0], mine["pid"])
        await asyncio.gather(here.closed(), there.closed())

        back = await handler.open_websocket()
        assert await back.connect({"pid": mine["pid"]}) == mine
        assert await back.connect({"pid": theirs["pid"]}, SPACES[1]) == theirs
        handler.send_to(mine["sid"])
        assert len(back.received()) == 1

    with_a_handler(body, DIALECTS)


def claim(client: FakeClient, namespace: str, pid: str) -> None:
    client.send(f'40{namespace}{{"pid":"{pid}"}}')
