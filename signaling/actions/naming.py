"""Rooms that clients name freely: by a row's code, or without a row, for as long as somebody is in.

A name that could be a code is one where such a room exists; `rooms.guessing` limits what that
tells somebody who guesses.
"""

from django.conf import settings

from accounts.names import visible_line
from accounts.normal_forms import normal_password
from accounts.people import Person
from rooms import guessing
from rooms.admission import Admission
from rooms.codes import normalize_code
from rooms.refusals import RoomFull, RoomNotFound
from signaling.actions.texts import visible_room_name
from signaling.caller import Caller
from signaling.database import in_database
from signaling.events import RoomRules
from signaling.mixed.commands import CheckRoom
from signaling.mixed.events import RoomChecked
from signaling.outcomes import Delivery, Outcome, Reply
from signaling.presence import Presence, Room
from signaling.presence.records import AD_HOC


async def check_room(caller: Caller, command: CheckRoom, presence: Presence) -> list[Outcome]:
    """Tell whether the caller could join now; refuse what joining would be refused with."""
    room, places = await _room_to_check(caller, command, presence)
    seats = [] if room is None else presence.all_seats(room.id)
    if len(seats) >= places:
        raise RoomFull
    if room is not None:
        room.check_password(normal_password(command.password or "").strip())
    checked = RoomChecked(room_id=command.room_code, password_required=bool(room and room.password))
    return [Delivery(checked, [caller.peer_id]), Reply(checked)]


async def _room_to_check(
    caller: Caller, command: CheckRoom, presence: Presence
) -> tuple[Room | None, int]:
    """Return the room if it is in session, and how many people it takes."""
    admitted = await find_row(command.room_code, caller, caller.person, presence)
    if admitted is None:
        named = ad_hoc_room(command.room_code, None, 0)
        return presence.room(named.id), named.rules.max_participants
    if admitted.newcomer_refusal is not None:
        raise admitted.newcomer_refusal
    return presence.room(str(admitted.room_id)), admitted.settings.max_participants


async def find_row(
    name: str, caller: Caller, person: Person, presence: Presence
) -> Admission | None:
    """Return what the rows say of the room with this code; None if there is none.

    Raises RoomEnded or Blocked; and where there are no ad-hoc rooms, RoomNotFound or
    TooManyGuesses.
    """
    code = normalize_code(name)
    if code is None:
        return None
    if not settings.ALLOW_AD_HOC_ROOMS:
        return await in_database(guessing.ask, code, person, caller.address)
    is_new = presence.room(AD_HOC + visible_line(name)) is None
    return await in_database(guessing.ask_by_name, code, person, caller.address, is_new)


def ad_hoc_room(name: str, password: str | None, as_of: float) -> Room:
    """Return the room that has nothing but this name; raise InvalidInput or RoomNotFound."""
    name = visible_room_name(name)
    if not settings.ALLOW_AD_HOC_ROOMS:
        raise RoomNotFound
    return Room(
        as_of=as_of,
        id=AD_HOC + name,
        code=name,
        name=name,
        host="",
        rules=RoomRules(max_participants=settings.AD_HOC_PARTICIPANTS),
        password=normal_password(password or "").strip(),
    )
