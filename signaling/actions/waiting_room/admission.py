"""The waiting room: hosts admit or deny knockers, and knockers may cancel their knock.

The module stores each decision in the rows and keeps presence in agreement with them: if a decision
can't be stored, it is undone in presence.
"""

import uuid
from collections.abc import Collection

from django.conf import settings
from msgspec import UNSET

from rooms import actions as rows
from rooms import queries
from rooms.access import RoomVersion, RowsOutdated
from rooms.actions import Target
from rooms.models import Audit
from rooms.refusals import Blocked, KnockerNotFound, RoomFull, RoomNotFound, Unavailable
from signaling.actions.authorization import Host, host_in_turn, person_of
from signaling.actions.event_fields import as_it_is
from signaling.actions.rooms.disconnection import leave_seat
from signaling.actions.rooms.room_changes import apply_rows
from signaling.actions.rooms.sit_down import Arrival, sit_down
from signaling.actions.text_limits import clean_text
from signaling.actions.waiting_room.events import turned_away_events
from signaling.caller import Caller
from signaling.database import in_database
from signaling.outcomes import Delivery, Outcome, Reply, WaitingListChanged, collecting
from signaling.presence import Knock, Presence, Seat
from signaling.protocol.commands import Admit, AdmitAll, CancelKnock, Deny, MessageWaiting
from signaling.protocol.event_context import EventContext
from signaling.protocol.events import AdmittedAll, JoinRefused, KnockEnded, KnockerAddressed
from signaling.refusals import NotInRoom

# Each reading after the first means that the room changed in the meantime. This many in a row
# indicate a bug.
_MOST_READINGS = 20


def cancel_knock(caller: Caller, _command: CancelKnock, presence: Presence) -> list[Outcome]:
    """Leave the waiting room; a knocker that was admitted at the same moment leaves the room."""
    withdrawn = presence.waiting_rooms.withdraw(caller.peer_id)
    if isinstance(withdrawn, Seat):
        return leave_seat(withdrawn, presence)
    if withdrawn is None:
        raise NotInRoom("You are not waiting for a room")
    return [WaitingListChanged(withdrawn.seat.room_id)]


async def admit(caller: Caller, command: Admit, presence: Presence) -> list[Outcome]:
    """Admit one knocker; if the room is full, the knocker continues to wait."""
    async with host_in_turn(caller, presence, command.room_id) as host:
        knock = _knocker(host, command.target_id, presence)
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
    async with host_in_turn(caller, presence, command.room_id) as host:
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
    """Admit the seen knockers, one after the other; add the outcomes of each to `told`."""
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


async def deny(caller: Caller, command: Deny, presence: Presence) -> list[Outcome]:
    """Deny a knocker for some time, or with `block` until a host unblocks the person."""
    async with host_in_turn(caller, presence, command.room_id) as host:
        knock = _knocker(host, command.target_id, presence)
        return await turn_away(host, knock, presence, block=command.block)


async def turn_away(host: Host, knock: Knock, presence: Presence, *, block: bool) -> list[Outcome]:
    """Deny a knock; if several hosts decide at the same moment, only the first one succeeds."""
    denied = presence.waiting_rooms.deny(knock.id)
    if denied is None:
        raise KnockerNotFound
    with collecting() as undone:
        await _store_denial(host, denied.knock, undone, presence, block=block)
    seconds = None if block else denied.retry_after_seconds
    if block:
        presence.rooms.note_removal(denied.knock.seat.owner, host.room.id, Blocked())
    ended = KnockEnded(
        status="denied", can_retry_after_seconds=UNSET if seconds is None else seconds
    )
    return [
        Delivery(ended, [denied.knock.peer_id], context=EventContext(seat=denied.knock.seat)),
        WaitingListChanged(host.room.id),
    ]


async def _store_denial(
    host: Host, knock: Knock, undone: list[Outcome], presence: Presence, *, block: bool
) -> None:
    """Store a denial; if that fails, undo it and add the outcomes of the undo to `undone`."""
    is_stored = False
    try:
        if block:
            await in_database(rows.block, host.audit_context, _target(knock))
        else:
            await in_database(
                rows.record_action, host.audit_context, Audit.Action.DENY, _target(knock)
            )
        is_stored = True
    finally:
        if not is_stored:
            is_undone = presence.waiting_rooms.undo_denial(knock)
            if not is_undone and presence.room(host.room.id) is None:
                # The meeting ended in the meantime. The knocker is told so, like the others.
                undone.extend(turned_away_events([knock]))
            undone.append(WaitingListChanged(host.room.id))


