"""Connections that are not recovered: closed, misused, expired, or with too many packets missed."""

import pytest

from signaling.socketio.recovery.buffer import MOST_PACKETS
from tests.signaling.fake_clients import RecordingHandler, with_a_handler
from tests.signaling.reconnecting import arrived, returned

PYTHON = b"EIO=4&transport=websocket&t=1700000000.123"


@pytest.mark.parametrize("claim", [{"pid": "x"}, {"pid": ""}, {"pid": 7}, {"offset": "x"}, None])
def test_a_client_with_an_unknown_pid_gets_a_new_connection(claim: dict | None):
    async def body(handler: RecordingHandler) -> None:
        _, sid, pid = await arrived(handler)
        answer = await (await handler.open_websocket()).connect(claim)
        assert answer.keys() == {"sid", "pid"}
        assert answer["sid"] != sid
        assert answer["pid"] != pid
        assert handler.changes == []

    with_a_handler(body)


def test_a_client_that_disconnected_is_not_recovered():
    async def body(handler: RecordingHandler) -> None:
        client, sid, pid = await arrived(handler)
        client.send("41")
        await handler.until_changed("gone", sid, "closed")
        await client.lose()

        assert (await returned(handler, pid)).answer["sid"] != sid
        assert handler.changes == [("gone", sid, "closed")]

    with_a_handler(body)


def test_a_connection_that_the_server_closed_is_not_recovered():
    async def body(handler: RecordingHandler) -> None:
        client, sid, pid = await arrived(handler)
        handler.server.close_connection(sid)
        at_once = await returned(handler, pid)
        await client.closed()

        assert at_once.answer["sid"] != sid
        assert (await returned(handler, pid)).answer["sid"] != sid
        assert handler.changes == [("gone", sid, "lost")]

    with_a_handler(body)


def test_a_lost_connection_that_the_server_closed_is_not_recovered():
    async def body(handler: RecordingHandler) -> None:
        client, sid, pid = await arrived(handler)
        await client.lose()
        handler.server.close_connection(sid)

        assert (await returned(handler, pid)).answer["sid"] != sid
        await handler.until_changed("gone", sid, "lost")

    with_a_handler(body)


@pytest.mark.parametrize("nonsense", ["4nonsense", '42["connect"]', "9"])
def test_a_client_that_misbehaved_is_not_recovered(nonsense: str):
    async def body(handler: RecordingHandler) -> None:
        client, sid, pid = await arrived(handler)
        client.send(nonsense)
        await client.closed()

        assert (await returned(handler, pid)).answer["sid"] != sid
        assert handler.changes == [("gone", sid, "misbehaved")]

    with_a_handler(body)


@pytest.mark.parametrize("code", [1002, 1007, 1008, 1009])
def test_a_client_that_violates_the_websocket_protocol_is_not_recovered(code: int):
    async def body(handler: RecordingHandler) -> None:
        client, sid, pid = await arrived(handler)
        client.websocket.close(code, is_violated=True)
        await client.closed()

        assert (await returned(handler, pid)).answer["sid"] != sid
        assert handler.changes == [("gone", sid, "misbehaved")]

    with_a_handler(body)


def test_a_client_that_closes_with_such_a_code_can_be_recovered():
    async def body(handler: RecordingHandler) -> None:
        client, sid, pid = await arrived(handler)
        await client.lose(1008)

        assert (await returned(handler, pid)).answer["sid"] == sid

    with_a_handler(body)


def test_an_unknown_offset_ends_the_connection():
    async def body(handler: RecordingHandler) -> None:
        client, sid, pid = await arrived(handler)
        await client.lose()
        handler.send_to(sid)

        stranger = await returned(handler, pid, "ffffffffffffff")

        assert stranger.answer["sid"] != sid
        assert stranger.answer["pid"] != pid
        assert stranger.received() == []
        assert handler.changes == [("lost", sid, False), ("gone", sid, "lost")]
        assert (await returned(handler, pid)).answer["sid"] != sid

    with_a_handler(body)


def test_a_client_that_missed_too_many_packets_is_not_recovered():
    async def body(handler: RecordingHandler) -> None:
        client, sid, pid = await arrived(handler)
        await client.lose()
        handler.send_to(sid, times=MOST_PACKETS + 1)

        await handler.until_changed("gone", sid, "lost")
        assert handler.server.find(sid) is None
        assert (await returned(handler, pid)).answer["sid"] != sid

    with_a_handler(body)


def test_a_client_that_returns_too_late_is_not_recovered(settings):
    settings.RECOVERY_SECONDS = 0.05

    async def body(handler: RecordingHandler) -> None:
        client, sid, pid = await arrived(handler)
        await client.lose()
        await handler.until_changed("gone", sid, "lost")

        assert handler.server.find(sid) is None
        assert (await returned(handler, pid)).answer["sid"] != sid
        assert handler.changes == [("lost", sid, False), ("gone", sid, "lost")]

    with_a_handler(body)


def test_a_lost_client_is_gone_if_recovery_is_disabled(settings):
    settings.RECOVERY_SECONDS = 0

    async def body(handler: RecordingHandler) -> None:
        client = await handler.open_websocket()
        answer = await client.connect()
        handler.send_to(answer["sid"])
        await client.lose()

        assert answer.keys() == {"sid"}
        assert client.received() == [["room-locked", {"locked": True}]]
        assert handler.changes == [("gone", answer["sid"], "lost")]

    with_a_handler(body)


def test_a_python_client_gets_no_recovery_fields():
    async def body(handler: RecordingHandler) -> None:
        client = await handler.open_websocket(PYTHON)
        answer = await client.connect()
        handler.send_to(answer["sid"])
        await client.lose(1001)

        assert answer.keys() == {"sid"}
        assert client.received() == [["room-locked", {"locked": True}]]
        assert handler.changes == [("gone", answer["sid"], "closed")]

    with_a_handler(body)


def test_forgetting_ends_a_lost_connection_and_no_other():
    async def body(handler: RecordingHandler) -> None:
        client, sid, pid = await arrived(handler)
        handler.server.forget(sid)
        assert handler.send_to(sid)
        await client.lose()
        handler.server.forget(sid)
        handler.server.forget(sid)

        assert (await returned(handler, pid)).answer["sid"] != sid
        await handler.until_changed("gone", sid, "lost")
        handler.server.forget(sid)
        assert handler.changes == [("lost", sid, False), ("gone", sid, "lost")]

    with_a_handler(body)


def test_every_connection_ends_once_when_the_server_stops():
    async def body(handler: RecordingHandler) -> None:
        _, here, _ = await arrived(handler)
        client, lost, _ = await arrived(handler)
        await client.lose()

        await handler.close()

        assert sorted(told for told in handler.changes if told[0] == "gone") == sorted(
            [("gone", here, "lost"), ("gone", lost, "lost")]
        )

    with_a_handler(body)
