"""The rules 4 to 7 of admission, for a newcomer who asks for a place in one room.

The places and the abilities of the client are checked again when a host admits the newcomer from
the waiting room. The rules use the newcomer's rows and the later decisions in the room's session.
Nothing is changed here.
"""

from typing import NamedTuple

from django.conf import settings
from msgspec.structs import replace

from rooms.admission import has_to_knock
from rooms.refusals import RoomFull, RoomLocked, RoomTooLarge, WaitingRoomFull
from signaling.presence.records import EntryRequest, Knock, Room, RoomRules, Seat
from signaling.presence.room_state import RoomState


class EntryDecision(NamedTuple):
    """The result for a newcomer who is not refused: a seat, or a place in the waiting room."""

    knock: Knock
    has_to_knock: bool


def decide_entry(state: RoomState, request: EntryRequest, now: float) -> EntryDecision:
    """Apply the rules to a newcomer, or raise the refusal.

    A person who already waits keeps the place when the room is locked.
    """
    room, knock, seat = request.room, request.knock, request.knock.seat
    earlier, refusal = state.knock_of_owner(seat.owner), request.newcomer_refusal
    keeps_its_place = earlier is not None and isinstance(refusal, RoomLocked)
    if refusal is not None and not keeps_its_place:
        raise refusal
    newest = max(room, state.room, key=lambda known: known.as_of)
    check_client(state, newest.rules, seat)
    is_removed = state.decisions.was_removed(seat.owner, room.as_of)
    status = "removed" if is_removed else request.status
    must_knock = has_to_knock(seat.role, status, waiting_room=newest.rules.waiting_room)
    if earlier is None or not must_knock:
        _check_lock_and_places(state, newest, seat)
    if must_knock and earlier is None:
        knock = _check_knock(state, knock, now)
    return EntryDecision(knock, must_knock)


def check_direct_links(rules: RoomRules, seat: Seat) -> None:
    """Raise RoomTooLarge for a client without media server in a room that forbids direct links."""
    if rules.media_server == "always" and not seat.knows_media_server:
        raise RoomTooLarge


def check_client(state: RoomState, rules: RoomRules, seat: Seat) -> None:
    """Raise RoomTooLarge for a client that can't use the media server of the room.

    Such a client needs a direct link to each other person in the room.
    """
    check_direct_links(rules, seat)
    is_over_server = state.media.room.over == "server"
    has_too_many_links = len(state.seats) > settings.MESH_PARTICIPANTS
    if is_over_server and has_too_many_links and not seat.knows_media_server:
        raise RoomTooLarge


def is_full_for(state: RoomState, owner: str, places: int) -> bool:
    """Tell whether a person gets no seat; one place is kept for the room's absent host."""
    host = state.room.host
    is_host_here = owner == host or state.has_seat_of(host)
    kept = 1 if host and not is_host_here else 0
    return len(state.seats) + kept >= places


def _check_lock_and_places(state: RoomState, newest: Room, seat: Seat) -> None:
    if newest.is_locked and not seat.may_host:
        raise RoomLocked
    if is_full_for(state, seat.owner, newest.rules.max_participants):
        raise RoomFull


def _check_knock(state: RoomState, knock: Knock, now: float) -> Knock:
    """Return the newcomer's knock with its denials; raise KnockDenied or WaitingRoomFull."""
    times = state.denials.check_knock(knock.seat.owner, now)
    _check_waiting_places(state, knock)
    return replace(knock, denied_before=times)


def _check_waiting_places(state: RoomState, knock: Knock) -> None:
    """Raise WaitingRoomFull if there is no place for a knock.

    Some places are kept for accounts. The limit for each network applies only to guests.
    """
    if len(state.knocks) >= settings.MOST_KNOCKERS:
        raise WaitingRoomFull
    if knock.seat.user_id is not None:
        return
    guests = [one for one in state.knocks.values() if one.seat.user_id is None]
    if len(guests) >= settings.MOST_KNOCKERS - settings.KNOCKERS_KEPT_FOR_ACCOUNTS:
        raise WaitingRoomFull
    same_network = [one for one in guests if one.network == knock.network]
    if knock.network and len(same_network) >= settings.KNOCKERS_PER_ADDRESS:
        raise WaitingRoomFull("Too many people are waiting from your network already")
