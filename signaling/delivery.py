"""The only place that sends: each event is said once per dialect and goes to many.

Everything here happens at once, without waiting: who is told what is decided in the same step in
which presence was read, and every peer hears the events of its room in the same order. News alone
may be told a moment later, as it is then. An outcome that can't be carried out is logged, and costs
those behind it nothing.
"""

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from accounts.credentials import Credential
from signaling.attendance import close_attendance
from signaling.dialects import Dialect
from signaling.newsroom import Newsroom
from signaling.outcomes import (
    CloseAttendance,
    Delivery,
    Forget,
    Interrupted,
    News,
    Outcome,
    Renew,
)
from signaling.retrying import Retrying
from signaling.wire import encode_ack

if TYPE_CHECKING:
    from signaling.presence import Seat

logger = logging.getLogger(__name__)


class Receiver(Protocol):
    """Somebody who is connected, and may be lost at the moment."""

    @property
    def dialect(self) -> Dialect: ...

    def send_event(self, packet: bytes) -> None: ...

    def send_answer(self, packet: bytes) -> None: ...


class Sending(Protocol):
    """What delivery needs of a transport."""

    @property
    def find(self) -> Callable[[str], Receiver | None]:
        """Return what finds a connected peer by its id; None if it is not connected here."""

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
        self.attendance: Retrying[Seat] = Retrying(close_attendance, "Closing an attendance")
        """Seats that are gone and whose end is not stored; the keeper runs this."""

    def deliver(self, outcomes: Iterable[Outcome]) -> None:
        for outcome in outcomes:
            try:
                if isinstance(outcome, Delivery):
                    self._deliver(outcome)
                else:
                    self._carry_out(outcome)
            except Exception:
                logger.exception("A %s could not be carried out", type(outcome).__name__)

    async def deliver_all(self, action: Awaitable[Iterable[Outcome]]) -> None:
        """Deliver what an action returns; one that fails is raised after what it had changed."""
        try:
            outcomes = await action
        except Interrupted as interrupted:
            self.deliver(interrupted.told)
            raise interrupted.error from None
        self.deliver(outcomes)

    def acknowledge(self, peer_id: str, ack_id: int, answer: Mapping[str, Any]) -> None:
        receiver = self._transport.find(peer_id)
        if receiver is not None:
            receiver.send_answer(encode_ack(receiver.dialect.namespace, ack_id, answer))

    def _carry_out(self, outcome: Outcome) -> None:
        if isinstance(outcome, News):
            self._newsroom.got(outcome)
        elif isinstance(outcome, Forget):
            self._transport.forget(outcome.peer_id)
        elif isinstance(outcome, Renew):
            self._transport.renew(outcome.peer_id, outcome.credential)
        elif isinstance(outcome, CloseAttendance):
            self.attendance.add(outcome.seat)

    def _deliver(self, delivery: Delivery) -> None:
        said: dict[Dialect, Sequence[bytes]] = {}
        for peer_id in delivery.to:
            receiver = self._transport.find(peer_id)
            if receiver is None:
                continue
            packets = said.get(receiver.dialect)
            if packets is None:
                packets = said[receiver.dialect] = receiver.dialect.encode(
                    delivery.event, delivery.scene
                )
            for packet in packets:
                receiver.send_event(packet)
            if delivery.then_close:
                self._transport.close_connection(peer_id)