async def message_waiting(
    caller: Caller, command: MessageWaiting, presence: Presence
) -> list[Outcome]:
    """Send a message to a knocker; the knocker can't answer."""
    async with host_in_turn(caller, presence, command.room_id) as host:
        knock = _knocker(host, command.target_id, presence)
        content = clean_text(command.content)
        await in_database(
            rows.record_action, host.audit_context, Audit.Action.MESSAGE_WAITING, _target(knock)
        )
        addressed = KnockerAddressed(sender=host.actor.name, content=content)
        # The knocker may have left, or returned as another peer, while the note was being stored.
        return [Delivery(addressed, [_knocker(host, knock.id, presence).peer_id])]


def _knocker(host: Host, target_id: str, presence: Presence) -> Knock:
    for knock in presence.knocks(host.room.id):
        if target_id in (knock.id, knock.peer_id):
            return knock
    raise KnockerNotFound


async def _admit(host: Host, knock: Knock, outcomes: list[Outcome], presence: Presence) -> None:
    """Give a knocker its seat, store the seat, and seat the knocker if its peer is still there.

    Raises RoomFull, or KnockerNotFound if another host decided first or the knocker cancelled. A
    knocker that is away gets the seat if it comes back in time. If the room changes in the
    meantime, the knocker is admitted again by the new rows. The outcomes are added to `told`.
    """
    for _ in range(_MOST_READINGS):
        as_of = presence.now()
        row = await in_database(queries.room_by_id, uuid.UUID(host.room.id))
        if row is None:
            raise RoomNotFound
        outcomes.extend(apply_rows(as_it_is(host.room, row, as_of), presence))
        admitted = presence.waiting_rooms.admit(knock.id, settings.KNOCK_AWAY_SECONDS)
        if admitted is None:
            raise KnockerNotFound
        try:
            outcomes.extend(await _let_in(host, admitted, RoomVersion(row.version), presence))
        except RowsOutdated:
            continue
        return
    raise Unavailable


async def _let_in(
    host: Host, admitted: Knock, room_version: RoomVersion, presence: Presence
) -> list[Outcome]:
    """Store an admitted person's seat and seat the person.

    If the seat can't be stored, the person continues to wait.
    """
    is_stored = False
    try:
        meeting_id = await in_database(
            rows.admit, host.audit_context, _target(admitted), admitted.seat.role, room_version
        )
        is_stored = True
    finally:
        if not is_stored:
            presence.release_unused(admitted.id)
    if any(knock.id == admitted.id for knock in presence.knocks(host.room.id)):
        # Another tab of the person joined in the meantime, its seat could not be stored, and the
        # person waits again.
        raise RowsOutdated
    presence.confirm(admitted.id)
    presence.rooms.set_meeting(host.room.id, str(meeting_id))
    return await _sit_down(admitted, presence)


async def _sit_down(admitted: Knock, presence: Presence) -> list[Outcome]:
    """Seat an admitted person if its peer is still there; if that fails, tell the peer.

    The seat is stored and held; therefore the person gets it by asking to join again.
    """
    arrival = Arrival(admitted.peer_id, admitted.protocol, admitted.seat.knows_seats)
    with collecting() as outcomes:
        is_answered = False
        try:
            joined = await sit_down(admitted.seat, arrival, presence, expected=True)
            is_answered = True
        finally:
            if not is_answered and not _is_elsewhere(admitted.peer_id, presence):
                outcomes.append(_ask_again_event(admitted))
        if joined is None:
            await _close_attendance_if_gone(admitted.seat, presence)
        else:
            outcomes.extend(joined.outcomes)
    return outcomes


def _is_elsewhere(peer_id: str, presence: Presence) -> bool:
    return presence.seat_of(peer_id) is not None or presence.knock_of(peer_id) is not None


def _ask_again_event(admitted: Knock) -> Delivery:
    refused = JoinRefused(message=Unavailable.message, reason=Unavailable.code)
    return Delivery(refused, [admitted.peer_id], context=EventContext(seat=admitted.seat))


async def _close_attendance_if_gone(seat: Seat, presence: Presence) -> None:
    """Close the stored attendance of a seat that is gone from presence.

    The knocker may have cancelled, or the room may have been closed, in the meantime.
    """
    if all(held.id != seat.id for held in presence.all_seats(seat.room_id)):
        await in_database(rows.give_up_seat, uuid.UUID(seat.id), uuid.UUID(seat.room_id))


def _target(knock: Knock) -> Target:
    return Target(uuid.UUID(knock.id), knock.seat.display_name, person_of(knock.seat))
