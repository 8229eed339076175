"""Who does not come back: by its own word, by the server's, by time, or for missing too much."""

import pytest

from signaling.socketio.recovery.buffer import MOST_PACKETS
from tests.signaling.returning import arrived, returned
from tests.signaling.visiting import NotingHouse, in_a_house

PYTHON = b"EIO=4&transport=websocket&t=1700000000.123"


@pytest.mark.parametrize("claim", [{"pid": "x"}, {"pid": ""}, {"pid": 7}, {"offset": "x"}, None])
def test_who_was_never_here_is_new(claim: dict | None):
    async def body(house: NotingHouse) -> None:
        _, sid, pid = await arrived(house)
        answer = await (await house.visit()).connect(claim)
        assert answer.keys() == {"sid", "pid"}
        assert answer["sid"] != sid
        assert answer["pid"] != pid
        assert house.told == []

    in_a_house(body)


def test_who_says_goodbye_does_not_come_back():
    async def body(house: NotingHouse) -> None:
        visitor, sid, pid = await arrived(house)
        visitor.say("41")
        await house.until_told("gone", sid, "closed")
        await visitor.lose()

        assert (await returned(house, pid)).answer["sid"] != sid
        assert house.told == [("gone", sid, "closed")]

    in_a_house(body)


def test_who_is_thrown_out_does_not_come_back():
    async def body(house: NotingHouse) -> None:
        visitor, sid, pid = await arrived(house)
        house.transport.close_connection(sid)
        at_once = await returned(house, pid)
        await visitor.closed()

        assert at_once.answer["sid"] != sid
        assert (await returned(house, pid)).answer["sid"] != sid
        assert house.told == [("gone", sid, "lost")]

    in_a_house(body)


def test_who_is_thrown_out_while_lost_does_not_come_back():
    async def body(house: NotingHouse) -> None:
        visitor, sid, pid = await arrived(house)
        await visitor.lose()
        house.transport.close_connection(sid)

        assert (await returned(house, pid)).answer["sid"] != sid
        await house.until_told("gone", sid, "lost")

    in_a_house(body)


@pytest.mark.parametrize("nonsense", ["4nonsense", '42["connect"]', "9"])
def test_who_misbehaves_does_not_come_back(nonsense: str):
    async def body(house: NotingHouse) -> None:
        visitor, sid, pid = await arrived(house)
        visitor.say(nonsense)
        await visitor.closed()

        assert (await returned(house, pid)).answer["sid"] != sid
        assert house.told == [("gone", sid, "misbehaved")]

    in_a_house(body)


@pytest.mark.parametrize("code", [1002, 1007, 1008, 1009])
def test_who_breaks_the_rules_of_websockets_does_not_come_back(code: int):
    async def body(house: NotingHouse) -> None:
        visitor, sid, pid = await arrived(house)
        visitor.wire.close(code, is_violated=True)
        await visitor.closed()

        assert (await returned(house, pid)).answer["sid"] != sid
        assert house.told == [("gone", sid, "misbehaved")]

    in_a_house(body)


def test_a_client_that_only_says_such_a_code_is_lost_like_any_other():
    async def body(house: NotingHouse) -> None:
        visitor, sid, pid = await arrived(house)
        await visitor.lose(1008)

        assert (await returned(house, pid)).answer["sid"] == sid

    in_a_house(body)


def test_an_offset_that_is_not_known_ends_the_session():
    async def body(house: NotingHouse) -> None:
        visitor, sid, pid = await arrived(house)
        await visitor.lose()
        house.say(sid)

        stranger = await returned(house, pid, "ffffffffffffff")

        assert stranger.answer["sid"] != sid
        assert stranger.answer["pid"] != pid
        assert stranger.heard() == []
        assert house.told == [("lost", sid, False), ("gone", sid, "lost")]
        assert (await returned(house, pid)).answer["sid"] != sid

    in_a_house(body)


def test_who_misses_too_much_is_gone():
    async def body(house: NotingHouse) -> None:
        visitor, sid, pid = await arrived(house)
        await visitor.lose()
        house.say(sid, times=MOST_PACKETS + 1)

        await house.until_told("gone", sid, "lost")
        assert house.transport.find(sid) is None
        assert (await returned(house, pid)).answer["sid"] != sid

    in_a_house(body)


def test_who_does_not_come_back_in_time_is_gone(settings):
    settings.RECOVERY_SECONDS = 0.05

    async def body(house: NotingHouse) -> None:
        visitor, sid, pid = await arrived(house)
        await visitor.lose()
        await house.until_told("gone", sid, "lost")

        assert house.transport.find(sid) is None
        assert (await returned(house, pid)).answer["sid"] != sid
        assert house.told == [("lost", sid, False), ("gone", sid, "lost")]

    in_a_house(body)


def test_without_recovery_who_is_lost_is_gone(settings):
    settings.RECOVERY_SECONDS = 0

    async def body(house: NotingHouse) -> None:
        visitor = await house.visit()
        answer = await visitor.connect()
        house.say(answer["sid"])
        await visitor.lose()

        assert answer.keys() == {"sid"}
        assert visitor.heard() == [["room-locked", {"locked": True}]]
        assert house.told == [("gone", answer["sid"], "lost")]

    in_a_house(body)


def test_a_client_in_python_is_told_nothing_of_it():
    async def body(house: NotingHouse) -> None:
        visitor = await house.visit(PYTHON)
        answer = await visitor.connect()
        house.say(answer["sid"])
        await visitor.lose(1001)

        assert answer.keys() == {"sid"}
        assert visitor.heard() == [["room-locked", {"locked": True}]]
        assert house.told == [("gone", answer["sid"], "closed")]

    in_a_house(body)


def test_a_lost_connection_can_be_forgotten_and_another_can_not():
    async def body(house: NotingHouse) -> None:
        visitor, sid, pid = await arrived(house)
        house.transport.forget(sid)
        assert house.say(sid)
        await visitor.lose()
        house.transport.forget(sid)
        house.transport.forget(sid)

        assert (await returned(house, pid)).answer["sid"] != sid
        await house.until_told("gone", sid, "lost")
        house.transport.forget(sid)
        assert house.told == [("lost", sid, False), ("gone", sid, "lost")]

    in_a_house(body)


def test_at_the_end_everybody_is_gone_once():
    async def body(house: NotingHouse) -> None:
        _, here, _ = await arrived(house)
        visitor, lost, _ = await arrived(house)
        await visitor.lose()

        await house.close()

        assert sorted(told for told in house.told if told[0] == "gone") == sorted(
            [("gone", here, "lost"), ("gone", lost, "lost")]
        )

    in_a_house(body)
