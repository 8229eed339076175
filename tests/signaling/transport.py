"""A transport that keeps what it is told to send."""

import json
from typing import Any

from signaling.dialects import Dialect
from signaling.dialects.native import NATIVE
from signaling.wire import ACK, EVENT, Packet


class FakeTransport:
    """Every peer is connected and native, except those named otherwise or gone."""

    def __init__(self) -> None:
        self.dialects: dict[str, Dialect] = {}
        self.gone: set[str] = set()
        self.steps: list[tuple[str, str]] = []

    def dialect_of(self, peer_id: str) -> Dialect | None:
        return None if peer_id in self.gone else self.dialects.get(peer_id, NATIVE)

    def queue_packet(self, peer_id: str, packet: str) -> None:
        self.steps.append((peer_id, packet))

    def close_connection(self, peer_id: str) -> None:
        self.steps.append((peer_id, "closed"))

    def events_of(self, peer_id: str) -> list[tuple[str, Any]]:
        """Return names and payloads of the events queued for a peer."""
        packets = [packet for packet in self._packets_of(peer_id) if packet.packet_type == EVENT]
        return [(name, json.loads(bytes(body))) for name, body in (one.data for one in packets)]

    def acks_of(self, peer_id: str) -> dict[int | None, list[Any]]:
        """Return what was acknowledged to a peer, by id: each answer counts."""
        answers: dict[int | None, list[Any]] = {}
        for packet in self._packets_of(peer_id):
            if packet.packet_type == ACK:
                answers.setdefault(packet.id, []).extend(packet.data)
        return answers

    def _packets_of(self, peer_id: str) -> list[Packet]:
        return [
            Packet(encoded_packet=step)
            for to, step in self.steps
            if to == peer_id and step != "closed"
        ]
