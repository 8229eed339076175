"""A person in a room, whose client comes back by itself after each loss of the connection.

    connecting ──▶ joining ──▶ in the room ──the connection ended──▶ pause, then connecting

The client sends its pid when it connects and its `participantToken` when it joins, and tries the
next server if one does not accept connections, as a proxy would. A Person records what it was told;
all times are of the monotonic clock. It lives on the event loop of a `Crowd`.
"""

import asyncio
import random
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from tests.workers.crowd.connection import Connection, connect

# Those of socket.io-client, which takes each at random ± 50 %.
_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 1.0, 5.0
# Our page repeats a join that the server could not answer.
_JOIN_AGAIN_SECONDS = 0.5


class Entry(NamedTuple):
    at: float
    url: str
    peer_id: str
    participant_id: str
    is_recovered: bool
    joined: dict[str, Any]


class Loss(NamedTuple):
    at: float
    close_code: int | None


class Event(NamedTuple):
    at: float
    name: str
    payload: Any


class Person:
    """Tries the servers in turn, from the one with the number `first`; the list may change."""

    def __init__(
        self,
        name: str,
        servers: Sequence[str],
        room_code: str,
        *,
        first: int = 0,
        token: str | None = None,
    ) -> None:
        self.name = name
        self.servers = servers
        self.first = first
        self.entries: list[Entry] = []
        self.losses: list[Loss] = []
        self.events: list[Event] = []
        self.refusals: list[Event] = []
        self.is_in_room = False
        self.room_code = room_code
        self._auth = {"displayName": name} if token is None else {"token": token}
        self._pid: str | None = None
        self._is_leaving = False
        self.connection: Connection | None = None

    @property
    def peer_id(self) -> str:
        return self.entries[-1].peer_id

    def received(self, name: str) -> list[Any]:
        return [event.payload for event in list(self.events) if event.name == name]

    async def live(self) -> None:
        """Come back again and again, until `leave`."""
        attempts = 0
        while not self._is_leaving:
            entries = len(self.entries)
            with suppress(OSError, TimeoutError):
                await self._visit()
            attempts = 0 if len(self.entries) > entries else attempts + 1
            pause = min(_FIRST_PAUSE_SECONDS * 2**attempts, _LONGEST_PAUSE_SECONDS)
            if not self._is_leaving:
                await asyncio.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 not a secret

    async def leave(self) -> None:
        self._is_leaving = True
        if self.connection is not None and not self.connection.closed.done():
            self.connection.close()
            await self.connection.closed

    def entered(self) -> None:
        """Do what a client does each time that it is in the room again; for subclasses."""

    def gives_up(self, _reason: str) -> bool:
        """Tell whether a refusal is final; for subclasses."""
        return False

    def got(self, event: Event) -> None:
        """Handle an event; for subclasses."""

    async def _visit(self) -> None:
        """Connect, join, and stay until the connection ends."""
        url, connection = await self._connect()
        self.connection = connection
        answer = connection.answer_to_connect.result()
        is_recovered = bool(self.entries) and answer["pid"] == self._pid
        self._pid = answer["pid"]
        try:
            joined = self.entries[-1].joined if is_recovered else await self._join(connection)
            participant_id = joined["participantId"]
            self.entries.append(
                Entry(time.monotonic(), url, answer["sid"], participant_id, is_recovered, joined)
            )
            self.is_in_room = True
            self.entered()
        finally:
            if self._is_leaving:
                connection.close()
            close_code = await connection.closed
            self.is_in_room = False
            self.losses.append(Loss(time.monotonic(), close_code))

    async def _connect(self) -> tuple[str, Connection]:
        """Connect to the first server that accepts; raise OSError if none does."""
        auth = {**self._auth, **({"pid": self._pid} if self._pid else {})}
        error: OSError = ConnectionRefusedError()
        for url in [*self.servers[self.first :], *self.servers[: self.first]]:
            try:
                return url, await connect(url, "/", auth, self._got)
            except OSError as refused:
                error = refused
        raise error

    async def _join(self, connection: Connection) -> dict[str, Any]:
        asked = {
            "roomCode": self.room_code,
            "displayName": self.name,
            "capabilities": ["seats", "waiting-room"],
        }
        if self.entries and (token := self.entries[-1].joined.get("participantToken")):
            asked["participantToken"] = token
        while True:
            answer: dict[str, Any] = await connection.call("join-room", asked)
            if answer["success"]:
                return answer
            self.refusals.append(Event(time.monotonic(), "join-room", answer))
            if self.gives_up(answer["reason"]):
                self._is_leaving = True
                raise ConnectionAbortedError
            await asyncio.sleep(_JOIN_AGAIN_SECONDS)

    def _got(self, name: str, payload: Any) -> None:
        event = Event(time.monotonic(), name, payload)
        self.events.append(event)
        self.got(event)
