"""Requests that get no thread in time are refused with a page, or with JSON for calls."""

import asyncio
import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

from meet.django_handler import DjangoHandler

BESIDE = "https://friend.example"

_gate = threading.Event()


def wait(_request: HttpRequest) -> HttpResponse:
    _gate.wait()
    return HttpResponse("done")


urlpatterns = [path("waits/", wait), path("api/waits", wait)]

pytestmark = pytest.mark.urls(__name__)

Answer = tuple[int, dict[str, str], bytes]


@pytest.fixture
def pages() -> Iterator[DjangoHandler]:
    _gate.clear()
    with override_settings(PAGE_THREADS=1, PAGE_WAIT_SECONDS=60, ALLOWED_ORIGINS=[BESIDE]):
        yield DjangoHandler()
    _gate.set()


def test_beside_a_thread_that_is_taken_pages_and_calls_are_told_when_to_try_again(
    pages: DjangoHandler,
) -> None:
    async def story() -> tuple[Answer, Answer, Answer]:
        first = asyncio.create_task(get(pages, "/waits/"))
        await asyncio.sleep(0)
        with override_settings(PAGE_WAIT_SECONDS=0.05):
            page, call = await asyncio.gather(get(pages, "/waits/"), get(pages, "/api/waits"))
        _gate.set()
        return await first, page, call

    first, page, call = asyncio.run(story())
    assert (first[0], first[2]) == (200, b"done")
    assert page[0] == 503
    assert page[1]["content-type"] == "text/html; charset=utf-8"
    assert "content-security-policy" in page[1]
    assert page[1]["retry-after"] == "5"
    assert call[0] == 503
    assert call[1]["access-control-allow-origin"] == BESIDE
    assert json.loads(call[2]) == {
        "statusCode": 503,
        "code": "UNAVAILABLE",
        "message": "The server can't do this right now. Try again.",
        "retryAfterSeconds": 5,
    }


def test_the_thread_goes_to_whoever_waits_as_soon_as_it_is_free(pages: DjangoHandler) -> None:
    async def story() -> list[int]:
        asked = [asyncio.create_task(get(pages, "/waits/")) for _ in range(3)]
        await asyncio.sleep(0)
        _gate.set()
        return [(await one)[0] for one in asked]

    assert asyncio.run(story()) == [200, 200, 200]


def test_whoever_has_gone_takes_no_thread(pages: DjangoHandler) -> None:
    async def story() -> tuple[list[Any], int]:
        first = asyncio.create_task(get(pages, "/waits/"))
        await asyncio.sleep(0)
        sent: list[Any] = []
        leaving = asyncio.create_task(ask(pages, "/waits/", sent, leaves=True))
        await asyncio.sleep(0)
        _gate.set()
        await leaving
        return sent, (await first)[0]

    assert asyncio.run(story()) == ([], 200)


async def get(pages: DjangoHandler, target: str) -> Answer:
    sent: list[Any] = []
    await ask(pages, target, sent)
    headers = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(part["body"] for part in sent[1:])


async def ask(pages: DjangoHandler, target: str, sent: list[Any], *, leaves: bool = False) -> None:
    """Make a request, and optionally disconnect before the response."""
    incoming = [{"type": "http.request", "body": b"", "more_body": False}]
    if leaves:
        incoming.append({"type": "http.disconnect"})

    async def receive() -> dict[str, Any]:
        if not incoming:
            await asyncio.Future()
        return incoming.pop(0)

    async def send(event: dict[str, Any]) -> None:
        sent.append(event)

    scope = {
        "type": "http",
        "method": "GET",
        "path": target,
        "query_string": b"",
        "headers": [(b"host", b"localhost"), (b"origin", BESIDE.encode())],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    await pages(scope, receive, send)
