"""A channel layer that fails on demand, like a layer without its broker."""

from typing import Any, ClassVar

from channels.layers import InMemoryChannelLayer

BACKEND = {"default": {"BACKEND": f"{__name__}.FailingLayer"}}


class FailingLayer(InMemoryChannelLayer):
    """Each method fails `failures` times; messages that fail are lost."""

    failures: ClassVar[dict[str, int]] = {}

    async def receive(self, channel: str) -> Any:
        fail("receive")
        return await super().receive(channel)

    async def send(self, channel: str, message: Any) -> None:
        fail("send")
        await super().send(channel, message)

    async def group_send(self, group: str, message: Any) -> None:
        fail("group_send")
        await super().group_send(group, message)


def fail(method: str) -> None:
    left = FailingLayer.failures.get(method, 0)
    if left:
        FailingLayer.failures[method] = left - 1
        raise ConnectionError("the broker is away")
