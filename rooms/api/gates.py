"""Who may make a call about a room: the one place where REST asks for a role."""

import uuid

from rest_framework.request import Request

from accounts.api.people import person_of
from rooms import live
from rooms.models import Room
from rooms.refusals import NotAuthorized, RoomNotFound
from rooms.relation import Relation, relation_of


def attended(request: Request, room_id: uuid.UUID) -> Relation:
    """Let in the host, co-hosts, and who has a seat in the meeting; raise RoomNotFound."""
    person = person_of(request)
    if person is None:
        raise RoomNotFound
    return relation_of(room_id, person)


def helped(request: Request, room_id: uuid.UUID) -> Relation:
    """Let in the host, co-hosts and an acting host; raise RoomNotFound or NotAuthorized."""
    found = attended(request, room_id)
    if not (found.may_host or _acts_as_host(found)):
        raise NotAuthorized
    return found


def hosted(request: Request, room_id: uuid.UUID) -> Room:
    """Let in the host alone; raise RoomNotFound or NotAuthorized."""
    found = attended(request, room_id)
    if found.role != "host":
        raise NotAuthorized
    return found.room


def _acts_as_host(found: Relation) -> bool:
    return found.seat_id is not None and live.acts_as_host(found.room.pk, found.seat_id)
