"""The state of meetings that a restarted server continues with."""

from django.db import models

_KEY_CHARACTERS = 80


class RoomSnapshot(models.Model):
    """The state of one room in session that no other row contains.

    `room_key` is the id of a room, or the name of an ad-hoc room behind a prefix. The row exists
    while the room is in session; `signaling.presence.snapshots` has the format of `state`.
    """

    room_key = models.CharField(primary_key=True, max_length=_KEY_CHARACTERS)
    state = models.BinaryField()
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.room_key


class ServerHeartbeat(models.Model):
    """The last time at which a server process was alive; there is one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.seen_at:%Y-%m-%d %H:%M:%S}"
