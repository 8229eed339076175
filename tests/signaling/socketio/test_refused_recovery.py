"""Who does not come back: by its own word, by the server's, by time, or for missing too much."""

import pytest

from signaling.socketio.recovery.buffer import MOST_PACKETS
from tests.signaling.fake_clients import RecordingHandler, with_a_handler
from tests.signaling.reconnecting import arrived, returned

PYTHON = b"EIO=4&transport=websocket&t=1700000000.123"


@pytest.mark.parametrize("claim", [{"pid": "x"}, {"pid": ""}, {"pid": 7}, {"offset": "x"}, None])
def test_who_was_never_here_is_new(claim: dict | None):
    async def body(handler: RecordingHandler) -> None:
        _, sid, pid = await arrived(handler)
        answer = await (await handler.visit()).connect(claim)
        assert answer.keys() == {"sid", "pid"}
        assert answer["sid"] != sid
        assert answer["pid"] != pid
        assert handler.told == []

    with_a_handler(body)


def test_who_says_goodbye_does_not_come_back():
    async def body(handler: RecordingHandler) -> None:
        visitor, sid, pid = await arrived(handler)
        visitor.say("41")
        await handler.until_told("gone", sid, "closed")
        await visitor.lose()

        assert (await returned(handler, pid)).answer["sid"] != sid
        assert handler.told == [("gone", sid, "closed")]

    with_a_handler(body)


def test_who_is_thrown_out_does_not_come_back():
    async def body(handler: RecordingHandler) -> None:
        visitor, sid, pid = await arrived(handler)
        handler.server.close_connection(sid)
        at_once = await returned(handler, pid)
        await visitor.closed()

        assert at_once.answer["sid"] != sid
        assert (await returned(handler, pid)).answer["sid"] != sid
        assert handler.told == [("gone", sid, "lost")]

    with_a_handler(body)


def test_who_is_thrown_out_while_lost_does_not_come_back():
    async def body(handler: RecordingHandler) -> None:
        visitor, sid, pid = await arrived(handler)
        await visitor.lose()
        handler.server.close_connection(sid)

        assert (await returned(handler, pid)).answer["sid"] != sid
        await handler.until_told("gone", sid, "lost")

    with_a_handler(body)


@pytest.mark.parametrize("nonsense", ["4nonsense", '42["connect"]', "9"])
def test_who_misbehaves_does_not_come_back(nonsense: str):
    async def body(handler: RecordingHandler) -> None:
        visitor, sid, pid = await arrived(handler)
        visitor.say(nonsense)
        await visitor.closed()

        assert (await returned(handler, pid)).answer["sid"] != sid
        assert handler.told == [("gone", sid, "misbehaved")]

    with_a_handler(body)


@pytest.mark.parametrize("code", [1002, 1007, 1008, 1009])
def test_who_breaks_the_rules_of_websockets_does_not_come_back(code: int):
    async def body(handler: RecordingHandler) -> None:
        visitor, sid, pid = await arrived(handler)
        visitor.websocket.close(code, is_violated=True)
        await visitor.closed()

        assert (await returned(handler, pid)).answer["sid"] != sid
        assert handler.told == [("gone", sid, "misbehaved")]

    with_a_handler(body)


def test_a_client_that_only_says_such_a_code_is_lost_like_any_other():
    async def body(handler: RecordingHandler) -> None:
        visitor, sid, pid = await arrived(handler)
        await visitor.lose(1008)

        assert (await returned(handler, pid)).answer["sid"] == sid

    with_a_handler(body)


def test_an_offset_that_is_not_known_ends_the_session():
    async def body(handler: RecordingHandler) -> None:
        visitor, sid, pid = await arrived(handler)
        await visitor.lose()
        handler.say(sid)

        stranger = await returned(handler, pid, "ffffffffffffff")

        assert stranger.answer["sid"] != sid
        assert stranger.answer["pid"] != pid
        assert stranger.heard() == []
        assert handler.told == [("lost", sid, False), ("gone", sid, "lost")]
        assert (await returned(handler, pid)).answer["sid"] != sid

    with_a_handler(body)


def test_who_misses_too_much_is_gone():
    async def body(handler: RecordingHandler) -> None:
        visitor, sid, pid = await arrived(handler)
        await visitor.lose()
        handler.say(sid, times=MOST_PACKETS + 1)

        await handler.until_told("gone", sid, "lost")
        assert handler.server.find(sid) is None
        assert (await returned(handler, pid)).answer["sid"] != sid

    with_a_handler(body)


def test_who_does_not_come_back_in_time_is_gone(settings):
    settings.RECOVERY_SECONDS = 0.05

    async def body(handler: RecordingHandler) -> None:
        visitor, sid, pid = await arrived(handler)
        await visitor.lose()
        await handler.until_told("gone", sid, "lost")

        assert handler.server.find(sid) is None
        assert (await returned(handler, pid)).answer["sid"] != sid
        assert handler.told == [("lost", sid, False), ("gone", sid, "lost")]

    with_a_handler(body)


def test_without_recovery_who_is_lost_is_gone(settings):
    settings.RECOVERY_SECONDS = 0

    async def body(handler: RecordingHandler) -> None:
        visitor = await handler.visit()
        answer = await visitor.connect()
        handler.say(answer["sid"])
        await visitor.lose()

        assert answer.keys() == {"sid"}
        assert visitor.heard() == [["room-locked", {"locked": True}]]
        assert handler.told == [("gone", answer["sid"], "lost")]

    with_a_handler(body)


def test_a_client_in_python_is_told_nothing_of_it():
    async def body(handler: RecordingHandler) -> None:
        visitor = await handler.visit(PYTHON)
        answer = await visitor.connect()
        handler.say(answer["sid"])
        await visitor.lose(1001)

        assert answer.keys() == {"sid"}
        assert visitor.heard() == [["room-locked", {"locked": True}]]
        assert handler.told == [("gone", answer["sid"], "closed")]

    with_a_handler(body)


def test_a_lost_connection_can_be_forgotten_and_another_can_not():
    async def body(handler: RecordingHandler) -> None:
        visitor, sid, pid = await arrived(handler)
        handler.server.forget(sid)
        assert handler.say(sid)
        await visitor.lose()
        handler.server.forget(sid)
        handler.server.forget(sid)

        assert (await returned(handler, pid)).answer["sid"] != sid
        await handler.until_told("gone", sid, "lost")
        handler.server.forget(sid)
        assert handler.told == [("lost", sid, False), ("gone", sid, "lost")]

    with_a_handler(body)


def test_at_the_end_everybody_is_gone_once():
    async def body(handler: RecordingHandler) -> None:
        _, here, _ = await arrived(handler)
        visitor, lost, _ = await arrived(handler)
        await visitor.lose()

        await handler.close()

        assert sorted(told for told in handler.told if told[0] == "gone") == sorted(
            [("gone", here, "lost"), ("gone", lost, "lost")]
        )

    with_a_handler(body)
