"""What people are told when time has passed: typing ends, lost peers are shown as such or go."""

from rooms.refusals import StillWaiting
from signaling.actions.chatting import tell_typing
from signaling.actions.introducing import introduce_ready
from signaling.actions.leaving import told_of_giving_up
from signaling.actions.returning import told_of_own_joining
from signaling.actions.telling import (
    told_of_disappearance,
    told_of_reconnecting,
    told_of_waiting,
)
from signaling.events import JoinRefused, KnockEnded
from signaling.outcomes import Delivery, Forget, Outcome
from signaling.presence import Knock, Lapsed, Presence
from signaling.scene import Scene


def tell_lapsed(lapsed: Lapsed, presence: Presence) -> list[Outcome]:
    told: list[Outcome] = []
    for seat in lapsed.stopped_typing:
        told += tell_typing(seat, presence, is_typing=False)
    for seat in lapsed.listening:
        told += told_of_own_joining(seat)
    for seat in lapsed.ready:
        told += introduce_ready(seat, presence)
    for seat in lapsed.reconnecting:
        told += told_of_reconnecting(seat, presence.seats(seat.room_id))
    for seat in lapsed.departed:
        told += told_of_disappearance(seat, presence.seats(seat.room_id))
    for gone in lapsed.expired:
        told += told_of_giving_up(gone, presence)
    for knock in lapsed.unanswered_knocks:
        told.append(_unanswered(knock))
    for knock in lapsed.expired_knocks:
        told += [_expired(knock), Forget(knock.peer_id)]
    knocks = (*lapsed.unanswered_knocks, *lapsed.expired_knocks)
    for room_id in {knock.seat.room_id for knock in knocks}:
        told += told_of_waiting(room_id, presence)
    return told


def _unanswered(knock: Knock) -> Delivery:
    refused = JoinRefused(message=StillWaiting.message, reason=StillWaiting.code)
    return Delivery(refused, [knock.peer_id], scene=Scene(seat=knock.seat))


def _expired(knock: Knock) -> Delivery:
    return Delivery(KnockEnded(status="expired"), [knock.peer_id], scene=Scene(seat=knock.seat))
