"""An application that serves the requests of other workers."""

import asyncio
from typing import Any

import msgspec
import pytest

from signaling.workers.polling.relay_messages import RelayedAnswer, RelayedRequest
from signaling.workers.polling.served_requests import ServedRequests

REQUEST = RelayedRequest(7, "POST", "/socket.io/", b"a=b", [(b"origin", b"null")], b"body")


async def answers(application: Any, count: int = 1) -> list[RelayedAnswer]:
    """Return the answers to `count` requests of one worker."""
    messages: asyncio.Queue[bytes] = asyncio.Queue()
    served = ServedRequests(lambda _, message: messages.put_nowait(message), application)
    for number in range(count):
        served.begin("w1-9f3ac1d2", msgspec.structs.replace(REQUEST, number=number))
    async with asyncio.timeout(5):
        sent = [await messages.get() for _ in range(count)]
    await served.stop()
    return [msgspec.msgpack.decode(message, type=RelayedAnswer) for message in sent]


def test_the_application_gets_the_whole_request() -> None:
    async def application(scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] == "http"
        assert (scope["method"], scope["path"]) == ("POST", "/socket.io/")
        assert (scope["query_string"], scope["headers"]) == (b"a=b", [(b"origin", b"null")])
        event = await receive()
        assert (event["body"], event["more_body"]) == (b"body", False)
        await send({"type": "http.response.start", "status": 201, "headers": [(b"a", b"b")]})
        for part in (b"1", b"2"):
            await send({"type": "http.response.body", "body": part, "more_body": True})

    assert asyncio.run(answers(application)) == [RelayedAnswer(0, 201, [(b"a", b"b")], b"12")]


def test_many_requests_are_begun_in_their_order() -> None:
    async def application(*_: Any) -> None:
        pass

    numbers = [answer.number for answer in asyncio.run(answers(application, 50))]
    assert numbers == list(range(50))


def test_an_application_that_fails_answers_with_an_error(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def application(*_: Any) -> None:
        raise LookupError

    assert asyncio.run(answers(application)) == [RelayedAnswer(0, 500, [], b"")]
    assert "A relayed request failed" in caplog.text
