"""Requests over the Channels layer, each with one answer.

A process with sockets takes a request from its channel and sends its answer to the channel that the
request names. If there are several such processes, each has a channel of its own. This module does
not know what the requests are about.
"""

import asyncio
import json
import logging
from collections.abc import Collection
from typing import Any

from asgiref.sync import async_to_sync
from channels.exceptions import ChannelFull
from channels.layers import get_channel_layer
from django.conf import settings

from rooms.refusals import Refusal, Unavailable

_log = logging.getLogger(__name__)

_REQUESTS = "signaling.background.requests"


def channel_of(worker: str) -> str:
    """Return the channel of a worker's requests; "" is the worker of an only process."""
    return f"{_REQUESTS}.{worker}" if worker else _REQUESTS


def request(message: dict[str, Any], worker: str = "") -> dict[str, Any]:
    """Send a request and return its answer; raise the refusal that it contains, or Unavailable.

    Unavailable means that the process did not answer or that the channel layer failed.
    """
    (answer,) = _answers(message, [worker])
    if isinstance(answer, BaseException):
        raise Unavailable from answer
    if not answer.pop("success"):
        raise refusal_from_code(answer["code"], answer["error"])
    return answer


def request_all(message: dict[str, Any], workers: Collection[str]) -> list[dict[str, Any]]:
    """Send a request to several processes at once; return the answers of those that succeed.

    Raises Unavailable if there are processes, and none of them answers.
    """
    answers = _answers(message, workers)
    found = [one for one in answers if not isinstance(one, BaseException) and one["success"]]
    if workers and not found:
        raise Unavailable
    return found


def _answers(
    message: dict[str, Any], workers: Collection[str]
) -> list[dict[str, Any] | BaseException]:
    """Return the answer of each process, or the error that prevented it, which is logged."""
    answers: list[dict[str, Any] | BaseException] = async_to_sync(_send_all)(message, workers)
    for answer in answers:
        if isinstance(answer, ChannelFull | TimeoutError):
            # The channel is full if no process takes requests from it.
            _log.warning("No process answers requests about rooms in session")
        elif isinstance(answer, BaseException):
            # Channel layers raise the exceptions of their broker's library.
            _log.error("The channel layer failed (%s)", type(answer).__name__)
    return answers


async def _send_all(
    message: dict[str, Any], workers: Collection[str]
) -> list[dict[str, Any] | BaseException]:
    sending = (_send(message, channel_of(worker)) for worker in workers)
    return await asyncio.gather(*sending, return_exceptions=True)


async def _send(message: dict[str, Any], channel: str) -> dict[str, Any]:
    layer = get_channel_layer()
    reply_to = await layer.new_channel()
    async with asyncio.timeout(settings.LIVE_ANSWER_SECONDS):
        await layer.send(channel, {**message, "reply_to": reply_to})
        reply: dict[str, Any] = await layer.receive(reply_to)
    answer: dict[str, Any] = json.loads(reply["answer"])
    return answer


def refusal_from_code(code: str, message: str) -> Refusal:
    """Return the refusal with this code, as an instance of its own class if that is known."""
    for known in _subclasses(Refusal):
        if known.code == code and known.__init__ is Refusal.__init__:
            return known(message)
    refused: type[Refusal] = type("Refused", (Refusal,), {"code": code})
    return refused(message)


def _subclasses(kind: type[Refusal]) -> list[type[Refusal]]:
    direct = kind.__subclasses__()
    return [*direct, *(known for child in direct for known in _subclasses(child))]
