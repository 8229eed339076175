"""Somebody sits down: the newcomer hears all about the room, the others hear of the newcomer."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from msgspec import UNSET

from rooms import queries
from rooms.ice import ice_servers
from signaling.actions.announced import tell_changes
from signaling.actions.introducing import (
    introduce_newcomer,
    ready_seconds_of,
    told_to_offer_anew,
)
from signaling.actions.seating import person_of
from signaling.actions.telling import (
    told_of_arrival,
    told_of_departure,
    told_of_host_presence,
    told_of_role,
)
from signaling.database import in_database
from signaling.describing import chat_message, participant, waiting
from signaling.events import ChatPosted, Moved, RoomJoined
from signaling.outcomes import Delivery, Outcome
from signaling.presence import Knock, Presence, Room, Sat, Seat
from signaling.scene import Scene


@dataclass(frozen=True, slots=True)
class Arrival:
    """The peer that comes to a seat; see `Knock` for `answered_by`."""

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
    """Sit down and say so; None if the seat, or with `expected` the peer, is gone by now.

    Read the chat before the peer is seen, in the order of the room's messages: what happens in
    between is neither missed nor told twice. From sitting down to what is returned nothing waits.
    `rows` is the room as it was read, for those inside who don't know of a change yet. Raises
    RowsOutdated, as `Presence.sit` does.
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
    """Tell those inside what was changed in the rows without being announced."""
    if room.is_ad_hoc:
        return []
    changed = await presence.change_room(
        room.id, as_of=room.as_of, name=room.name, is_locked=room.is_locked, rules=room.rules
    )
    return await tell_changes(changed, presence)


async def describe_room(seat: Seat, presence: Presence) -> RoomJoined | None:
    """Return what a newcomer on this seat would hear now; None if the room is gone."""
    async with presence.in_order(seat.room_id):
        messages = await _chat_of(seat)
        room = presence.room(seat.room_id)
        if room is None:
            return None
        others = [other for other in presence.seats(room.id) if other.id != seat.id]
        knocks = presence.waiting(room.id) if seat.may_host else None
        return _answer(room, seat, others, messages, knocks)


def _told_where_it_left(sat: Sat, peer_id: str, presence: Presence) -> list[Outcome]:
    """Tell the people in another room that the peer is not there any more."""
    if sat.left is None:
        return []
    return told_of_departure(sat.left, peer_id, presence.seats(sat.left.room_id))


def _told_where_it_waited(sat: Sat) -> list[Outcome]:
    """Tell another tab, in which the person waited until now, that it was moved."""
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
