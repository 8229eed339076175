"""A client that lost its transport gets its connection back, and each missed event once."""

import pytest

from signaling.dialects.native import NATIVE
from signaling.protocol.offsets import next_offset
from signaling.socketio.recovery.buffer import MOST_BYTES
from tests.signaling.fake_clients import RecordingHandler, with_a_handler
from tests.signaling.reconnecting import arrived, offsets_of, returned
from tests.signaling.test_dialects import a_dialect

OTHER = a_dialect(says=NATIVE.says)
# White space makes it larger than all that the server keeps for one client.
LARGE = b'42["media-offer",%b{},"%b"]' % (b" " * MOST_BYTES, next_offset().encode())
TWO_DIALECTS = {"/": NATIVE, OTHER.namespace: OTHER}


def test_a_client_that_lost_its_transport_gets_the_missed_events():
    async def body(handler: RecordingHandler) -> None:
        client, sid, pid = await arrived(handler)
        (before,) = handler.send_to(sid)
        await client.lose()
        missed = handler.send_to(sid, times=3)

        back = await returned(handler, pid, before)
        later = handler.send_to(sid, times=2)

        assert back.answer == {"sid": sid, "pid": pid}
        assert offsets_of(back) == [*missed, *later]
        assert offsets_of(client) == [before]
        await handler.until_changed("recovered", sid)
        assert handler.changes == [("lost", sid, False), ("recovered", sid)]

    with_a_handler(body)


def test_a_client_that_received_no_event_gets_all_events():
    async def body(handler: RecordingHandler) -> None:
        client, sid, pid = await arrived(handler)
        await client.lose()
        missed = handler.send_to(sid, times=2)

        assert offsets_of(await returned(handler, pid)) == missed

    with_a_handler(body)


def test_events_written_to_a_dying_transport_are_sent_again():
    async def body(handler: RecordingHandler) -> None:
        client, sid, pid = await arrived(handler)
        arrived_there, *lost = handler.send_to(sid, times=4)
        await client.lose()

        assert offsets_of(await returned(handler, pid, arrived_there)) == lost

    with_a_handler(body)


def test_large_volatile_events_are_not_kept_and_leave_place_for_the_others():
    async def body(handler: RecordingHandler) -> None:
        client, sid, pid = await arrived(handler)
        (before,) = handler.send_to(sid)
        handler.send_volatile_to(sid, LARGE)
        await client.lose()
        handler.send_volatile_to(sid, LARGE)
        missed = handler.send_to(sid, times=2)

        back = await returned(handler, pid, before)

        assert client.received() == [["room-locked", {"locked": True}, before], ["media-offer", {}]]
        assert back.answer == {"sid": sid, "pid": pid}
        assert offsets_of(back) == missed

    with_a_handler(body)


def test_a_connection_can_be_recovered_several_times():
    async def body(handler: RecordingHandler) -> None:
        client, sid, pid = await arrived(handler)
        (offset,) = handler.send_to(sid)
        for _ in range(5):
            await client.lose()
            missed = handler.send_to(sid, times=2)
            client = await returned(handler, pid, offset)
            assert offsets_of(client) == missed
            offset = missed[-1]
        await handler.until_changed("recovered", sid, times=5)
        assert [told[0] for told in handler.changes] == ["lost", "recovered"] * 5

    with_a_handler(body)


def test_acknowledgements_are_not_sent_again():
    async def body(handler: RecordingHandler) -> None:
        client, sid, pid = await arrived(handler)
        client.send('427["slow"]')
        client.websocket.close(None)
        handler.may_go_on.set()
        await client.closed()
        handler.send_to(sid)

        back = await returned(handler, pid)

        assert handler.events == ["slow"]
        assert not [packet for packet in back.websocket.sent if packet.startswith(b"43")]
        assert len(back.received()) == 1

    with_a_handler(body)


def test_messages_of_the_old_transport_are_handled_before_new_ones():
    async def body(handler: RecordingHandler) -> None:
        client, _sid, pid = await arrived(handler)
        client.send('42["slow"]')
        client.send('42["second"]')
        client.websocket.close(None)
        returning = await handler.open_websocket()
        returning.send(f'40{{"pid":"{pid}"}}')
        returning.send('421["third"]')
        handler.may_go_on.set()

        await returning.websocket.until_sent(b"431")
        assert handler.events == ["slow", "second", "third"]

    with_a_handler(body)


