"""Send events: the only module that does. It encodes each event once per dialect.

Outcomes are delivered without waiting. The recipients are chosen in the same step in which presence
was read, and every peer gets the events of its room in the same order. Only waiting lists may be
sent a moment later, with the state at that time. An outcome that fails is logged; those after it
are still delivered.
"""

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from accounts.credentials import Credential
from signaling.actions.rooms.attendance import close_attendance
from signaling.actions.waiting_room.events import waiting_list_events
from signaling.concurrency.coalescing import Coalescer
from signaling.concurrency.retry_queue import RetryQueue
from signaling.dialects import Dialect
from signaling.outcomes import (
    ChatSent,
    CloseAttendance,
    Delivery,
    Forget,
    Interrupted,
    Outcome,
    Renew,
    WaitingListChanged,
)
from signaling.presence import Presence, Seat
from signaling.protocol.events import MediaOffered, PeerJoined, PeerLeft, PeerResumed, RoomJoined
from signaling.protocol.packets import encode_ack

logger = logging.getLogger(__name__)


class Receiver(Protocol):
    """A connected peer, whose transport may be lost at the moment."""

    @property
    def dialect(self) -> Dialect: ...

    def send_event(self, packet: bytes) -> None: ...

    def send_volatile(self, packet: bytes) -> None:
        """Send an event that a client which loses its transport does not get as a missed one."""

    def send_acknowledgement(self, packet: bytes) -> None: ...


class Sender(Protocol):
    """The part of the Socket.IO server that delivery needs."""

    @property
    def find(self) -> Callable[[str], Receiver | None]:
        """Return a function from a peer id to the connected peer, or None if it is not here."""

    def close_connection(self, peer_id: str) -> None:
        """Close a peer's connection after its queued packets are sent."""

    def forget(self, peer_id: str) -> None:
        """Prevent the recovery of a lost peer."""

    def renew(self, peer_id: str, credential: Credential) -> None:
        """Limit the life of a peer's connection by this credential from now on."""


NoteChat = Callable[[Sequence[str], int], None]
"""Notes the newest chat message that peers have got, by their ids."""
NoteRoster = Callable[[Sequence[str]], None]
"""Notes that peers were told of a change of who is in their room."""
FindReceiver = Callable[[str], Receiver | None]


def _nowhere(_peer_id: str) -> Receiver | None:
    return None


def _note_nothing(_peer_ids: Sequence[str], _newest_message: int = 0) -> None:
    pass


# The events by which clients know who is in their room.
_ABOUT_ROSTERS = frozenset((PeerJoined, PeerLeft, PeerResumed, RoomJoined))
# They are large, and are sent again when a lost client returns (`offer_again`). The others that a
# client misses would have no place beside them.
_VOLATILE = frozenset((MediaOffered,))


class Deliverer:
    """Carries out outcomes. The current waiting lists are read from presence.

    `find_remote` finds the peers that are connected to other workers. The other functions note what
    such peers were told.
    """

    def __init__(
        self,
        server: Sender,
        presence: Presence,
        find_remote: FindReceiver = _nowhere,
        note_chat: NoteChat = _note_nothing,
        note_roster: NoteRoster = _note_nothing,
    ) -> None:
        self._server = server
        self._find_remote = find_remote
        self._note_chat = note_chat
        self._note_roster = note_roster
        self._presence = presence
        self._waiting_lists = Coalescer(self._deliver_waiting_list)
        self.attendance: RetryQueue[Seat] = RetryQueue(
            self._close_attendance, "Closing an attendance"
        )
        """The seats that are gone and whose end is not stored yet; `background.rooms` runs the
        queue."""

    async def _close_attendance(self, seat: Seat) -> None:
        """Store the end of a seat, unless it is in presence again.

        A worker may lose a room before it has stored the end, and take the room up again with the
        open row.
        """
        if all(current.id != seat.id for current in self._presence.all_seats(seat.room_id)):
            await close_attendance(seat)

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
        """Deliver the outcomes of an action; if it fails, deliver those so far, and raise."""
        try:
            outcomes = await action
        except Interrupted as interrupted:
            self.deliver(interrupted.outcomes)
            raise interrupted.error from None
        self.deliver(outcomes)

    def acknowledge(self, peer_id: str, ack_id: int, answer: Mapping[str, Any]) -> None:
        receiver = self._server.find(peer_id) or self._find_remote(peer_id)
        if receiver is not None:
            receiver.send_acknowledgement(encode_ack(receiver.dialect.namespace, ack_id, answer))

    def _carry_out(self, outcome: Outcome) -> None:
        if isinstance(outcome, ChatSent):
            self._note_chat(outcome.to, outcome.newest_message)
        elif isinstance(outcome, WaitingListChanged):
            self._waiting_lists.changed(outcome.room_id)
        elif isinstance(outcome, Forget):
            self._server.forget(outcome.peer_id)
        elif isinstance(outcome, Renew):
            self._server.renew(outcome.peer_id, outcome.credential)
        elif isinstance(outcome, CloseAttendance):
            self.attendance.add(outcome.seat)

    def _deliver_waiting_list(self, room_id: str) -> None:
        self.deliver(waiting_list_events(room_id, self._presence))

    def _deliver(self, delivery: Delivery) -> None:
        said: dict[Dialect, Sequence[bytes]] = {}
        is_volatile = type(delivery.event) in _VOLATILE
        for peer_id in delivery.to:
            receiver = self._server.find(peer_id) or self._find_remote(peer_id)
            if receiver is None:
                continue
            packets = said.get(receiver.dialect)
            if packets is None:
                packets = said[receiver.dialect] = receiver.dialect.encode(
                    delivery.event, delivery.context
                )
            send = receiver.send_volatile if is_volatile else receiver.send_event
            for packet in packets:
                send(packet)
            if delivery.then_close:
                self._server.close_connection(peer_id)
        if type(delivery.event) in _ABOUT_ROSTERS:
            self._note_roster(delivery.to)
