"""Answer requests of pages, the REST API and the admin about rooms in session.

They send a request over the Channels layer, on the channel of the process that has the room in
memory. The request is handled like an event of a socket, with the same commands, checks and
answers. See `rooms.live_rooms` and `rooms.channel_requests`.
"""

import asyncio
import logging
import os
import socket
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import msgspec
from channels.layers import get_channel_layer
from django.conf import settings

from accounts.identity import Person
from rooms import channel_requests, live_rooms
from rooms.audit import Actor
from rooms.refusals import Refusal, Unavailable
from signaling.background.channel_messages import receive_messages
from signaling.caller import Authority, Caller
from signaling.dialects import Dialect
from signaling.dialects.native import NATIVE, join_refused
from signaling.dialects.parsing import ObjectParser
from signaling.presence import Knock, Presence, Room, Seat
from signaling.presence.media_records import MediaQuality
from signaling.protocol import commands
from signaling.protocol.packets import EVENT, Received, event_body
from signaling.refusals import Internal

logger = logging.getLogger(__name__)

_WORKER = f"{socket.gethostname()}:{os.getpid()}"

_CHANNEL = channel_requests.channel_of(settings.WORKER_ID if settings.REDIS_URL else "")

# The native protocol, and the commands that only this server's own code may send.
_DIALECT = Dialect(
    name="requests",
    namespace="/",
    hears={**NATIVE.hears, "post-notice": ObjectParser(commands.PostNotice)},
    says=NATIVE.says,
    acknowledges=NATIVE.acknowledges,
    refuses={commands.Join: join_refused},
)


MediaServerHealth = Callable[[], Mapping[str, bool]]
"""Returns whether each media server is healthy, by its name."""


class RequestHandler(Protocol):
    """The part of dispatch that requests need."""

    async def handle_request(
        self, caller: Caller, dialect: Dialect, event: Received
    ) -> dict[str, Any]: ...


async def answer_requests(
    presence: Presence, dispatch: RequestHandler, media_servers: MediaServerHealth
) -> None:
    """Answer requests until cancelled, each in a task of its own."""
    async with asyncio.TaskGroup() as tasks:

        async def take(request: dict[str, Any]) -> None:
            tasks.create_task(_take(request, presence, dispatch, media_servers))

        await receive_messages(_CHANNEL, take)


async def _take(
    request: dict[str, Any],
    presence: Presence,
    dispatch: RequestHandler,
    media_servers: MediaServerHealth,
) -> None:
    """Carry out a request and answer it; answer Unavailable after an unexpected error."""
    try:
        answer = await _answer(request, presence, dispatch, media_servers)
        encoded = msgspec.json.encode(answer)
    except Exception:
        logger.exception("A request could not be carried out")
        encoded = msgspec.json.encode(_refused(Unavailable()))
    try:
        reply = {"type": "answer", "answer": encoded.decode()}
        await get_channel_layer().send(request["reply_to"], reply)
    except Exception:
        # The sender gets no answer, and fails after a timeout. The next request must be received.
        logger.exception("A request could not be answered")


async def _answer(
    request: dict[str, Any],
    presence: Presence,
    dispatch: RequestHandler,
    media_servers: MediaServerHealth,
) -> dict[str, Any]:
    if request["type"] == "snapshot":
        rooms = _snapshot(presence, request["room_ids"])
        return {"success": True, "rooms": rooms, "media_servers": media_servers()}
    name = request["name"]
    event = Received(EVENT, "/", 0, name, event_body(name, request["fields"]))
    answer = await dispatch.handle_request(_caller(request), _DIALECT, event)
    # For a page or a program, every internal error means that the server is unavailable.
    return _refused(Unavailable()) if answer.get("code") == Internal.code else answer


def _refused(refusal: Refusal) -> dict[str, Any]:
    return {"success": False, "error": refusal.message, "code": refusal.code}


def _caller(request: dict[str, Any]) -> Caller:
    actor = Actor(request["user_id"], request["actor_name"])
    authority: live_rooms.ActorRole = request["authority"]
    role = "host" if authority == "operator" else authority
    return Caller(
        peer_id="",
        protocol="requests",
        person=Person(request["user_id"], None, request["actor_name"], 0),
        authority=Authority(request["room_id"], role, actor),
    )


def _snapshot(presence: Presence, room_ids: list[str] | None) -> list[dict[str, Any]]:
    """Describe rooms in session, except rooms without a row: no request can act on those."""
    return [
        _described(room, presence)
        for room in presence.rooms.all()
        if not room.is_ad_hoc and (room_ids is None or room.id in room_ids)
    ]


def _described(room: Room, presence: Presence) -> dict[str, Any]:
    seats = presence.seats(room.id)
    return {
        "room_id": room.id,
        "code": room.code,
        "name": room.name,
        "meeting_id": room.meeting_id,
        "is_locked": room.is_locked,
        "participants": [_seat(seat, _quality(seat, presence, len(seats))) for seat in seats],
        "waiting": [_knock(knock) for knock in presence.knocks(room.id)],
        "media_server": presence.media.of_room(room.id).server,
    }


def _quality(seat: Seat, presence: Presence, people: int) -> MediaQuality | None:
    """Return what a client has measured; what it measured before it was alone is over."""
    return presence.media.quality(seat) if people > 1 else None


def _seat(seat: Seat, quality: MediaQuality | None) -> dict[str, Any]:
    return {
        "participant_id": seat.id,
        "socket_id": seat.peer_id,
        "user_id": seat.user_id,
        "display_name": seat.display_name,
        "avatar_color": seat.avatar_color,
        "role": seat.role,
        "is_muted": seat.is_muted,
        "is_video_off": seat.is_video_off,
        "is_screen_sharing": seat.is_screen_sharing,
        "hand_raised_at": seat.hand_raised_at,
        "is_reconnecting": seat.is_lost,
        "protocol": seat.protocol,
        "worker": _WORKER,
        "since": seat.since,
        "media_quality": quality,
    }


def _knock(knock: Knock) -> dict[str, Any]:
    return {
        "participant_id": knock.id,
        "display_name": knock.seat.display_name,
        "user_id": knock.seat.user_id,
        "verified": knock.seat.user_id is not None,
        "since": knock.since,
        "away": knock.is_away,
        "denied_before": knock.denied_before,
    }
