"""Permission checks of calls about a room. REST checks roles only in this module."""

import uuid

from rest_framework.request import Request

from accounts.api.authentication import account_of, person_of
from rooms import live_rooms
from rooms.access import RoomAccess
from rooms.authorization import authorize
from rooms.models import Room
from rooms.refusals import NotAuthorized, RoomNotFound


def require_participant(request: Request, room_id: uuid.UUID) -> RoomAccess:
    """Admit the host, co-hosts, and people with a seat in the meeting; raise RoomNotFound."""
    person = person_of(request)
    if person is None:
        raise RoomNotFound
    return authorize(room_id, person)


def require_host_or_cohost(request: Request, room_id: uuid.UUID) -> RoomAccess:
    """Admit the host, co-hosts and an acting host; raise RoomNotFound or NotAuthorized."""
    found = require_participant(request, room_id)
    if not (found.may_host or _acts_as_host(found)):
        raise NotAuthorized
    return found


def require_host(request: Request, room_id: uuid.UUID) -> Room:
    """Admit only the host; raise RoomNotFound or NotAuthorized."""
    found = require_participant(request, room_id)
    if found.role != "host":
        raise NotAuthorized
    return found.room


def require_operator(request: Request, room_id: uuid.UUID) -> Room:
    """Admit staff who may view rooms; raise RoomNotFound, also if there is no such room."""
    account = account_of(request)
    if not (account.is_staff and account.has_perm("rooms.view_room")):
        raise RoomNotFound
    room = Room.objects.filter(pk=room_id).first()
    if room is None:
        raise RoomNotFound
    return room


def _acts_as_host(found: RoomAccess) -> bool:
    return found.seat_id is not None and live_rooms.acts_as_host(found.room.pk, found.seat_id)
