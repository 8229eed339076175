"""Clients without sockets: they send commands to one presence, and receive the events."""

from typing import Any

from asgiref.sync import async_to_sync

from rooms.models import Audit, Room
from signaling.actions import outcomes_of
from signaling.actions.pairs.connection_changes import remove_visitor
from signaling.actions.rooms.attendance import close_attendance
from signaling.actions.rooms.deadline_events import deadline_events
from signaling.actions.rooms.disconnection import end_connection, lose_seat
from signaling.actions.rooms.offer_renewal import renew_offers
from signaling.actions.rooms.recovery import recover_seat
from signaling.actions.waiting_room.events import waiting_list_events
from signaling.caller import Caller
from signaling.outcomes import (
    CloseAttendance,
    Delivery,
    Interrupted,
    Outcome,
    Reply,
    WaitingListChanged,
)
from signaling.presence import Presence, Seat
from signaling.protocol.commands import Command, Join
from signaling.protocol.connection_changes import (
    ConnectionEnded,
    ConnectionRecovered,
    Ending,
    TransportLost,
)
from signaling.protocol.events import Event, RoomJoined


class Clients:
    """Carries out commands, and keeps the outcomes of the last one."""

    def __init__(self, presence: Presence) -> None:
        self.presence = presence
        self.outcomes: list[Outcome] = []

    def send(self, caller: Caller, command: Command) -> list[Outcome]:
        """Carry out a command; keep the outcomes of an action that failed later, too."""
        self.outcomes = []
        self.outcomes = async_to_sync(self.carry_out)(caller, command)
        return self.outcomes

    async def carry_out(self, caller: Caller, command: Command) -> list[Outcome]:
        try:
            outcomes = await outcomes_of(caller, command, self.presence)
        except Interrupted as interrupted:
            self.outcomes = list(interrupted.outcomes)
            await self._close_attendance(self.outcomes)
            raise interrupted.error from None
        await self._close_attendance(outcomes)
        return outcomes

    async def _close_attendance(self, outcomes: list[Outcome]) -> None:
        for outcome in outcomes:
            if isinstance(outcome, CloseAttendance):
                await close_attendance(outcome.seat)

    def join(self, caller: Caller, room: Room, **fields: Any) -> RoomJoined:
        self.send(caller, Join(room_code=room.code, **({"display_name": "Guest"} | fields)))
        (answer,) = self.acknowledged()
        assert isinstance(answer, RoomJoined)
        return answer

    def end_connection(self, caller: Caller, *, how: Ending = "lost") -> None:
        self.outcomes = end_connection(caller, ConnectionEnded(how), self.presence)

    def lose(self, caller: Caller, *, went_away: bool = False) -> None:
        self.outcomes = lose_seat(caller, TransportLost(went_away), self.presence)

    def recover(self, caller: Caller) -> None:
        self.outcomes = recover_seat(caller, ConnectionRecovered(), self.presence)

    def go_offline(self, visitor: Caller) -> None:
        self.outcomes = remove_visitor(visitor, ConnectionEnded("closed"), self.presence)

    def apply_deadlines(self) -> None:
        """Apply the deadlines that have passed, and keep the outcomes."""
        lapsed = self.presence.apply_deadlines()
        steps = deadline_events(lapsed, self.presence)
        self.outcomes = [outcome for tell in steps for outcome in tell()]
        for back in lapsed.not_rejoined:
            self.outcomes += async_to_sync(renew_offers)(back.peer_id or "", self.presence)

    def received(self, caller: Caller) -> list[Event]:
        """Return the events of the last outcomes for a client, with the current waiting lists."""
        outcomes = [one for outcome in self.outcomes for one in self._carried_out(outcome)]
        deliveries = [one for one in outcomes if isinstance(one, Delivery)]
        return [one.event for one in deliveries if caller.peer_id in one.to]

    def _carried_out(self, outcome: Outcome) -> list[Outcome]:
        if isinstance(outcome, WaitingListChanged):
            return waiting_list_events(outcome.room_id, self.presence)
        return [outcome]

    def acknowledged(self) -> list[Event]:
        return [one.event for one in self.outcomes if isinstance(one, Reply)]

    def closed(self) -> list[str]:
        """Return the peers whose connections are to be closed."""
        deliveries = [one for one in self.outcomes if isinstance(one, Delivery)]
        return [peer for one in deliveries if one.then_close for peer in one.to]

    def seat(self, caller: Caller) -> Seat:
        seat = self.presence.seat_of(caller.peer_id)
        assert seat is not None
        return seat

    def is_seated(self, caller: Caller) -> bool:
        return self.presence.seat_of(caller.peer_id) is not None

    def expire_holds(self) -> list[str]:
        """Release the seats whose hold has run out, and return their ids."""
        return [gone.seat.id for gone in self.presence.apply_deadlines().expired]


def audit_entries() -> list[tuple[str, str, str]]:
    """Return the action, the actor's name and the target's name of every audit entry."""
    rows = Audit.objects.exclude(action="create_room").order_by("pk")
    return [(row.action, row.actor_name, row.target_name) for row in rows]
