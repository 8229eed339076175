"""The reports of a room of the engine, for the task that uses the room."""

import asyncio
from typing import Protocol

# Streams that appear together, e.g. when a meeting moves, are offered together.
_STREAMS_SECONDS = 0.1


class RoomUser(Protocol):
    """The task of a room, as far as the engine concerns it."""

    def lose_room(self) -> None: ...

    def note_reference(self) -> None: ...

    def offer_streams(self) -> None: ...


class RoomEvents:
    """The `RoomListener` of one room; it reports nothing after `task` was set to None."""

    def __init__(self, task: RoomUser) -> None:
        self.task: RoomUser | None = task
        self._has_new_streams = False

    def gone(self) -> None:
        if self.task is not None:
            self.task.lose_room()

    def reference_changed(self) -> None:
        if self.task is not None:
            self.task.note_reference()

    def streams_changed(self) -> None:
        if not self._has_new_streams:
            self._has_new_streams = True
            asyncio.get_running_loop().call_later(_STREAMS_SECONDS, self._offer_streams)

    def _offer_streams(self) -> None:
        self._has_new_streams = False
        if self.task is not None:
            self.task.offer_streams()
