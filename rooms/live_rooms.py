"""Requests from Django code to rooms in session, and the view of the people in them.

Pages, the REST API and the admin do not know sockets. They send a request over the Channels layer
to the process that has the room in memory, and wait for the answer. The request runs the same
action, with the same checks, as a request of a host in the room. This module changes no rows.
"""

import uuid
from collections.abc import Collection, Mapping
from typing import Any, Literal, NamedTuple, TypedDict

from django.conf import settings

from rooms.access import Role
from rooms.actions.claims import find_claim, workers_with_rooms
from rooms.audit import Actor
from rooms.channel_requests import request, request_all
from rooms.refusals import NotInSession, Unavailable

# The role of the caller according to the rows. Presence may know a participant as acting host.
ActorRole = Literal["host", "cohost", "participant", "operator"]


class LiveMediaQuality(TypedDict):
    """The latest measurement of a client's media, by the client itself.

    A loss is the share of the packets, and None if it is not known. A height is the shorter side of
    the largest picture that moves, in pixels; 0 without one.
    """

    over: Literal["direct", "server", "mixed"]
    is_relayed: bool
    round_trip_ms: int | None
    received_loss: float | None
    sent_loss: float | None
    received_height: int
    sent_height: int


class LiveParticipant(TypedDict):
    """Times are ISO 8601 in UTC. `worker` is the host name and process of the peer's server.

    `media_quality` is None if the client has not reported it, or if the person is alone.
    """

    participant_id: str
    socket_id: str
    user_id: int | None
    display_name: str
    avatar_color: int
    role: Role
    is_muted: bool
    is_video_off: bool
    is_screen_sharing: bool
    hand_raised_at: str | None
    is_reconnecting: bool
    protocol: str
    worker: str
    since: str
    media_quality: LiveMediaQuality | None


class LiveKnocker(TypedDict):
    participant_id: str
    display_name: str
    user_id: int | None
    verified: bool
    since: str
    away: bool
    denied_before: int


class LiveRoom(TypedDict):
    room_id: str
    code: str
    name: str
    meeting_id: str
    is_locked: bool
    participants: list[LiveParticipant]
    waiting: list[LiveKnocker]
    media_server: str


class LiveState(NamedTuple):
    """`media_servers` tells whether each media server is healthy for all workers, by its name."""

    rooms: list[LiveRoom]
    media_servers: Mapping[str, bool]


def request_action(
    room_id: uuid.UUID, action: str, *, actor: Actor, authority: ActorRole, **fields: Any
) -> dict[str, Any]:
    """Run an action on a room in session, and return its answer.

    `action` is a native event in snake case, e.g. "mute_participant", and `fields` is its payload.
    Raises the refusal of the action, NotInSession, or Unavailable if the request fails or no
    process answers within `settings.LIVE_ANSWER_SECONDS`.
    """
    return request(
        {
            "type": "action",
            "room_id": str(room_id),
            "name": action.replace("_", "-"),
            "user_id": actor.user_id,
            "actor_name": actor.name,
            "authority": authority,
            "fields": {_camel(name): value for name, value in fields.items()},
        },
        _home_of(room_id),
    )


def snapshot(room_ids: Collection[uuid.UUID] | None = None) -> list[LiveRoom]:
    """Return all or some of the rooms in session; raise Unavailable if that fails."""
    return live_state(room_ids).rooms


def live_state(room_ids: Collection[uuid.UUID] | None = None) -> LiveState:
    """Return the rooms in session, and the health of media servers as the workers see it.

    Workers without rooms are not asked. Raises Unavailable if no worker answers.
    """
    ids = None if room_ids is None else [str(room_id) for room_id in room_ids]
    workers = workers_with_rooms() if settings.REDIS_URL else {""}
    answers = request_all({"type": "snapshot", "room_ids": ids}, workers)
    health: dict[str, bool] = {}
    for answer in answers:
        for name, is_healthy in answer["media_servers"].items():
            health[name] = is_healthy and health.get(name, True)
    return LiveState([room for answer in answers for room in answer["rooms"]], health)


def acts_as_host(room_id: uuid.UUID, seat_id: uuid.UUID) -> bool:
    """Tell whether the holder of this seat acts as host; False if no process answers."""
    try:
        rooms = snapshot([room_id])
    except Unavailable:
        return False
    seats = [seat for room in rooms for seat in room["participants"]]
    return any(seat["participant_id"] == str(seat_id) and seat["role"] == "host" for seat in seats)


def _home_of(room_id: uuid.UUID) -> str:
    """Return the worker that has a room in memory; raise NotInSession or Unavailable."""
    if not settings.REDIS_URL:
        return ""
    claim = find_claim(str(room_id))
    if claim is None:
        raise NotInSession
    if not claim.worker:
        raise Unavailable
    return claim.worker


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
