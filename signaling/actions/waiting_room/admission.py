"""A host admits knockers, one or all.

The rows of the room are read again for each admission. If the seat can't be stored, the knocker
continues to wait.
"""

import uuid
from collections.abc import Collection

from django.conf import settings

from rooms import queries
from rooms.access import RoomVersion, RowsOutdated
from rooms.refusals import KnockerNotFound, RoomFull, RoomNotFound, Unavailable
from signaling.actions.hosting import Host, host_decision, target_knock
from signaling.actions.rooms.room_changes import apply_room_row
from signaling.actions.waiting_room.admitted_seat import store_and_sit_down
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
    """Admit one knocker; if the room is full, the knocker continues to wait."""
    async with host_decision(caller, presence, command.room_id) as host:
        knock = target_knock(host, command.target_id, presence)
        with collecting() as outcomes:
            try:
                await _admit(host, knock, outcomes, presence)
            finally:
                # This is also for a seat that can't be stored: then the knocker waits again.
                outcomes.append(WaitingListChanged(host.room.id))
        return outcomes


async def admit_all(caller: Caller, command: AdmitAll, presence: Presence) -> list[Outcome]:
    """Admit the knockers that the host has seen, as long as the room has free seats.

    Knockers that came later continue to wait.
    """
    async with host_decision(caller, presence, command.room_id) as host:
        with collecting() as outcomes:
            try:
                answer = await _admit_seen(host, set(command.target_ids), outcomes, presence)
            finally:
                outcomes.append(WaitingListChanged(host.room.id))
            outcomes.append(Reply(answer))
        return outcomes


async def _admit_seen(
    host: Host, seen: Collection[str], outcomes: list[Outcome], presence: Presence
) -> AdmittedAll:
    """Admit the seen knockers, one after the other; add the outcomes of each to `outcomes`."""
    admitted: list[str] = []
    full_for: list[str] = []
    for knock in presence.knocks(host.room.id):
        if knock.id not in seen:
            continue
        try:
            await _admit(host, knock, outcomes, presence)
            admitted.append(knock.id)
        except RoomFull:
            full_for.append(knock.id)
        except KnockerNotFound:
            # Another host decided, or the knocker cancelled, during the previous admission.
            continue
    if full_for and not admitted:
        raise RoomFull
    return AdmittedAll(admitted=admitted, full_for=full_for)


async def _admit(host: Host, knock: Knock, outcomes: list[Outcome], presence: Presence) -> None:
    """Give a knocker its seat, store the seat, and seat the knocker if its peer is still there.

    Raises RoomFull, or KnockerNotFound if another host decided first or the knocker cancelled. A
    knocker that is away gets the seat if it comes back in time. If the room changes in the
    meantime, the knocker is admitted again by the new rows. The outcomes are added to `outcomes`.
    """
    for _ in range(_MOST_READINGS):
        as_of = presence.now()
        row = await in_database(queries.room_by_id, uuid.UUID(host.room.id))
        if row is None:
            raise RoomNotFound
        outcomes.extend(apply_room_row(row, as_of, presence))
        admitted = presence.waiting_rooms.admit(knock.id, settings.KNOCK_AWAY_SECONDS)
        if admitted is None:
            raise KnockerNotFound
        try:
            version = RoomVersion(row.version)
            outcomes.extend(await store_and_sit_down(host, admitted, version, presence))
        except RowsOutdated:
            continue
        return
    raise Unavailable
