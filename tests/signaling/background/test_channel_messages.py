"""Receiving continues after errors, and joins a group again that the layer forgot."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from channels.layers import channel_layers, get_channel_layer
from pytest_django import Settings

from signaling.background.channel_messages import receive_messages
from tests.servers.redis import Redis
from tests.signaling.failing_layer import BACKEND, FailingLayer

PATIENCE_SECONDS = 15


@pytest.fixture(autouse=True)
def failures(settings: Settings) -> Iterator[dict[str, int]]:
    settings.CHANNEL_LAYERS = BACKEND
    yield FailingLayer.failures
    FailingLayer.failures.clear()


class Listener:
    """Keeps received messages, and fails at some of them."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self._has_news = asyncio.Event()

    async def hear(self, message: dict[str, Any]) -> None:
        if message["type"] == "nonsense":
            raise ValueError("nonsense")
        self.heard.append(message["type"])
        self._has_news.set()

    async def until_heard(self, *types: str) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while self.heard != list(types):
                self._has_news.clear()
                await self._has_news.wait()


def listening(body: Callable[[Listener], Awaitable[None]]) -> None:
    async def run() -> None:
        listener = Listener()
        task = asyncio.create_task(receive_messages("here", listener.hear, group="everybody"))
        try:
            await body(listener)
        finally:
            task.cancel()
            await asyncio.wait([task])

    asyncio.run(run())


def noted(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [one for one in caplog.records if one.name == "signaling.background.channel_messages"]


@pytest.mark.parametrize("times", [1, 3])
def test_an_error_of_the_layer_is_logged_in_a_line_and_receiving_continues(
    failures: dict[str, int], caplog: pytest.LogCaptureFixture, times: int
) -> None:
    failures["receive"] = times

    async def body(listener: Listener) -> None:
        await get_channel_layer().send("here", {"type": "first"})
        await get_channel_layer().send("here", {"type": "second"})
        await listener.until_heard("first", "second")

    listening(body)
    assert [record.exc_info for record in noted(caplog)] == [None] * times


def test_the_next_message_is_handled_after_one_that_fails(caplog: pytest.LogCaptureFixture) -> None:
    async def body(listener: Listener) -> None:
        for kind in ("nonsense", "sense"):
            await get_channel_layer().send("here", {"type": kind})
        await listener.until_heard("sense")

    listening(body)
    assert len(noted(caplog)) == 1


def test_a_group_that_the_layer_forgot_is_joined_again() -> None:
    async def body(listener: Listener) -> None:
        layer = get_channel_layer()
        await _until_joined(layer)
        await layer.flush()
        await _until_joined(layer)
        await layer.group_send("everybody", {"type": "news"})
        await listener.until_heard("news")

    listening(body)


async def _until_joined(layer: Any) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not layer.groups.get("everybody"):
            await _pause()


async def _pause() -> None:
    await asyncio.sleep(0.01)


@pytest.mark.served
def test_messages_follow_the_primary_when_their_redis_becomes_a_replica(
    redis_server: Redis, settings: Settings
) -> None:
    hosts = {"hosts": [{"address": redis_server.url}]}
    backend = "channels_redis.core.RedisChannelLayer"
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": backend, "CONFIG": hosts}}

    async def body(listener: Listener) -> None:
        layer, other = get_channel_layer(), channel_layers.make_backend("default")
        # Each of them uses a connection of its own, which stays open.
        await asyncio.gather(*(layer.send("here", {"type": "first"}) for _ in range(5)))
        await listener.until_heard(*["first"] * 5)
        await asyncio.to_thread(redis_server.fail_over)
        await other.send("here", {"type": "second"})
        await listener.until_heard(*["first"] * 5, "second")
        await asyncio.gather(*(layer.send("here", {"type": "third"}) for _ in range(5)))
        await listener.until_heard(*["first"] * 5, "second", *["third"] * 5)
        await layer.close_pools()
        await other.close_pools()

    listening(body)