def test_a_transport_that_seems_alive_is_replaced():
    async def body(handler: RecordingHandler) -> None:
        dead, sid, pid = await arrived(handler)
        first, *missed = handler.send_to(sid, times=3)

        back = await returned(handler, pid, first)

        await dead.closed()
        assert back.answer == {"sid": sid, "pid": pid}
        assert offsets_of(back) == missed
        assert dead.websocket.sent[-1] == b"41"
        assert handler.changes == [("recovered", sid)]
        assert offsets_of(back)[-1:] != handler.send_to(sid)
        assert len(dead.received()) == 3

    with_a_handler(body)


def test_the_newest_of_two_with_one_pid_wins():
    async def body(handler: RecordingHandler) -> None:
        client, sid, pid = await arrived(handler)
        await client.lose()
        first = await returned(handler, pid)
        second = await returned(handler, pid)

        await first.closed()
        handler.send_to(sid)
        assert (len(first.received()), len(second.received())) == (0, 1)
        assert handler.changes == [("lost", sid, False), ("recovered", sid), ("recovered", sid)]

    with_a_handler(body)


@pytest.mark.parametrize(("code", "went_away"), [(1001, True), (1000, False), (None, False)])
def test_the_handler_is_told_that_a_page_was_closed(code: int | None, went_away: bool):
    async def body(handler: RecordingHandler) -> None:
        client, sid, pid = await arrived(handler)
        await client.lose(code)

        assert handler.changes == [("lost", sid, went_away)]
        assert (await returned(handler, pid)).answer["sid"] == sid

    with_a_handler(body)


def test_a_client_that_closes_its_engine_can_be_recovered():
    async def body(handler: RecordingHandler) -> None:
        client, sid, pid = await arrived(handler)
        client.send("1")
        await client.closed()

        assert handler.changes == [("lost", sid, False)]
        assert (await returned(handler, pid)).answer["sid"] == sid

    with_a_handler(body)


def test_a_client_lost_during_its_recovery_can_be_recovered():
    async def body(handler: RecordingHandler) -> None:
        client, sid, pid = await arrived(handler)
        client.send('42["slow"]')
        client.websocket.close(None)
        impatient = await handler.open_websocket()
        impatient.send(f'40{{"pid":"{pid}"}}')
        impatient.websocket.close(None)
        handler.may_go_on.set()
        await impatient.closed()
        missed = handler.send_to(sid)

        back = await returned(handler, pid)

        assert back.answer["sid"] == sid
        assert offsets_of(back) == missed
        await handler.until_changed("recovered", sid, times=2)
        assert ("gone", sid, "lost") not in handler.changes

    with_a_handler(body)


def test_each_namespace_is_recovered_separately():
    async def body(handler: RecordingHandler) -> None:
        client = await handler.open_websocket()
        here, there = await client.connect(), await client.connect(namespace="/other,")
        await client.lose()
        (missed,) = handler.send_to(there["sid"])

        back = await handler.open_websocket()
        assert (await back.connect({"pid": there["pid"]}))["sid"] not in (here["sid"], there["sid"])
        assert await back.connect({"pid": there["pid"]}, "/other,") == there
        assert back.received("/other,") == [["room-locked", {"locked": True}, missed]]
        assert await (await handler.open_websocket()).connect({"pid": here["pid"]}) == here

    with_a_handler(body, TWO_DIALECTS)


def test_an_answered_ping_drops_the_events_that_have_arrived(settings):
    settings.PING_INTERVAL_SECONDS = 0.05

    async def body(handler: RecordingHandler) -> None:
        client, sid, pid = await arrived(handler)
        handler.send_to(sid, times=3)
        await client.websocket.until_sent(b"2")
        client.send("3")
        await client.lose()
        missed = handler.send_to(sid)

        assert offsets_of(await returned(handler, pid)) == missed

    with_a_handler(body)
