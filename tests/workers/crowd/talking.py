"""People who chat and relay to each other all the time, and what became of it."""

import asyncio
import itertools
import time
import uuid
from collections.abc import Coroutine, Sequence
from typing import Any

from tests.workers.crowd.person import Event, Person

_AGAIN_SECONDS = 0.5
_PROBE_SECONDS = 0.02


class Talker(Person):
    """Sends each chat message with a key until it is acknowledged, like a careful client."""

    def __init__(
        self,
        name: str,
        servers: Sequence[str],
        room_code: str,
        *,
        first: int = 0,
        token: str | None = None,
    ) -> None:
        super().__init__(name, servers, room_code, first=first, token=token)
        self.acknowledged: dict[str, str] = {}
        """The id that the server gave each message, by its content."""
        self.answered_after: list[tuple[float, float]] = []
        """When each message was sent, and the seconds to its answer, which may be a refusal."""
        self.relayed: list[tuple[float, float]] = []
        """When each candidate that arrived was sent, and how long it took, in seconds."""
        self.is_talking = True
        self._is_reading = False
        self._known: set[str] = set()
        """The ids of the messages that came before the join for which older ones are read."""
        self._unacknowledged: dict[str, str] = {}
        self._sending: set[asyncio.Task[None]] = set()

    @property
    def is_settled(self) -> bool:
        """Tell whether all messages are acknowledged."""
        return not self._unacknowledged

    async def chat(self, seconds_between: float) -> None:
        for number in itertools.count(1):
            if not self.is_talking:
                return
            self.say(f"{number} of {self.name}")
            await asyncio.sleep(seconds_between)

    async def relay_to(self, other: Person) -> None:
        """Send a candidate to a peer every 20 ms while both are in the room."""
        while self.is_talking:
            if self.connection is not None and self.is_in_room and other.is_in_room:
                candidate = {"candidate": repr(time.monotonic())}
                body = {"targetId": other.peer_id, "candidate": candidate}
                self.connection.emit("ice-candidate", body)
            await asyncio.sleep(_PROBE_SECONDS)

    def say(self, content: str) -> None:
        key = str(uuid.uuid4())
        self._unacknowledged[key] = content
        if self.is_in_room:
            self._start(self._send(key))

    def entered(self) -> None:
        self._start(self._read_missed())
        for key in self._unacknowledged:
            self._start(self._send(key))

    def got(self, event: Event) -> None:
        if event.name == "ice-candidate":
            sent_at = float(event.payload["candidate"]["candidate"])
            self.relayed.append((sent_at, event.at - sent_at))

    def heard(self) -> list[str]:
        """Return the ids of all messages in the order in which they came, with each join's."""
        joined = {entry.peer_id: entry.joined["messages"] for entry in self.entries}
        ids: dict[str, None] = {}
        for event in list(self.events):
            if event.name == "chat-message":
                ids[event.payload["id"]] = None
            elif event.name == "room-joined":
                for message in joined.get(event.payload["self"]["socketId"], ()):
                    # They have no gap, and follow everything else.
                    ids.pop(message["id"], None)
                    ids[message["id"]] = None
        return list(ids)

    async def _read_missed(self) -> None:
        """Read the messages that are older than those of the join, and newer than any other.

        If the connection ends before that, the next join continues with it.
        """
        connection, entry = self.connection, self.entries[-1]
        if len(self.entries) == 1 or entry.is_recovered:
            return
        if not self._is_reading:
            self._known = {one["id"] for one in self.received("chat-message")}
        self._is_reading = True
        messages = entry.joined["messages"]
        while messages and self._known and self._known.isdisjoint(one["id"] for one in messages):
            body = {"before": messages[0]["id"], "limit": 100}
            assert connection is not None
            try:
                page = await connection.call("get-messages", body)
            except ConnectionError:
                return
            if page["success"]:
                messages[:0] = page["messages"]
            else:
                await asyncio.sleep(_AGAIN_SECONDS)
        self._is_reading = False

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _send(self, key: str) -> None:
        connection, content = self.connection, self._unacknowledged[key]
        body: dict[str, Any] = {"content": content, "key": key}
        while connection is self.connection and self.is_in_room and key in self._unacknowledged:
            sent_at = time.monotonic()
            try:
                answer = await connection.call("chat-message", body)
            except ConnectionError:
                return
            self.answered_after.append((sent_at, time.monotonic() - sent_at))
            if answer["success"]:
                self._unacknowledged.pop(key, None)
                self.acknowledged[content] = answer["message"]["id"]
                return
            self.refusals.append(Event(time.monotonic(), "chat-message", answer))
            await asyncio.sleep(_AGAIN_SECONDS)
