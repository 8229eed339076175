"""Visitors that come and come back, claiming to be who they were."""

from tests.signaling.fake_clients import RecordingHandler, Visitor


async def arrived(handler: RecordingHandler) -> tuple[Visitor, str, str]:
    """Bring a visitor; return it with its sid and its pid."""
    visitor = await handler.visit()
    answer = await visitor.connect()
    return visitor, answer["sid"], answer["pid"]


async def returned(handler: RecordingHandler, pid: str, offset: str | None = None) -> Visitor:
    """Bring a visitor with a pid and perhaps an offset; `answer` is what CONNECT is answered."""
    visitor = await handler.visit()
    claim = {"pid": pid} if offset is None else {"pid": pid, "offset": offset}
    visitor.answer = await visitor.connect(claim)
    return visitor


def offsets_of(visitor: Visitor) -> list[str]:
    return [event[-1] for event in visitor.heard()]
