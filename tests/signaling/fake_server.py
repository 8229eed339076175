"""A fake Socket.IO server that keeps the packets that delivery sends."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

from accounts.credentials import Credential
from signaling.dialects import Dialect
from signaling.dialects.native import NATIVE
from signaling.protocol.offsets import without_offset
from signaling.protocol.packets import ACK, EVENT, Received, parse


@dataclass(frozen=True)
class FakeReceiver:
    peer_id: str
    dialect: Dialect
    steps: list[tuple[str, bytes | str]]
    has_more: asyncio.Event

    def send_event(self, packet: bytes) -> None:
        self.steps.append((self.peer_id, without_offset(packet)))
        self.has_more.set()

    def send_volatile(self, packet: bytes) -> None:
        self.send_event(packet)

    def send_acknowledgement(self, packet: bytes) -> None:
        self.steps.append((self.peer_id, packet))


class FakeServer:
    """Every peer is connected and native, except for those in `dialects` and `gone`.

    Events are kept without the offset that ends them.
    """

    def __init__(self) -> None:
        self.dialects: dict[str, Dialect] = {}
        self.gone: set[str] = set()
        self.steps: list[tuple[str, bytes | str]] = []
        self.has_more = asyncio.Event()

    def find(self, peer_id: str) -> FakeReceiver | None:
        if peer_id in self.gone:
            return None
        return FakeReceiver(peer_id, self.dialects.get(peer_id, NATIVE), self.steps, self.has_more)

    def close_connection(self, peer_id: str) -> None:
        self.steps.append((peer_id, "closed"))

    def forget(self, peer_id: str) -> None:
        self.steps.append((peer_id, "forgotten"))

    def renew(self, peer_id: str, credential: Credential) -> None:
        self.steps.append((peer_id, "renewed"))

    def events_of(self, peer_id: str) -> list[tuple[str, Any]]:
        """Return names and payloads of the events queued for a peer."""
        events = [packet for packet in self._packets_of(peer_id) if packet.kind == EVENT]
        return [(event.name, json.loads(bytes(event.arguments()[0]))) for event in events]

    def acks_of(self, peer_id: str) -> dict[int | None, list[Any]]:
        """Return all acknowledgements to a peer, by acknowledgement id."""
        answers: dict[int | None, list[Any]] = {}
        for packet in self._packets_of(peer_id):
            if packet.kind == ACK:
                answers.setdefault(packet.ack_id, []).extend(packet.payload())
        return answers

    def _packets_of(self, peer_id: str) -> list[Received]:
        return [
            parse(step[1:]) for to, step in self.steps if to == peer_id and isinstance(step, bytes)
        ]
