"""Somebody enters a room, for the first time or back on a seat that still stands."""

import uuid

from msgspec import UNSET

from accounts.guests import guest_from_token
from accounts.names import NAME_CHARACTERS, visible_line
from accounts.people import Person, person_of_guest
from rooms import actions as rows
from rooms import admission, queries
from rooms.admission import Admission
from rooms.codes import normalize_code
from rooms.ice import ice_servers
from rooms.refusals import InvalidInput, RoomEnded, RoomNotFound
from signaling.actions.announced import tell_changes
from signaling.actions.leaving import leave_seat, told_of_departure
from signaling.caller import Caller
from signaling.commands import Join
from signaling.database import in_database
from signaling.describing import chat_message, participant, rules
from signaling.events import ChatPosted, Moved, PeerJoined, RoomJoined
from signaling.outcomes import Delivery, Outcome, Reply, peers
from signaling.presence import Presence, Room, Sat, Seat
from signaling.refusals import IdentityMismatch

# How long a place is kept for somebody whose join has not been answered yet.
_ARRIVING_SECONDS = 15


async def join(caller: Caller, command: Join, presence: Presence) -> list[Outcome]:
    """Admit the caller, or refuse it; who joins again is answered again, on the same seat.

    The place is taken before it is stored, so that capacity is decided in one step, and seen only
    when the chat has been read: what happens in between is neither missed nor told twice.
    """
    person = _person(caller, command)
    as_of = presence.now()
    admitted = await in_database(admission.ask, _code(command), person)
    seat = await _take_seat(admitted, as_of, person, presence)
    changed = await _bring_up_to_date(admitted, as_of, presence)
    async with presence.in_order(seat.room_id):
        page, _ = await in_database(queries.messages_of, admitted.room_id)
        left = await _leave_another_room(caller, seat, presence)
        sat = await presence.sit(seat.id, caller.peer_id, caller.protocol)
        room = await presence.room(seat.room_id)
        if sat is None or room is None:
            # The room was closed before the seat was stored: nobody else knows of the row.
            await in_database(rows.give_up_seat, uuid.UUID(seat.id), admitted.room_id)
            raise RoomEnded
        others = [other for other in await presence.seats(room.id) if other.id != seat.id]
        answer = _answer(room, sat.seat, others, [chat_message(row) for row in page], person)
        return [*left, *changed, *_told(caller, sat, others, answer)]


def _code(command: Join) -> str:
    code = normalize_code(command.room_code)
    if code is None:
        raise RoomNotFound
    return code


def _person(caller: Caller, command: Join) -> Person:
    """Return who joins: an account under its own name, a guest under the name it gives."""
    person = caller.person
    for claimed in (caller.claimed_user_id, command.user_id):
        if claimed is not None and str(claimed) != str(person.user_id):
            raise IdentityMismatch
    if person.guest_id is None:
        return person
    guest_id = person.guest_id
    if command.participant_token:
        guest_id = guest_from_token(command.participant_token) or guest_id
    name = visible_line(command.display_name or caller.claimed_name or "")
    if not 1 <= len(name) <= NAME_CHARACTERS:
        raise InvalidInput(f"A name has 1 to {NAME_CHARACTERS} characters")
    return person_of_guest(guest_id, name)


async def _take_seat(admitted: Admission, as_of: float, person: Person, presence: Presence) -> Seat:
    """Take a place and store it; a place that can't be stored is given back."""
    room = Room(
        as_of=as_of,
        id=str(admitted.room_id),
        code=admitted.room_code,
        name=admitted.room_name,
        host=admitted.host_key,
        rules=rules(admitted.settings),
        is_locked=admitted.is_locked,
    )
    taken = await presence.take(
        room,
        _new_seat(room, person, admitted),
        newcomer_refusal=admitted.newcomer_refusal,
        hold_seconds=_ARRIVING_SECONDS,
    )
    if not taken.is_new:
        return taken.seat
    is_stored = False
    try:
        meeting_id = await in_database(
            rows.take_seat,
            admitted.room_id,
            uuid.UUID(taken.seat.id),
            person,
            admitted.role,
        )
        is_stored = True
    finally:
        if not is_stored:
            await presence.give_up(taken.seat.id)
    await presence.begin_meeting(room.id, str(meeting_id))
    return taken.seat


async def _bring_up_to_date(admitted: Admission, as_of: float, presence: Presence) -> list[Outcome]:
    """Tell those inside what was changed in the rows without being announced."""
    changed = await presence.change_room(
        str(admitted.room_id),
        as_of=as_of,
        name=admitted.room_name,
        is_locked=admitted.is_locked,
        rules=rules(admitted.settings),
    )
    return await tell_changes(changed, presence)


def _new_seat(room: Room, person: Person, admitted: Admission) -> Seat:
    may_host = admitted.role != "participant"
    return Seat(
        id=str(uuid.uuid4()),
        room_id=room.id,
        owner=person.key,
        user_id=person.user_id,
        display_name=person.display_name,
        avatar_color=person.avatar_color,
        role=admitted.role,
        is_muted=not (room.rules.allow_microphone or may_host),
        is_video_off=not (room.rules.allow_camera or may_host),
    )


async def _leave_another_room(caller: Caller, seat: Seat, presence: Presence) -> list[Outcome]:
    earlier = await presence.seat_of(caller.peer_id)
    if earlier is None or earlier.id == seat.id:
        return []
    return await leave_seat(earlier, presence)


def _answer(
    room: Room, seat: Seat, others: list[Seat], messages: list[ChatPosted], person: Person
) -> RoomJoined:
    return RoomJoined(
        room_id=room.id,
        room_code=room.code,
        room_name=room.name,
        meeting_id=room.meeting_id,
        participant_id=seat.id,
        participant_token=person.token or UNSET,
        role=seat.role,
        is_host=seat.role == "host",
        participants=[participant(other) for other in others],
        messages=messages,
        settings=room.rules,
        locked=room.is_locked,
        ice_servers=ice_servers(seat.id),
    )


def _told(caller: Caller, sat: Sat, others: list[Seat], answer: RoomJoined) -> list[Outcome]:
    """Tell the newcomer first; to the others, who took a seat over has left and come.

    They drop their old connection to it that way, and expect the newcomer's offer.
    """
    told: list[Outcome] = [Delivery(answer, [caller.peer_id]), Reply(answer)]
    previous = sat.previous_peer_id
    if previous is not None:
        told += told_of_departure(sat.seat, previous, others)
        if previous != caller.peer_id:
            told.append(Delivery(Moved(), [previous], then_close=True))
    told.append(Delivery(PeerJoined(participant=participant(sat.seat)), peers(others)))
    return told
