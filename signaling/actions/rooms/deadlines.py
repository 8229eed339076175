"""The events about changes by passed time: typing ends, lost peers depart, holds run out.

The module tells people about the changes in a `Lapsed`; it does not decide when they happen.
"""

from collections.abc import Callable, Iterator
from functools import partial

from rooms.refusals import StillWaiting
from signaling.actions.chat import tell_typing
from signaling.actions.negotiation import introduce_ready
from signaling.actions.participant_events import (
    told_of_disappearance,
    told_of_reconnecting,
    told_of_waiting,
)
from signaling.actions.rooms.departures import told_of_giving_up
from signaling.actions.rooms.reconnect import told_of_own_joining
from signaling.outcomes import Delivery, Forget, Outcome
from signaling.presence import GivenUp, Knock, Lapsed, Presence, Seat
from signaling.protocol.event_context import Scene
from signaling.protocol.events import JoinRefused, KnockEnded


def telling_of_lapse(lapsed: Lapsed, presence: Presence) -> Iterator[Callable[[], list[Outcome]]]:
    """Yield one function for each change, in the order in which clients must be told.

    The caller calls each function separately; therefore one that fails does not stop the others.
    """
    for seat in lapsed.stopped_typing:
        yield partial(tell_typing, seat, presence, is_typing=False)
    for seat in lapsed.listening:
        yield partial(told_of_own_joining, seat)
    for seat in lapsed.ready:
        yield partial(introduce_ready, seat, presence)
    for seat in lapsed.reconnecting:
        yield partial(_told_to_room, told_of_reconnecting, seat, presence)
    for seat in lapsed.departed:
        yield partial(_told_to_room, told_of_disappearance, seat, presence)
    for gone in lapsed.expired:
        yield partial(_told_of_expired_seat, gone, presence)
    for knock in lapsed.unanswered_knocks:
        yield partial(_told_of_no_answer, knock)
    for knock in lapsed.expired_knocks:
        yield partial(_told_of_expiry, knock)
    knocks = (*lapsed.unanswered_knocks, *lapsed.expired_knocks)
    for room_id in {knock.seat.room_id for knock in knocks}:
        yield partial(told_of_waiting, room_id, presence)


def _told_to_room(
    tell: Callable[[Seat, list[Seat]], list[Outcome]], seat: Seat, presence: Presence
) -> list[Outcome]:
    return tell(seat, list(presence.seats(seat.room_id)))


def _told_of_expired_seat(gone: GivenUp, presence: Presence) -> list[Outcome]:
    """Tell the room that a seat is gone, and tell an admitted peer that had not sat down on it."""
    told = told_of_giving_up(gone, presence)
    if gone.expected_peer_id is not None:
        expired = KnockEnded(status="expired")
        told.append(Delivery(expired, [gone.expected_peer_id], scene=Scene(seat=gone.seat)))
    return told


def _told_of_no_answer(knock: Knock) -> list[Outcome]:
    refused = JoinRefused(message=StillWaiting.message, reason=StillWaiting.code)
    return [Delivery(refused, [knock.peer_id], scene=Scene(seat=knock.seat))]


def _told_of_expiry(knock: Knock) -> list[Outcome]:
    expired = KnockEnded(status="expired")
    return [
        Delivery(expired, [knock.peer_id], scene=Scene(seat=knock.seat)),
        Forget(knock.peer_id),
    ]
