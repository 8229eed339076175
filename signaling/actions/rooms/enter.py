"""A peer sits down: it is told the state of the room, and the others are told that it joined.

The module knows presence and the chat's rows; it does not decide whether the person may enter.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from msgspec import UNSET

from rooms import queries
from rooms.ice import ice_servers
from signaling.actions.authorization import person_of
from signaling.actions.event_fields import chat_message, participant, waiting
from signaling.actions.negotiation import (
    introduce_newcomer,
    ready_seconds_of,
    told_to_offer_anew,
)
from signaling.actions.participant_events import (
    told_of_arrival,
    told_of_departure,
    told_of_host_presence,
    told_of_role,
)
from signaling.actions.rooms.changes import tell_changes
from signaling.database import in_database
from signaling.metrics import ENTRIES
from signaling.outcomes import Delivery, Outcome
from signaling.presence import Knock, Presence, Room, Sat, Seat
from signaling.protocol.event_context import Scene
from signaling.protocol.events import ChatPosted, Moved, RoomJoined


@dataclass(frozen=True, slots=True)
class Arrival:
    """The peer that wants a seat; see `Knock` for `answered_by` and `network`."""

    peer_id: str
    protocol: str
    knows_seats: bool
    answered_by: float | None = None
    network: str = ""


async def enter(
    seat: Seat,
    arrival: Arrival,
    presence: Presence,
    *,
    expected: bool = False,
    rows: Room | None = None,
) -> tuple[RoomJoined, list[Outcome]] | None:
    """Put the peer on the seat, and return the answer for it and the events for everybody.

    Returns None if the seat is gone, or with `expected` if the peer is gone. The chat is read
    before the peer is visible, inside the room's order lock; therefore the peer neither misses a
    message nor gets one twice. The function awaits no I/O after the peer sits down. `rows` is the
    room as it was read; the people inside are told about its changes. Raises RowsOutdated, as
    `Presence.sit` does.
    """
    async with presence.in_order(seat.room_id):
        messages = await _chat_of(seat)
        sat = await presence.sit(
            seat.id,
            arrival.peer_id,
            arrival.protocol,
            knows_seats=arrival.knows_seats,
            expected=expected,
            ready_seconds=ready_seconds_of(arrival.protocol),
        )
        changed = [] if rows is None else await bring_up_to_date(rows, presence)
        room = presence.room(seat.room_id)
        if sat is None or room is None:
            return None
        ENTRIES.labels(arrival.protocol).inc()
        others = [other for other in presence.seats(room.id) if other.id != seat.id]
        knocks = presence.waiting(room.id) if sat.seat.may_host else None
        answer = _answer(room, sat.seat, others, messages, knocks)
        return answer, [
            *_told_where_it_left(sat, arrival.peer_id, presence),
            *_told_where_it_waited(sat),
            *told_to_offer_anew(sat, others),
            Delivery(answer, [arrival.peer_id], scene=Scene(seat=sat.seat, others=others)),
            *changed,
            *await _told_to_others(sat, others, presence),
        ]


async def bring_up_to_date(room: Room, presence: Presence) -> list[Outcome]:
    """Tell the people in the room about changes in its rows that were not announced."""
    if room.is_ad_hoc:
        return []
    changed = await presence.change_room(
        room.id, as_of=room.as_of, name=room.name, is_locked=room.is_locked, rules=room.rules
    )
    return await tell_changes(changed, presence)


async def describe_room(seat: Seat, presence: Presence) -> RoomJoined | None:
    """Return the answer that a newcomer on this seat would get now; None if the room is gone."""
    async with presence.in_order(seat.room_id):
        messages = await _chat_of(seat)
        room = presence.room(seat.room_id)
        if room is None:
            return None
        others = [other for other in presence.seats(room.id) if other.id != seat.id]
        knocks = presence.waiting(room.id) if seat.may_host else None
        return _answer(room, seat, others, messages, knocks)


def _told_where_it_left(sat: Sat, peer_id: str, presence: Presence) -> list[Outcome]:
    """Tell the people in the peer's earlier room that the peer has left it."""
    if sat.left is None:
        return []
    return told_of_departure(sat.left, peer_id, presence.seats(sat.left.room_id))


def _told_where_it_waited(sat: Sat) -> list[Outcome]:
    """Tell another tab of the person, which waited until now, that the person has moved."""
    return [] if sat.moved is None else [Delivery(Moved(), [sat.moved], then_close=True)]


async def _told_to_others(sat: Sat, others: list[Seat], presence: Presence) -> list[Outcome]:
    told = told_of_arrival(sat, others)
    if sat.stood_down is not None:
        told += told_of_role(sat.stood_down, [*others, sat.seat])
    if sat.seat.may_host:
        told += told_of_host_presence(sat.seat.room_id, presence)
    return [*told, *await introduce_newcomer(sat.seat, others, presence)]


async def _chat_of(seat: Seat) -> list[ChatPosted]:
    if seat.is_ad_hoc:
        return []
    page, _ = await in_database(queries.messages_of, uuid.UUID(seat.room_id))
    return [chat_message(row) for row in page]


def _answer(
    room: Room,
    seat: Seat,
    others: list[Seat],
    messages: list[ChatPosted],
    knocks: Sequence[Knock] | None,
) -> RoomJoined:
    visible = [other for other in others if seat.knows_seats or not other.is_departed]
    return RoomJoined(
        room_id=room.id,
        room_code=room.code,
        room_name=room.name,
        meeting_id=room.meeting_id,
        participant_id=seat.id,
        participant_token=person_of(seat).token or UNSET,
        role=seat.role,
        is_host=seat.role == "host",
        you=participant(seat),
        participants=[participant(other) for other in visible],
        messages=messages,
        settings=room.rules,
        locked=room.is_locked,
        waiting=UNSET if knocks is None else [waiting(knock) for knock in knocks],
        ice_servers=ice_servers(seat.id),
    )
