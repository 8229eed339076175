"""The only place that sends: each event is said once per dialect and goes to many.

Everything here happens at once, without waiting: who is told what is decided in the same step in
which presence was read, and every peer hears the events of its room in the same order. News alone
may be told a moment later, as it is then.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from accounts.credentials import Credential
from signaling.dialects import Dialect
from signaling.newsroom import Newsroom
from signaling.outcomes import Delivery, Forget, News, Outcome, Renew
from signaling.wire import encode_ack


class Sending(Protocol):
    """What delivery needs of a transport."""

    def dialect_of(self, peer_id: str) -> Dialect | None:
        """Return the dialect of a connected peer; None if it is not connected here."""

    def queue_packet(self, peer_id: str, packet: bytes) -> None:
        """Queue a packet for a peer; a peer that is gone is passed over."""

    def close_connection(self, peer_id: str) -> None:
        """Close a peer's connection after what is queued for it."""

    def forget(self, peer_id: str) -> None:
        """Let a lost peer not be recovered any more."""

    def renew(self, peer_id: str, credential: Credential) -> None:
        """Let a peer's connection last as long as this credential."""


class Delivering:
    def __init__(self, transport: Sending) -> None:
        self._transport = transport
        self._newsroom = Newsroom(self.deliver)

    def deliver(self, outcomes: Iterable[Outcome]) -> None:
        for outcome in outcomes:
            if isinstance(outcome, Delivery):
                self._deliver(outcome)
            elif isinstance(outcome, News):
                self._newsroom.got(outcome)
            elif isinstance(outcome, Forget):
                self._transport.forget(outcome.peer_id)
            elif isinstance(outcome, Renew):
                self._transport.renew(outcome.peer_id, outcome.credential)

    def acknowledge(self, peer_id: str, ack_id: int, answer: Mapping[str, Any]) -> None:
        dialect = self._transport.dialect_of(peer_id)
        if dialect is not None:
            self._transport.queue_packet(peer_id, encode_ack(dialect.namespace, ack_id, answer))

    def _deliver(self, delivery: Delivery) -> None:
        packets: dict[str, Sequence[bytes]] = {}
        for peer_id in delivery.to:
            dialect = self._transport.dialect_of(peer_id)
            if dialect is None:
                continue
            if dialect.name not in packets:
                packets[dialect.name] = dialect.encode(delivery.event, delivery.scene)
            for packet in packets[dialect.name]:
                self._transport.queue_packet(peer_id, packet)
            if delivery.then_close:
                self._transport.close_connection(peer_id)
