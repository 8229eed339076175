"""The ends of a relayed poll: the client, one of the workers, or the time."""

import pytest

from signaling.engineio.session import Session
from signaling.workers.polling.forwarded_requests import ForwardedRequests
from signaling.workers.polling.relay_messages import RelayedDisconnect, RelayedRequest
from signaling.workers.polling.request_allowance import RequestAllowance
from tests.signaling.workers.workers import Bus, Request, Worker, with_two_workers


async def polling_at(bus: Bus, edge: Worker, home: Worker) -> tuple[Session, Request]:
    """Return a session, and a poll that waits on its worker for a packet."""
    session = await home.open()
    polling = edge.begin("GET", session.sid)
    await edge.post(session.sid, b"4")  # its answer follows after the begin of the poll
    assert session.poll_queue.open_polls == 1
    return session, polling


def test_an_aborted_poll_closes_the_session() -> None:
    async def body(bus: Bus, edge: Worker, home: Worker) -> None:
        session, polling = await polling_at(bus, edge, home)
        polling.abort()
        assert (await polling.response()).status == 0
        await home.handler.is_closed.wait()
        assert (session.is_closed, home.handler.closed_by) == (True, ["loss"])

    with_two_workers(body)


def test_a_poll_that_the_server_cancels_closes_the_session() -> None:
    async def body(bus: Bus, edge: Worker, home: Worker) -> None:
        _, polling = await polling_at(bus, edge, home)
        polling.serving.cancel()
        await home.handler.is_closed.wait()
        assert home.handler.closed_by == ["loss"]

    with_two_workers(body)


def test_a_post_that_is_aborted_before_its_end_is_not_sent() -> None:
    async def body(bus: Bus, edge: Worker, home: Worker) -> None:
        query = f"EIO=4&transport=polling&sid={(await home.open()).sid}".encode()
        scope = {"method": "POST", "query_string": query}
        posting = Request(edge.engineio, scope, [])
        posting.abort()
        assert (await posting.response()).status == 0
        assert bus.sent == []

    with_two_workers(body)


def test_a_session_that_ends_ends_the_poll() -> None:
    async def body(bus: Bus, edge: Worker, home: Worker) -> None:
        session, polling = await polling_at(bus, edge, home)
        await session.close(by_server=True)
        assert (await polling.response()).status == 200
        assert (await edge.poll(session.sid)).status == 400

    with_two_workers(body)


def test_a_poll_ends_with_the_worker_of_its_session() -> None:
    async def body(bus: Bus, edge: Worker, home: Worker) -> None:
        bus.silent = {home.id}
        sid = (await home.open()).sid
        polling, posting = edge.begin("GET", sid), edge.begin("POST", sid, b"4")
        await bus.until_sent(RelayedRequest)
        edge.relayed.lapsed("w3-aaaaaaaa")
        assert not polling.serving.done()
        edge.relayed.lapsed(home.id)
        expected = f'"Invalid session {sid}"'.encode()
        for response in (await polling.response(), await posting.response()):
            assert (response.status, response.body) == (400, expected)

    with_two_workers(body)


def test_a_session_ends_with_the_worker_of_its_poll() -> None:
    async def body(bus: Bus, edge: Worker, home: Worker) -> None:
        _, polling = await polling_at(bus, edge, home)
        home.relayed.lapsed("w3-aaaaaaaa")
        assert not home.handler.is_closed.is_set()
        home.relayed.lapsed(edge.id)
        await home.handler.is_closed.wait()
        assert home.handler.closed_by == ["loss"]
        edge.relayed.lapsed(home.id)
        await polling.response()

    with_two_workers(body)


def test_a_worker_that_stops_ends_its_polls_and_their_sessions() -> None:
    async def body(bus: Bus, edge: Worker, home: Worker) -> None:
        session, polling = await polling_at(bus, edge, home)
        await edge.relayed.stop()
        assert (await polling.response()).status == 400
        await home.handler.is_closed.wait()
        bus.sent.clear()
        assert (await edge.poll(session.sid)).status == 400
        assert bus.sent == []

    with_two_workers(body)


def test_a_worker_that_stops_sends_its_last_answers() -> None:
    async def body(bus: Bus, edge: Worker, home: Worker) -> None:
        session, polling = await polling_at(bus, edge, home)
        await session.close(by_server=True)
        await home.relayed.stop()
        assert (await polling.response()).status == 200

    with_two_workers(body)


def test_a_worker_that_does_not_answer_in_time_is_not_waited_for(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def body(bus: Bus, edge: Worker, home: Worker) -> None:
        bus.silent = {home.id}
        edge.engineio.relay = forwarding(bus, edge, most_waiting_seconds=0.01).handle
        session = await home.open()
        assert (await edge.poll(session.sid)).status == 400
        assert isinstance(bus.sent[-1], RelayedDisconnect)
        assert "did not answer" in caplog.text

    with_two_workers(body)


def forwarding(bus: Bus, edge: Worker, most_waiting_seconds: float) -> ForwardedRequests:
    return ForwardedRequests(
        lambda receiver, message: bus.send(edge.id, receiver, message),
        edge.engineio.handle_here,
        RequestAllowance(10**6, 10**6),
        most_body_bytes=edge.engineio.most_payload_bytes,
        most_waiting_seconds=most_waiting_seconds,
    )
