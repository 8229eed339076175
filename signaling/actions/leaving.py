"""Somebody goes: by saying so, by losing the connection, or by not coming back."""

import uuid
from collections.abc import Sequence

from django.conf import settings
from msgspec import UNSET

from rooms import actions as rows
from signaling.actions.seating import seat_of
from signaling.caller import Caller
from signaling.commands import Leave
from signaling.database import in_database
from signaling.events import PeerLeft, TypingChanged
from signaling.outcomes import Delivery, Outcome, peers
from signaling.presence import Presence, Seat


async def leave(caller: Caller, command: Leave, presence: Presence) -> list[Outcome]:
    """Give up the caller's seat at once; the socket stays and may join again."""
    return await leave_seat(await seat_of(caller, presence, command.room_id), presence)


async def drop(caller: Caller, presence: Presence, *, was_closed: bool) -> list[Outcome]:
    """Take a caller whose connection is gone off its seat, and hold that for its return.

    `was_closed`: the client closed it, as a page does that is left or loaded again; otherwise the
    transport was lost.
    """
    seat = await presence.seat_of(caller.peer_id)
    if seat is None:
        return []
    await presence.drop(caller.peer_id, _hold_seconds(seat, was_closed=was_closed))
    return told_of_departure(seat, caller.peer_id, await presence.seats(seat.room_id))


async def leave_seat(seat: Seat, presence: Presence) -> list[Outcome]:
    """Give up a seat with its attendance, and tell the others."""
    await in_database(rows.give_up_seat, uuid.UUID(seat.id), uuid.UUID(seat.room_id))
    gone = await presence.give_up(seat.id)
    if gone is None or gone.peer_id is None:
        return []
    return told_of_departure(gone, gone.peer_id, await presence.seats(seat.room_id))


def told_of_departure(seat: Seat, peer_id: str, others: Sequence[Seat]) -> list[Outcome]:
    """Tell the others that a peer is not on this seat any more."""
    to = peers(others, but=peer_id)
    told: list[Outcome] = []
    if seat.is_typing:
        ended = TypingChanged(socket_id=peer_id, display_name=seat.display_name, is_typing=False)
        told.append(Delivery(ended, to))
    user_id = UNSET if seat.user_id is None else str(seat.user_id)
    told.append(Delivery(PeerLeft(socket_id=peer_id, user_id=user_id), to))
    return told


def _hold_seconds(seat: Seat, *, was_closed: bool) -> float:
    if was_closed:
        return settings.RELOAD_HOLD_SECONDS
    return settings.HOST_HOLD_SECONDS if seat.may_host else settings.HOLD_SECONDS
