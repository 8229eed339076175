"""Clients that know seats, and that connect and join again by themselves, like the page of Meet.

away ──connect──▶ connecting ──▶ connected ──join──▶ in a room
  ▲                                  │
  └──────── the socket closed ───────┘    to another worker, after a moment
"""

import asyncio
import itertools
import json
from collections.abc import Callable
from contextvars import Context
from typing import Any

from signaling.asgi.websocket import CloseCode
from tests.signaling.fake_clients import FakeWebSocket
from tests.signaling.workers.simulation.meet import Meet
from tests.signaling.workers.simulation.records import Person
from tests.signaling.workers.simulation.shown_meeting import ShownMeeting
from tests.signaling.workers.simulation.worker import Worker

_AGAIN_SECONDS = 0.5


class Wire(FakeWebSocket):
    """Passes what the server sends on to the client, outside of the server's process."""

    def __init__(self, client: "Client", loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._client = client
        self._loop = loop

    def send(self, message: bytes) -> None:
        super().send(message)
        self._loop.call_soon(self._client.got, self, message, context=Context())

    def receive_packet(self, packet: bytes) -> None:
        if self.close_code is None and not self._is_closed.is_set():
            self.on_message(packet)

    def close(self, code: int | None, *, is_violated: bool = False) -> None:
        super().close(code, is_violated=is_violated)
        self._loop.call_soon(self._client.closed, self, context=Context())


class Client(ShownMeeting):
    """One tab."""

    def __init__(self, meet: Meet, person: Person) -> None:
        super().__init__()
        self._meet = meet
        self._person = person
        self.name = person.name
        self.worker: Worker | None = None
        self._wire: Wire | None = None
        self.peer_id = ""
        self._pid = ""
        self._offset: str | None = None
        self.is_out = False
        """Whether the server has closed the connection for good."""
        self._ack_ids = itertools.count(1)
        self._answers: dict[int, Callable[[dict[str, Any] | None], None]] = {}
        self.unexpected_answers: list[dict[str, Any] | None] = []

    @property
    def is_connected(self) -> bool:
        return self._wire is not None and bool(self.peer_id)

    # The connection

    def open_page(self) -> None:
        """Connect to any worker, as soon as there is one."""
        self.is_out = False
        self._connect_again()

    def connect(self, worker: Worker) -> None:
        self.is_out = False
        self.worker = worker
        self._wire = Wire(self, self._meet.loop)
        worker.serve(self._wire)

    def lose(self, code: int | None = None) -> None:
        """Lose the transport; the client connects again by itself."""
        if self._wire is not None and self.worker is not None:
            self.worker.process.soon(self._wire.close, code)
            self.closed(self._wire)

    def go_away(self) -> None:
        """Close the page."""
        self.room = None
        self.is_out = True
        self.lose(CloseCode.GOING_AWAY)
        self._pid = self.peer_id = ""
        self.left()

    def closed(self, wire: Wire) -> None:
        if wire is not self._wire:
            return
        self._wire = None
        for answered in list(self._answers.values()):
            answered(None)
        self._answers.clear()
        if not self.is_out:
            self._meet.loop.call_later(_AGAIN_SECONDS, self._connect_again, context=Context())

    def _connect_again(self) -> None:
        workers = self._meet.living()
        if self._wire is not None or self.is_out:
            return
        if workers:
            self.connect(self._meet.chance.choice(workers))
        else:
            self._meet.loop.call_later(_AGAIN_SECONDS, self._connect_again, context=Context())

    def got(self, wire: Wire, message: bytes) -> None:
        """Handle a message of the server."""
        if wire is not self._wire:
            return
        kind, rest = message[:2], message[2:]
        if message[:1] == b"0":
            self._send_packet("40" + json.dumps(self._auth()))
        elif message == b"2":
            self._send_packet("3")
        elif kind == b"40":
            self._connected(json.loads(rest))
        elif kind == b"41":
            self.is_out = True
            self.room = None
            self.left()
        elif kind == b"42":
            name, *arguments = json.loads(rest)
            # Volatile events have no offset.
            if isinstance(arguments[-1], str):
                self._offset = arguments.pop()
            self.happened(name, *arguments)
        elif kind == b"43":
            ack_id, _, answer = rest.partition(b"[")
            answered = self._answers.pop(int(ack_id), self.unexpected_answers.append)
            answered(json.loads(b"[" + answer)[0])
        elif kind == b"44":
            wire.close(None)

    def _auth(self) -> dict[str, Any]:
        auth = {"token": self._person.access_token, "displayName": self.name}
        if self._pid:
            auth |= {"pid": self._pid, "offset": self._offset}
        return auth

    def _connected(self, answer: dict[str, Any]) -> None:
        is_recovered = self.peer_id == answer["sid"]
        self.peer_id, self._pid = answer["sid"], answer["pid"]
        if not is_recovered:
            self.left()
            if self.room is not None:
                self._join(self.room)
        elif self.room is None:
            self._leave()
        elif not (self.is_in or self.is_waiting):
            self._join(self.room)

    def _send_packet(self, packet: str) -> None:
        wire, worker = self._wire, self.worker
        if wire is not None and worker is not None:
            worker.process.soon(wire.receive_packet, packet.encode())

    # Events

    def ask(
        self, name: str, answered: Callable[[dict[str, Any] | None], None], **fields: Any
    ) -> None:
        """Send an event; `answered` is called with the answer, or with None if none will come."""
        if self._wire is None:
            answered(None)
            return
        ack_id = next(self._ack_ids)
        self._answers[ack_id] = answered
        self._send_packet(f"42{ack_id}{json.dumps([name, fields])}")

    def tell(self, name: str, **fields: Any) -> None:
        """Send an event that is not acknowledged."""
        self._send_packet(f"42{json.dumps([name, fields])}")

    async def call(self, name: str, **fields: Any) -> dict[str, Any]:
        """Send an event, and return the answer."""
        answer: asyncio.Future[dict[str, Any] | None] = self._meet.loop.create_future()
        self.ask(name, answer.set_result, **fields)
        return await answer or {"success": False, "code": "no answer"}

    def join(self, room: str) -> None:
        self.room = room
        if self.is_connected:
            self._join(room)

    def leave(self) -> None:
        self.room = None
        self.left()
        self._leave()

    def _leave(self) -> None:
        """Leave, and try again if the server did not do it."""

        def answered(answer: dict[str, Any] | None) -> None:
            if answer is None:
                return
            if answer["success"]:
                # A later join is answered later.
                self.left()
            elif self.room is not None:
                return
            elif answer["code"] != "UNAVAILABLE":
                self.left()
            else:
                self._meet.loop.call_later(1, self._leave_again, context=Context())

        self.ask("leave-room", answered)

    def _leave_again(self) -> None:
        if self.room is None and self.is_connected:
            self._leave()

    def _join(self, room: str) -> None:
        fields: dict[str, Any] = {
            "displayName": self.name,
            "capabilities": ["seats", "media-server"],
        }
        if self._person.participant_token is not None:
            fields["participantToken"] = self._person.participant_token

        def answered(answer: dict[str, Any] | None) -> None:
            self._joined(room, answer)

        self.ask("join-room", answered, roomCode=room, **fields)

    def _joined(self, room: str, answer: dict[str, Any] | None) -> None:
        if answer is None:
            return
        if not answer["success"]:
            self._refused(room, answer)
        elif "participants" not in answer:
            # A person who knocks leaves the earlier room.
            self.left()
            self.is_waiting = True

    def _refused(self, room: str, answer: dict[str, Any]) -> None:
        self.events.append(("refused", answer["reason"]))
        if self.room != room:
            return
        if answer["reason"] == "UNAVAILABLE":
            self._meet.loop.call_later(1, self._join_again, room, context=Context())
        elif not self.is_in:
            self.room = None

    def _join_again(self, room: str) -> None:
        if self.room == room and not self.is_in and self.is_connected:
            self._join(room)
