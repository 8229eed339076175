"""A client that lost its transport gets its connection back, with what it missed, and once."""

import pytest

from signaling.dialects.native import NATIVE
from tests.signaling.returning import arrived, offsets_of, returned
from tests.signaling.test_dialects import a_dialect
from tests.signaling.visiting import NotingHouse, in_a_house

OTHER = a_dialect(says=NATIVE.says)
TWO_DIALECTS = {"/": NATIVE, OTHER.namespace: OTHER}


def test_who_lost_its_transport_is_back_with_what_it_missed():
    async def body(house: NotingHouse) -> None:
        visitor, sid, pid = await arrived(house)
        (before,) = house.say(sid)
        await visitor.lose()
        missed = house.say(sid, times=3)

        back = await returned(house, pid, before)
        later = house.say(sid, times=2)

        assert back.answer == {"sid": sid, "pid": pid}
        assert offsets_of(back) == [*missed, *later]
        assert offsets_of(visitor) == [before]
        await house.until_told("recovered", sid)
        assert house.told == [("lost", sid, False), ("recovered", sid)]

    in_a_house(body)


def test_who_had_heard_nothing_yet_is_back_with_everything():
    async def body(house: NotingHouse) -> None:
        visitor, sid, pid = await arrived(house)
        await visitor.lose()
        missed = house.say(sid, times=2)

        assert offsets_of(await returned(house, pid)) == missed

    in_a_house(body)


def test_what_was_written_to_a_dying_transport_was_missed():
    async def body(house: NotingHouse) -> None:
        visitor, sid, pid = await arrived(house)
        arrived_there, *lost = house.say(sid, times=4)
        await visitor.lose()

        assert offsets_of(await returned(house, pid, arrived_there)) == lost

    in_a_house(body)


def test_it_may_happen_again_and_again():
    async def body(house: NotingHouse) -> None:
        visitor, sid, pid = await arrived(house)
        (offset,) = house.say(sid)
        for _ in range(5):
            await visitor.lose()
            missed = house.say(sid, times=2)
            visitor = await returned(house, pid, offset)
            assert offsets_of(visitor) == missed
            offset = missed[-1]
        await house.until_told("recovered", sid, times=5)
        assert [told[0] for told in house.told] == ["lost", "recovered"] * 5

    in_a_house(body)


def test_acknowledgements_are_not_given_back():
    async def body(house: NotingHouse) -> None:
        visitor, sid, pid = await arrived(house)
        visitor.say('427["slow"]')
        visitor.wire.close(None)
        house.may_go_on.set()
        await visitor.closed()
        house.say(sid)

        back = await returned(house, pid)

        assert house.events == ["slow"]
        assert not [packet for packet in back.wire.sent if packet.startswith(b"43")]
        assert len(back.heard()) == 1

    in_a_house(body)


def test_what_came_before_the_loss_is_handled_before_what_comes_after_the_return():
    async def body(house: NotingHouse) -> None:
        visitor, _sid, pid = await arrived(house)
        visitor.say('42["slow"]')
        visitor.say('42["second"]')
        visitor.wire.close(None)
        returning = await house.visit()
        returning.say(f'40{{"pid":"{pid}"}}')
        returning.say('421["third"]')
        house.may_go_on.set()

        await returning.wire.until_sent(b"431")
        assert house.events == ["slow", "second", "third"]

    in_a_house(body)


def test_a_transport_that_still_seems_alive_makes_way():
    async def body(house: NotingHouse) -> None:
        dead, sid, pid = await arrived(house)
        first, *missed = house.say(sid, times=3)

        back = await returned(house, pid, first)

        await dead.closed()
        assert back.answer == {"sid": sid, "pid": pid}
        assert offsets_of(back) == missed
        assert dead.wire.sent[-1] == b"41"
        assert house.told == [("recovered", sid)]
        assert offsets_of(back)[-1:] != house.say(sid)
        assert len(dead.heard()) == 3

    in_a_house(body)


def test_the_newest_of_two_with_one_pid_wins():
    async def body(house: NotingHouse) -> None:
        visitor, sid, pid = await arrived(house)
        await visitor.lose()
        first = await returned(house, pid)
        second = await returned(house, pid)

        await first.closed()
        house.say(sid)
        assert (len(first.heard()), len(second.heard())) == (0, 1)
        assert house.told == [("lost", sid, False), ("recovered", sid), ("recovered", sid)]

    in_a_house(body)


@pytest.mark.parametrize(("code", "went_away"), [(1001, True), (1000, False), (None, False)])
def test_the_house_hears_whose_page_was_closed(code: int | None, went_away: bool):
    async def body(house: NotingHouse) -> None:
        visitor, sid, pid = await arrived(house)
        await visitor.lose(code)

        assert house.told == [("lost", sid, went_away)]
        assert (await returned(house, pid)).answer["sid"] == sid

    in_a_house(body)


def test_closing_the_engine_is_a_loss_like_any_other():
    async def body(house: NotingHouse) -> None:
        visitor, sid, pid = await arrived(house)
        visitor.say("1")
        await visitor.closed()

        assert house.told == [("lost", sid, False)]
        assert (await returned(house, pid)).answer["sid"] == sid

    in_a_house(body)


def test_who_is_lost_again_while_it_comes_back_comes_back_all_the_same():
    async def body(house: NotingHouse) -> None:
        visitor, sid, pid = await arrived(house)
        visitor.say('42["slow"]')
        visitor.wire.close(None)
        impatient = await house.visit()
        impatient.say(f'40{{"pid":"{pid}"}}')
        impatient.wire.close(None)
        house.may_go_on.set()
        await impatient.closed()
        missed = house.say(sid)

        back = await returned(house, pid)

        assert back.answer["sid"] == sid
        assert offsets_of(back) == missed
        await house.until_told("recovered", sid, times=2)
        assert ("gone", sid, "lost") not in house.told

    in_a_house(body)


def test_each_namespace_is_given_back_on_its_own():
    async def body(house: NotingHouse) -> None:
        visitor = await house.visit()
        here, there = await visitor.connect(), await visitor.connect(namespace="/other,")
        await visitor.lose()
        (missed,) = house.say(there["sid"])

        back = await house.visit()
        assert (await back.connect({"pid": there["pid"]}))["sid"] not in (here["sid"], there["sid"])
        assert await back.connect({"pid": there["pid"]}, "/other,") == there
        assert back.heard("/other,") == [["room-locked", {"locked": True}, missed]]
        assert await (await house.visit()).connect({"pid": here["pid"]}) == here

    in_a_house(body, TWO_DIALECTS)


def test_an_answered_ping_lets_go_of_what_has_arrived(settings):
    settings.PING_INTERVAL_SECONDS = 0.05

    async def body(house: NotingHouse) -> None:
        visitor, sid, pid = await arrived(house)
        house.say(sid, times=3)
        await visitor.wire.until_sent(b"2")
        visitor.say("3")
        await visitor.lose()
        missed = house.say(sid)

        assert offsets_of(await returned(house, pid)) == missed

    in_a_house(body)
