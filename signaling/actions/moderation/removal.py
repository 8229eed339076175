"""Hosts remove and block people, and unblock them.

A removed person must knock to come back; a blocked person is refused.
"""

import uuid

from rooms import actions as rows
from rooms.refusals import Blocked, EntryRefused, InvalidInput
from signaling.actions.hosting import audit_target, find_knock, host_decision, target_seat
from signaling.actions.rooms.leave import release_events
from signaling.actions.waiting_room.denial import deny_knock
from signaling.caller import Caller
from signaling.concurrency.database import in_database
from signaling.outcomes import Delivery, Outcome, peers
from signaling.presence import Presence, Seat
from signaling.protocol.commands import Block, Remove, Unblock
from signaling.protocol.events import Removed


async def remove(caller: Caller, command: Remove, presence: Presence) -> list[Outcome]:
    """Remove a person's seat and close its connection, whatever the target's client does.

    The person must knock to come back.
    """
    async with host_decision(caller, presence, command.room_id) as host:
        target = target_seat(host, command.target_id, presence)
        await in_database(rows.remove, host.audit_context, audit_target(target))
        return _release_person(target, None, "A host removed you from the meeting", presence)


async def block(caller: Caller, command: Block, presence: Presence) -> list[Outcome]:
    """Remove a person, or deny a knocker, and refuse the person until a host unblocks them."""
    async with host_decision(caller, presence, command.room_id) as host:
        knock = find_knock(host, command.target_id, presence)
        if knock is not None:
            return await deny_knock(host, knock, presence, block=True)
        target = target_seat(host, command.target_id, presence)
        await in_database(rows.block, host.audit_context, audit_target(target))
        return _release_person(target, Blocked(), "A host blocked you from this room", presence)


async def unblock(caller: Caller, command: Unblock, presence: Presence) -> list[Outcome]:
    async with host_decision(caller, presence, command.room_id) as host:
        try:
            seat_id = uuid.UUID(command.target_id)
        except ValueError as error:
            raise InvalidInput("This is no participant id") from error
        await in_database(rows.unblock_seat, host.audit_context, seat_id)
        return []


def _release_person(
    seat: Seat, refusal: EntryRefused | None, reason: str, presence: Presence
) -> list[Outcome]:
    """Release the person's seat, and refuse an entry by rows that were read before the removal.

    The person may have left and come back while the rows were being written. Therefore the
    function releases every seat that the person has now.
    """
    presence.rooms.note_removal(seat.owner, seat.room_id, refusal)
    outcomes: list[Outcome] = []
    for current in presence.all_seats(seat.room_id):
        if current.owner == seat.owner:
            outcomes += _release_seat(current.id, reason, presence)
    return outcomes


def _release_seat(seat_id: str, reason: str, presence: Presence) -> list[Outcome]:
    """Release a seat, and close the connection of its peer and of the peer that it expects."""
    released = presence.release(seat_id)
    if released is None:
        return []
    expected = [] if released.expected_peer_id is None else [released.expected_peer_id]
    to = [*peers([released.seat]), *expected]
    return [
        Delivery(Removed(reason=reason), to, then_close=True),
        *release_events(released, presence),
    ]
