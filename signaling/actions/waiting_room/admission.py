"""A host admits knockers, one or all.

The rows of the room are read again for each admission. If the seat can't be stored, the knocker
continues to wait. All seats are stored before the first admitted person sits down; otherwise the
outcomes of its arrival would be delivered after later events of the room.
"""

import uuid
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

from django.conf import settings
from msgspec.structs import replace

from rooms import queries
from rooms.access import RoomVersion, RowsOutdated
from rooms.refusals import (
    KnockerNotFound,
    RoomFull,
    RoomNotFound,
    RoomTooLarge,
    Unavailable,
)
from signaling.actions.event_fields import rules_of
from signaling.actions.hosting import Host, host_decision, target_knock
from signaling.actions.waiting_room.admitted_seat import (
    prolong_expectations,
    sit_down_all,
    store_admitted,
)
from signaling.caller import Caller
from signaling.concurrency.database import in_database
from signaling.outcomes import Outcome, Reply, WaitingListChanged, collecting
from signaling.presence import Knock, Presence
from signaling.protocol.commands import Admit, AdmitAll
from signaling.protocol.events import AdmittedAll

# Each reading after the first means that the room changed in the meantime. This many in a row
# indicate a bug.
_MOST_READINGS = 20


async def admit(caller: Caller, command: Admit, presence: Presence) -> list[Outcome]:
    """Admit one knocker; if the room is full or too large, the knocker continues to wait."""
    async with host_decision(caller, presence, command.room_id) as host:
        knock = target_knock(host, command.target_id, presence)
        with collecting() as outcomes:
            async with _seating(host, outcomes, presence) as admitted:
                admitted.append(await _admit(host, knock, presence))
        return outcomes


async def admit_all(caller: Caller, command: AdmitAll, presence: Presence) -> list[Outcome]:
    """Admit the knockers that the host has seen, as long as the room has free seats.

    Knockers that came later continue to wait. Raises RoomTooLarge after the others were admitted if
    the room is too large for the client of a knocker.
    """
    async with host_decision(caller, presence, command.room_id) as host:
        with collecting() as outcomes:
            async with _seating(host, outcomes, presence) as admitted:
                answer = await _admit_seen(host, set(command.target_ids), admitted, presence)
            outcomes.append(Reply(answer))
        return outcomes


@asynccontextmanager
async def _seating(
    host: Host, outcomes: list[Outcome], presence: Presence
) -> AsyncIterator[list[Knock]]:
    """Yield a list for admitted people; seat them at the end, also after an error.

    The outcomes are added to `outcomes`.
    """
    admitted: list[Knock] = []
    try:
        yield admitted
    finally:
        try:
            outcomes += await sit_down_all(admitted, presence)
        finally:
            # This is also for a seat that can't be stored: then the knocker waits again.
            outcomes.append(WaitingListChanged(host.room.id))


async def _admit_seen(
    host: Host, seen: Collection[str], admitted: list[Knock], presence: Presence
) -> AdmittedAll:
    """Store the seats of the seen knockers, one after the other; add each to `admitted`."""
    full_for: list[str] = []
    too_large: RoomTooLarge | None = None
    for knock in presence.knocks(host.room.id):
        if knock.id not in seen:
            continue
        try:
            admitted.append(await _admit(host, knock, presence))
        except RoomFull:
            full_for.append(knock.id)
        except RoomTooLarge as refusal:
            too_large = refusal
        except KnockerNotFound:
            # Another host decided, or the knocker cancelled, during the previous admission.
            continue
        prolong_expectations(admitted, presence)
    if too_large is not None:
        raise too_large
    if full_for and not admitted:
        raise RoomFull
    return AdmittedAll(admitted=[knock.id for knock in admitted], full_for=full_for)


async def _admit(host: Host, knock: Knock, presence: Presence) -> Knock:
    """Give a knocker its seat, and store the seat.

    Raises RoomFull, RoomTooLarge, or KnockerNotFound if another host decided first or the knocker
    cancelled. A knocker that is away gets the seat if it comes back in time. If the room changes in
    the meantime, the knocker is admitted again by the new rows.
    """
    for _ in range(_MOST_READINGS):
        as_of = presence.now()
        row = await in_database(queries.room_by_id, uuid.UUID(host.room.id))
        if row is None:
            raise RoomNotFound
        room = replace(host.room, as_of=as_of, rules=rules_of(row.settings))
        admitted = presence.waiting_rooms.admit(knock.id, settings.KNOCK_AWAY_SECONDS, room)
        if admitted is None:
            raise KnockerNotFound
        try:
            await store_admitted(host, admitted, RoomVersion(row.version), presence)
        except RowsOutdated:
            continue
        return admitted
    raise Unavailable
