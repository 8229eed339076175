"""Requests over the Channels layer, each with one answer.

One of the processes with sockets takes a request from the channel REQUESTS and sends its answer to
the channel that the request names. This module does not know what the requests are about.
"""

import asyncio
import json
import logging
from typing import Any

from asgiref.sync import async_to_sync
from channels.exceptions import ChannelFull
from channels.layers import get_channel_layer
from django.conf import settings

from rooms.refusals import Refusal, Unavailable

_log = logging.getLogger(__name__)

# Exactly one process receives each message on this channel.
REQUESTS = "signaling.background.requests"


def request(message: dict[str, Any]) -> dict[str, Any]:
    """Send a request and return its answer; raise the refusal that it contains, or Unavailable.

    Unavailable means that no process answered or that the channel layer failed.
    """
    try:
        reply: dict[str, Any] = async_to_sync(_send)(message)
    except (ChannelFull, TimeoutError):
        # The channel is full if no process takes requests from it.
        _log.warning("No process answers requests about rooms in session")
        raise Unavailable from None
    except Exception as error:
        # Channel layers raise the exceptions of their broker's library.
        _log.error("The channel layer failed (%s)", type(error).__name__)
        raise Unavailable from error
    answer: dict[str, Any] = json.loads(reply["answer"])
    if not answer.pop("success"):
        raise refusal_from_code(answer["code"], answer["error"])
    return answer


async def _send(message: dict[str, Any]) -> dict[str, Any]:
    layer = get_channel_layer()
    reply_to = await layer.new_channel()
    async with asyncio.timeout(settings.LIVE_ANSWER_SECONDS):
        await layer.send(REQUESTS, {**message, "reply_to": reply_to})
        reply: dict[str, Any] = await layer.receive(reply_to)
    return reply


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
