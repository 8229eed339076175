"""The limits on the requests that wait for answers of other workers."""

from signaling.workers.polling.relay_messages import RelayedRequest
from signaling.workers.polling.request_allowance import RequestAllowance
from tests.signaling.workers.workers import Bus, Worker, with_two_workers

ONE_REQUEST_BYTES = 4500


def test_an_address_has_a_limit_that_others_do_not_share() -> None:
    allowance = RequestAllowance(10_000, 5000)
    assert allowance.take("192.0.2.1", 400)
    assert not allowance.take("192.0.2.1", 400)
    assert allowance.take("192.0.2.2", 400)


def test_all_addresses_together_have_a_limit() -> None:
    allowance = RequestAllowance(10_000, 5000)
    taken = [allowance.take(f"192.0.2.{number}", 400) for number in range(3)]
    assert taken == [True, True, False]


def test_a_long_message_counts_with_its_size() -> None:
    allowance = RequestAllowance(10_000, 5000)
    assert not allowance.take("192.0.2.1", 1000)


def test_what_was_given_back_can_be_taken_again() -> None:
    allowance = RequestAllowance(10_000, 5000)
    for _ in range(5):
        assert allowance.take("192.0.2.1", 400)
        allowance.give_back("192.0.2.1", 400)


def test_a_request_above_the_limit_is_refused_without_a_message() -> None:
    async def body(bus: Bus, edge: Worker, home: Worker) -> None:
        session = await home.open()
        polling = edge.begin("GET", session.sid)
        await bus.until_sent(RelayedRequest)
        assert (await edge.post(session.sid, b"4")).status == 400
        other = await edge.post(session.sid, b"4", client=["192.0.2.2", 4711])
        assert (other.status, home.handler.messages) == (200, [b""])
        session.send(b"4")
        assert (await polling.response()).status == 200
        assert (await edge.post(session.sid, b"4")).status == 200

    with_two_workers(body, RequestAllowance(10**6, ONE_REQUEST_BYTES))
