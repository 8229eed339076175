"""The state of meetings that outlives a server process, and the worker that has each of them."""

from django.db import models

_KEY_CHARACTERS = 80
_WORKER_CHARACTERS = 40
# A host name of 253 characters, and a port.
MEDIA_SERVER_CHARACTERS = 260


class RoomSnapshot(models.Model):
    """One room in session: its home, and the state that no other row contains.

    `room_key` is the id of a room, or the name of an ad-hoc room behind a prefix. The row exists
    while the room is in session. `worker` is the process that has the room in memory, its *home*;
    it is "" if no process has claimed the room, or if there is only one process. `epoch` is the
    number of the claim. `signaling.presence.snapshots` has the format of `state`.

    `media_server` is the name of the media server that carries the room, or "". `people` is the
    number of people in the room, and `pictures` of those who send pictures over that media server.
    """

    room_key = models.CharField(primary_key=True, max_length=_KEY_CHARACTERS)
    state = models.BinaryField(default=b"")
    stored_at = models.DateTimeField()
    worker = models.CharField(max_length=_WORKER_CHARACTERS, default="", db_index=True)
    epoch = models.BigIntegerField(default=0)
    media_server = models.CharField(max_length=MEDIA_SERVER_CHARACTERS, default="")
    people = models.PositiveSmallIntegerField(default=0)
    pictures = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.room_key


class LastEpoch(models.Model):
    """The number of the last claim of any room; there is one row, and the number only grows."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)


class ServerHeartbeat(models.Model):
    """The last time at which a server process was alive; there is one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.seen_at:%Y-%m-%d %H:%M:%S}"


class DrainedMediaServer(models.Model):
    """A media server that takes no further rooms, because an operator has drained it."""

    name = models.CharField(primary_key=True, max_length=MEDIA_SERVER_CHARACTERS)
    drained_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
