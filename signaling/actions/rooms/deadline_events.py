"""The events about deadlines: typing ends, lost peers are shown as such, holds run out.

The module tells people about the changes; presence decides when they happen.
"""

from collections.abc import Callable, Iterator
from functools import partial

from rooms.refusals import StillWaiting
from signaling.actions.event_fields import participant_of
from signaling.actions.offer_requests import ready_offer_request_events
from signaling.actions.participant_events import lost_peer_left_events, reconnecting_events
from signaling.actions.rooms.leave import release_events
from signaling.actions.typing_indicator import typing_events
from signaling.outcomes import Delivery, Forget, Outcome, WaitingListChanged, peers
from signaling.presence import DeadlineChanges, Knock, Presence, Released, Seat
from signaling.protocol.event_context import EventContext
from signaling.protocol.events import JoinRefused, KnockEnded, PeerJoined


def deadline_events(
    changes: DeadlineChanges, presence: Presence
) -> Iterator[Callable[[], list[Outcome]]]:
    """Yield one function for each change, in the order in which clients must be told.

    The caller calls each function separately; therefore one that fails does not stop the others.
    """
    for seat in changes.stopped_typing:
        yield partial(typing_events, seat, presence, is_typing=False)
    for seat in changes.listening:
        yield partial(_own_joined_events, seat)
    for seat in changes.ready:
        yield partial(ready_offer_request_events, seat, presence)
    for seat in changes.reconnecting:
        yield partial(_events_in_room, reconnecting_events, seat, presence)
    for seat in changes.departed:
        yield partial(_events_in_room, lost_peer_left_events, seat, presence)
    for released in changes.expired:
        yield partial(_expired_seat_events, released, presence)
    for knock in changes.unanswered_knocks:
        yield partial(_unanswered_knock_events, knock)
    for knock in changes.expired_knocks:
        yield partial(_expired_knock_events, knock)
    knocks = (*changes.unanswered_knocks, *changes.expired_knocks)
    for room_id in {knock.seat.room_id for knock in knocks}:
        yield partial(_waiting_list_events, room_id)


def _own_joined_events(seat: Seat) -> list[Outcome]:
    """Tell a peer that it is in the room."""
    joined = PeerJoined(participant=participant_of(seat))
    return [Delivery(joined, peers([seat]), context=EventContext(seat=seat))]


def _events_in_room(
    events: Callable[[Seat, list[Seat]], list[Outcome]], seat: Seat, presence: Presence
) -> list[Outcome]:
    return events(seat, list(presence.seats(seat.room_id)))


def _expired_seat_events(released: Released, presence: Presence) -> list[Outcome]:
    """Tell the room that a seat is gone, and tell an admitted peer that had not sat down on it."""
    outcomes = release_events(released, presence)
    if released.expected_peer_id is not None:
        expired = KnockEnded(status="expired")
        outcomes.append(
            Delivery(expired, [released.expected_peer_id], context=EventContext(seat=released.seat))
        )
    return outcomes


def _waiting_list_events(room_id: str) -> list[Outcome]:
    return [WaitingListChanged(room_id)]


def _unanswered_knock_events(knock: Knock) -> list[Outcome]:
    refused = JoinRefused(message=StillWaiting.message, reason=StillWaiting.code)
    return [Delivery(refused, [knock.peer_id], context=EventContext(seat=knock.seat))]


def _expired_knock_events(knock: Knock) -> list[Outcome]:
    expired = KnockEnded(status="expired")
    return [
        Delivery(expired, [knock.peer_id], context=EventContext(seat=knock.seat)),
        Forget(knock.peer_id),
    ]
