"""Fake clients that connect, and reconnect with a pid and an offset."""

from tests.signaling.fake_clients import FakeClient, RecordingHandler


async def arrived(handler: RecordingHandler) -> tuple[FakeClient, str, str]:
    """Connect a client; return it with its sid and its pid."""
    client = await handler.open_websocket()
    answer = await client.connect()
    return client, answer["sid"], answer["pid"]


async def returned(handler: RecordingHandler, pid: str, offset: str | None = None) -> FakeClient:
    """Connect a client with a pid and an optional offset; `answer` is the answer to CONNECT."""
    client = await handler.open_websocket()
    claim = {"pid": pid} if offset is None else {"pid": pid, "offset": offset}
    client.answer = await client.connect(claim)
    return client


def offsets_of(client: FakeClient) -> list[str]:
    return [event[-1] for event in client.received()]
