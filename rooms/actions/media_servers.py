"""Media servers: their load by the stored rooms, and draining.

The rows know media servers by name only. A drained server takes no further room; the meetings that
use it go on there until they end.
"""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Count, QuerySet, Sum

from accounts.names import NAME_CHARACTERS
from rooms.audit import Actor, record_outside_rooms
from rooms.models import Audit, DrainedMediaServer, RoomSnapshot


class MediaLoad(NamedTuple):
    """Rooms on a media server, the people in them, and those of them who send pictures."""

    rooms: int = 0
    people: int = 0
    pictures: int = 0

    def plus(self, other: "MediaLoad") -> "MediaLoad":
        return MediaLoad(
            self.rooms + other.rooms,
            self.people + other.people,
            self.pictures + other.pictures,
        )


NO_LOAD = MediaLoad()


class RoomLoad(NamedTuple):
    """The media server in the row of a room in session, and the load of the room."""

    media_server: str = ""
    people: int = 0
    pictures: int = 0


NO_LOADS: Mapping[str, RoomLoad] = {}


def loads_of_other_workers(worker: str) -> Mapping[str, MediaLoad]:
    """Return the load of each media server by the rooms of all workers but one."""
    return _loads(RoomSnapshot.objects.exclude(media_server="").exclude(worker=worker))


def stored_loads() -> Mapping[str, MediaLoad]:
    """Return the load of each media server by the rooms of all workers, as last stored."""
    return _loads(RoomSnapshot.objects.exclude(media_server=""))


def _loads(stored: QuerySet[RoomSnapshot]) -> Mapping[str, MediaLoad]:
    found = stored.values_list("media_server").annotate(Count("pk"), Sum("people"), Sum("pictures"))
    return {name: MediaLoad(*load) for name, *load in found}


def configured_names() -> list[str]:
    """Return the names of the media servers in MEDIA_SERVERS, which have no secrets."""
    return [urlsplit(text).netloc.rpartition("@")[2] for text in settings.MEDIA_SERVERS]


def drained_media_servers() -> set[str]:
    return set(DrainedMediaServer.objects.values_list("name", flat=True))


@transaction.atomic
def drain_media_server(name: str, actor: Actor) -> None:
    """Place no further room on a media server; do nothing if it is drained already."""
    _, is_new = DrainedMediaServer.objects.get_or_create(name=name)
    if is_new:
        record_outside_rooms(actor, Audit.Action.DRAIN, name[:NAME_CHARACTERS])


@transaction.atomic
def use_media_server(name: str, actor: Actor) -> None:
    """Place rooms on a drained media server again; do nothing if it is not drained."""
    number, _ = DrainedMediaServer.objects.filter(name=name).delete()
    if number:
        record_outside_rooms(actor, Audit.Action.END_DRAINING, name[:NAME_CHARACTERS])
