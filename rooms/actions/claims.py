"""Claims of rooms: which worker is the home of a room in session.

A worker claims a room before it takes the room into its memory. A claim gets the next number of one
counter, its *epoch*. Every change of a claim compares the claim that was read with the row, so that
at most one of several workers succeeds. The epoch is also stored in the row of the room itself: see
`rooms.actions.row_locks`.
"""

import uuid
from collections.abc import Collection, Mapping
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from rooms.actions.media_servers import NO_LOADS, RoomLoad
from rooms.models import LastEpoch, Meeting, Room, RoomSnapshot

# The keys of rooms without a row begin like this; see `signaling.presence.records`.
AD_HOC = "ad-hoc:"
# No other room may have this key: a code and an id are longer, and an ad-hoc room has a prefix.
PAIRS = "pairs"


class Claim(NamedTuple):
    """The home of a room: `worker` is "" if its last home has given the room back."""

    worker: str
    epoch: int


def find_claim(room_key: str) -> Claim | None:
    """Return the claim of a room; None if the room is not in session."""
    row = RoomSnapshot.objects.filter(pk=room_key).values_list("worker", "epoch").first()
    return None if row is None else Claim(*row)


def claim_room(room_key: str, worker: str, seen: Claim | None) -> Claim | None:
    """Claim a room for a worker, unless the claim has changed since it was `seen`.

    Return the claim that holds now, which may be that of another worker; None if it is gone.
    """
    epoch = _next_epoch()
    room_id = room_id_of(room_key)
    with transaction.atomic():
        if room_id is not None:
            # Writers lock the room first, too.
            Room.objects.select_for_update(no_key=True).filter(pk=room_id).first()
        if seen is None:
            row = RoomSnapshot(
                room_key=room_key, worker=worker, epoch=epoch, stored_at=timezone.now()
            )
            RoomSnapshot.objects.bulk_create([row], ignore_conflicts=True)
        else:
            RoomSnapshot.objects.filter(pk=room_key, worker=seen.worker, epoch=seen.epoch).update(
                worker=worker, epoch=epoch
            )
        claim = find_claim(room_key)
        if claim == Claim(worker, epoch) and room_id is not None:
            Room.objects.filter(pk=room_id).update(home_epoch=epoch)
    return claim


def epochs_of(worker: str) -> dict[str, int]:
    """Return the epochs of all claims of a worker by the key of the room."""
    return dict(RoomSnapshot.objects.filter(worker=worker).values_list("pk", "epoch"))


def end_claims(worker: str, epochs: Mapping[str, int]) -> None:
    """Delete the claims of a worker on rooms that are not in session any more."""
    with transaction.atomic():
        for room_key, epoch in epochs.items():
            RoomSnapshot.objects.filter(pk=room_key, worker=worker, epoch=epoch).delete()


def give_back_all(worker: str) -> None:
    """Give all rooms of a worker back; the next worker that needs one of them claims it."""
    RoomSnapshot.objects.filter(worker=worker).update(worker="", stored_at=timezone.now())


def store_states(
    worker: str,
    states: Mapping[str, tuple[int, bytes]],
    loads: Mapping[str, RoomLoad] = NO_LOADS,
) -> None:
    """Store the states of claimed rooms by key, each with the epoch of the claim.

    A room that was claimed by another worker is left alone. `loads` has the rooms that use a media
    server.
    """
    table = RoomSnapshot._meta.db_table  # noqa: SLF001 documented
    statement = (
        f"UPDATE {table} SET state = %s, stored_at = %s, "  # noqa: S608 the name of our table
        "media_server = %s, people = %s, pictures = %s "
        "WHERE room_key = %s AND worker = %s AND epoch = %s"
    )
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    rows = [
        (state, now, *loads.get(key, RoomLoad()), key, worker, epoch)
        for key, (epoch, state) in states.items()
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def workers_with_rooms() -> set[str]:
    """Return the workers that have rooms, including those that have died since."""
    return set(RoomSnapshot.objects.exclude(worker="").values_list("worker", flat=True).distinct())


def rooms_of(workers: Collection[str], most: int) -> list[str]:
    """Return the keys of rooms of these workers; "" stands for rooms that were given back.

    Also return rooms with a running meeting that no worker has ever claimed.
    """
    claimed = RoomSnapshot.objects.filter(worker__in=workers).order_by("stored_at")
    keys = list(claimed.values_list("pk", flat=True)[:most])
    known = RoomSnapshot.objects.exclude(room_key__startswith=AD_HOC)
    running = Meeting.objects.filter(ended_at=None).values_list("room_id", flat=True)
    unclaimed = {str(key) for key in running} - set(known.values_list("pk", flat=True))
    return [*keys, *sorted(unclaimed)][:most]


def room_id_of(room_key: str) -> uuid.UUID | None:
    """Return the id of a stored room; None for an ad-hoc room, and for the random pairs."""
    return None if room_key == PAIRS or room_key.startswith(AD_HOC) else uuid.UUID(room_key)


def _next_epoch() -> int:
    """Return the next number; a number is never used twice, and may be skipped."""
    with transaction.atomic():
        LastEpoch.objects.get_or_create(pk=1)
        LastEpoch.objects.filter(pk=1).update(number=F("number") + 1)
        return LastEpoch.objects.get(pk=1).number
