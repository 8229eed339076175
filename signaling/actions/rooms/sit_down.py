"""A peer sits down: it is told the state of the room, and the others are told that it joined.

The module does not decide whether the person may enter.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from signaling.actions.offer_requests import (
    offer_request_events,
    ready_seconds_of,
    rejoin_left_events,
)
from signaling.actions.participant_events import left_events, sat_down_events
from signaling.actions.role_events import stood_down_events
from signaling.actions.rooms.room_changes import apply_room
from signaling.actions.rooms.room_joined import chat_of, room_joined
from signaling.actions.waiting_room.events import host_presence_events
from signaling.metrics import ENTRIES
from signaling.outcomes import Delivery, Outcome, without
from signaling.presence import Presence, Room, Sat, Seat
from signaling.protocol.event_context import EventContext
from signaling.protocol.events import ChatPosted, Moved, RoomJoined


@dataclass(frozen=True, slots=True)
class Arrival:
    """The peer that wants a seat; `Knock` and `Seat` explain the other fields.

    `previous_ids` has the earlier socket ids of a client that joins again by itself. It is None if
    the person has asked to join.
    """

    peer_id: str
    protocol: str
    knows_seats: bool
    has_two_pictures: bool = False
    knows_media_server: bool = False
    answered_by: float | None = None
    network: str = ""
    return_key: str = ""
    previous_ids: frozenset[str] | None = None

    def has_moved(self, seat: Seat) -> bool:
        """Return whether the person has taken the seat with another client in the meantime."""
        if self.previous_ids is None or seat.peer_id in (None, self.peer_id):
            return False
        return seat.peer_id not in self.previous_ids


@dataclass(frozen=True, slots=True)
class Joined:
    """The answer for a peer that has sat down, and the events for everybody, itself included."""

    answer: RoomJoined
    outcomes: list[Outcome]


async def sit_down(
    seat: Seat, arrival: Arrival, presence: Presence, *, room: Room | None = None
) -> Joined | None:
    """Read the chat of the room, and put the peer on the seat; see `sit_down_with_chat`.

    The chat is read before the peer is visible, inside the lock of the room's chat; therefore the
    peer neither misses a message nor gets one twice.
    """
    async with presence.rooms.chat_order(seat.room_id):
        messages = await chat_of(seat)
        return sit_down_with_chat(seat, arrival, messages, presence, room=room)


def sit_down_with_chat(
    seat: Seat,
    arrival: Arrival,
    messages: Sequence[ChatPosted],
    presence: Presence,
    *,
    expected: bool = False,
    room: Room | None = None,
) -> Joined | None:
    """Put the peer on the seat; the caller holds the lock of the room's chat.

    Returns None if the seat is gone, or with `expected` if the peer is gone. `messages` are the
    last messages of the room. `room` is the room as it was read; the people inside are told about
    its changes. Raises RowsOutdated, as `Presence.sit` does.
    """
    sat = presence.sit(
        seat.id,
        arrival.peer_id,
        arrival.protocol,
        knows_seats=arrival.knows_seats,
        has_two_pictures=arrival.has_two_pictures,
        knows_media_server=arrival.knows_media_server,
        expected=expected,
        ready_seconds=ready_seconds_of(arrival.protocol),
        return_key=arrival.return_key,
        previous_ids=arrival.previous_ids or (),
    )
    if sat is None:
        return None
    changed = [] if room is None else apply_room(room, presence)
    current = presence.room(seat.room_id)
    if current is None:
        return None
    ENTRIES.labels(arrival.protocol).inc()
    answer = room_joined(current, sat.seat, messages, presence)
    if messages:
        presence.rooms.note_message(seat.room_id, int(messages[-1].id))
    return Joined(answer, _events(sat, answer, changed, presence))


def _events(
    sat: Sat, answer: RoomJoined, changed: list[Outcome], presence: Presence
) -> list[Outcome]:
    """Return the events about a peer that has sat down, in the order in which they are told."""
    seat, peer_id = sat.seat, sat.seat.peer_id or ""
    others = without(seat, presence.seats(seat.room_id))
    context = EventContext(seat=seat, others=others)
    return [
        *_events_of_other_places(sat, presence),
        *rejoin_left_events(sat, others),
        Delivery(answer, [peer_id], context=context),
        *changed,
        *_events_for_others(sat, others, presence),
    ]


def _events_of_other_places(sat: Sat, presence: Presence) -> list[Outcome]:
    """Tell the peer's earlier room that it left, and the person's waiting tab that it moved."""
    outcomes: list[Outcome] = []
    if sat.left is not None:
        everybody = presence.seats(sat.left.room_id)
        outcomes += left_events(sat.left, sat.seat.peer_id or "", everybody)
    if sat.moved is not None:
        outcomes.append(Delivery(Moved(), [sat.moved], then_close=True))
    return outcomes


def _events_for_others(sat: Sat, others: list[Seat], presence: Presence) -> list[Outcome]:
    outcomes = sat_down_events(sat, others)
    if sat.stood_down is not None:
        outcomes += stood_down_events(sat.stood_down, presence)
    if sat.seat.may_host:
        outcomes += host_presence_events(sat.seat.room_id, presence)
    return [*outcomes, *offer_request_events(sat.seat, others, presence)]
