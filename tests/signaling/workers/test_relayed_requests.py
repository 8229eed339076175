"""A polling client whose requests reach another worker than its session's."""

import pytest
from django.conf import settings

from signaling.workers.polling.relay_messages import (
    RelayedAnswer,
    RelayedDisconnect,
    RelayedRequest,
)
from tests.signaling.engineio.servers import engineio_of
from tests.signaling.workers.workers import (
    Bus,
    Request,
    Worker,
    with_two_workers,
)


def test_a_poll_is_answered_with_the_packets_of_the_session() -> None:
    async def body(bus: Bus, edge: Worker, home: Worker) -> None:
        session = await home.open()
        for packet in (b"41", b"42"):
            session.send(packet)
        response = await edge.poll(session.sid)
        assert (response.status, response.body) == (200, b"41\x1e42")
        assert response.headers[b"cache-control"] == b"no-store"

    with_two_workers(body)


def test_a_poll_waits_for_a_packet() -> None:
    async def body(bus: Bus, edge: Worker, home: Worker) -> None:
        session = await home.open()
        polling = edge.begin("GET", session.sid)
        await bus.until_sent(RelayedRequest)
        session.send(b"4")
        assert (await polling.response()).body == b"4"

    with_two_workers(body)


def test_the_packets_of_a_post_are_handled_in_order() -> None:
    async def body(bus: Bus, edge: Worker, home: Worker) -> None:
        session = await home.open()
        expected = [b"%d" % number for number in range(60)]
        response = await edge.post(session.sid, b"\x1e".join(b"4" + one for one in expected))
        assert (response.status, response.body) == (200, b"OK")
        assert home.handler.messages == expected

    with_two_workers(body)


def test_a_body_may_arrive_in_parts() -> None:
    async def body(bus: Bus, edge: Worker, home: Worker) -> None:
        query = f"EIO=4&transport=polling&sid={(await home.open()).sid}".encode()
        scope = {"method": "POST", "query_string": query}
        await Request(edge.engineio, scope, [b"4a", b"bc"]).response()
        assert home.handler.messages == [b"abc"]

    with_two_workers(body)


def test_a_page_of_another_origin_may_read_the_response() -> None:
    async def body(bus: Bus, edge: Worker, home: Worker) -> None:
        sid = (await home.open()).sid
        headers = [(b"origin", b"https://example.org")]
        response = await edge.post(sid, b"4", headers=headers)
        assert response.headers[b"Access-Control-Allow-Origin"] == b"https://example.org"

    with_two_workers(body)


def test_cookies_and_tokens_are_not_sent_to_other_workers() -> None:
    async def body(bus: Bus, edge: Worker, home: Worker) -> None:
        sid = (await home.open()).sid
        headers = [(b"cookie", b"sessionid=secret"), (b"authorization", b"Bearer secret")]
        await edge.post(sid, b"4", headers=headers)
        assert (await bus.until_sent(RelayedRequest)).headers == [(b"content-length", b"1")]

    with_two_workers(body)


def test_a_request_on_the_sessions_own_worker_sends_no_message() -> None:
    async def body(bus: Bus, edge: Worker, home: Worker) -> None:
        session = await home.open()
        session.send(b"4")
        assert (await home.poll(session.sid)).body == b"4"
        assert bus.sent == []

    with_two_workers(body)


def test_an_unknown_session_is_refused_by_its_worker() -> None:
    async def body(bus: Bus, edge: Worker, home: Worker) -> None:
        for response in (
            await edge.poll(f"{home.id}.unknown"),
            await edge.post(f"{home.id}.unknown", b"4"),
        ):
            assert response.status == 400
            assert response.body == f'"Invalid session {home.id}.unknown"'.encode()
        assert len(bus.sent) == 4

    with_two_workers(body)


@pytest.mark.parametrize(
    "sid",
    [
        "w9-00000000.abc",
        "w2-07b1c2d3",
        "w2-07b1c2d3.",
        "w2-07B1C2D3.abc",
        "%00",
        "%ff.%fe",
        "w2-07b1c2d3%3astream.abc",
        "." * 5000,
        "",
    ],
)
def test_an_id_that_names_no_worker_is_refused_without_a_message(sid: str) -> None:
    async def body(bus: Bus, edge: Worker, home: Worker) -> None:
        assert (await edge.post(sid, b"4")).status == 400
        assert bus.sent == []

    with_two_workers(body)


def test_without_a_relay_the_sessions_of_other_workers_are_unknown() -> None:
    async def body(bus: Bus, edge: Worker, home: Worker) -> None:
        query = f"EIO=4&transport=polling&sid={(await home.open()).sid}".encode()
        alone = engineio_of("w3-aaaaaaaa")
        assert (await Request(alone, {"query_string": query}, [b""]).response()).status == 400

    with_two_workers(body)


def test_other_methods_are_answered_without_a_message() -> None:
    async def body(bus: Bus, edge: Worker, home: Worker) -> None:
        sid = (await home.open()).sid
        statuses = [
            (await edge.begin(method, sid).response()).status for method in ("OPTIONS", "PUT")
        ]
        assert statuses == [200, 405]
        assert bus.sent == []

    with_two_workers(body)


def test_an_upgrade_is_refused_and_the_session_stays_on_polling() -> None:
    async def body(bus: Bus, edge: Worker, home: Worker) -> None:
        session = await home.open()
        events = []

        async def send(event: dict[str, str]) -> None:
            events.append(event["type"])

        async def receive() -> dict[str, str]:
            return {"type": "websocket.connect"}

        query = f"EIO=4&transport=websocket&sid={session.sid}".encode()
        scope = {"type": "websocket", "path": "/", "query_string": query, "headers": []}
        await edge.engineio.handle_request(scope, receive, send)
        assert events == ["websocket.close"]
        session.send(b"4")
        assert (await edge.poll(session.sid)).body == b"4"

    with_two_workers(body)


def test_too_long_a_body_is_not_sent_and_closes_the_session_as_on_one_worker() -> None:
    async def body(bus: Bus, edge: Worker, home: Worker) -> None:
        for worker in (home, edge):
            session = await home.open()
            response = await worker.post(session.sid, b"4" * (settings.LARGE_MESSAGE_BYTES + 1))
            assert (response.status, session.is_closed) == (400, True)
        assert (await bus.until_sent(RelayedRequest)).body == b""
        assert home.handler.messages == []
        assert home.handler.closed_by == ["server"] * 2

    with_two_workers(body)


def test_the_answer_of_another_worker_does_not_count() -> None:
    async def body(bus: Bus, edge: Worker, home: Worker) -> None:
        session = await home.open()
        polling = edge.begin("GET", session.sid)
        number = (await bus.until_sent(RelayedRequest)).number
        edge.relayed.received("w3-aaaaaaaa", RelayedAnswer(number, 200, [], b"forged"))
        session.send(b"4")
        assert (await polling.response()).body == b"4"

    with_two_workers(body)


def test_a_message_about_an_answered_request_changes_nothing() -> None:
    async def body(bus: Bus, edge: Worker, home: Worker) -> None:
        session = await home.open()
        await edge.post(session.sid, b"4")
        answer = await bus.until_sent(RelayedAnswer)
        edge.relayed.received(home.id, answer)
        home.relayed.received(edge.id, RelayedDisconnect(answer.number))
        assert not session.is_closed

    with_two_workers(body)
