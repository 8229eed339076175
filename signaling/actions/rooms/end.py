"""The end of a meeting for everybody in the room and in the waiting room."""

from rooms import actions as rows
from signaling.actions.hosting import Host, check_is_host, host_decision
from signaling.actions.waiting_room.events import knocks_ended_events
from signaling.caller import Caller
from signaling.concurrency.database import in_database
from signaling.outcomes import Delivery, Forget, Outcome, peers
from signaling.presence import Closed, Presence
from signaling.protocol.commands import EndRoom
from signaling.protocol.events import Removed, RoomEnded


async def end_room(caller: Caller, command: EndRoom, presence: Presence) -> list[Outcome]:
    """End the meeting for everybody; nobody gets in until a host starts the room again."""
    async with host_decision(caller, presence, command.room_id) as host:
        check_is_host(host)
        return await end_meeting(host, "The host ended the meeting", presence)


async def end_meeting(host: Host, reason: str, presence: Presence) -> list[Outcome]:
    """Store the end of the meeting, close the room, and tell everybody."""
    await in_database(rows.end_meeting, host.audit_context)
    return room_end_events(presence.close_room(host.room.id), reason)


def room_end_events(closed: Closed, reason: str) -> list[Outcome]:
    """Tell everybody that the meeting has ended: seated peers, lost peers and knockers.

    A client that does not know seats may not know the event for the end of a meeting. It is
    therefore also told that it was removed; otherwise it would keep its camera on.
    """
    knowing = [seat for seat in closed.seats if seat.knows_seats]
    unknowing = [seat for seat in closed.seats if not seat.knows_seats]
    ended = RoomEnded(reason=reason)
    lost: list[Outcome] = [
        Forget(seat.peer_id) for seat in closed.seats if seat.is_lost and seat.peer_id is not None
    ]
    return [
        *knocks_ended_events(closed.ended_knocks),
        Delivery(ended, peers(knowing), then_close=True),
        Delivery(ended, peers(unknowing)),
        Delivery(Removed(reason=reason), peers(unknowing), then_close=True),
        *lost,
    ]
