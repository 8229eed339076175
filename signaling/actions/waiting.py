"""The waiting room: hosts decide who gets in, and knockers may give up."""

import uuid
from collections.abc import Collection

from django.conf import settings
from msgspec import UNSET

from rooms import actions as rows
from rooms import queries
from rooms.actions import Target
from rooms.admission import Basis, RowsOutdated
from rooms.models import Audit
from rooms.refusals import Blocked, KnockerNotFound, RoomFull, RoomNotFound, Unavailable
from signaling.actions.entering import Arrival, bring_up_to_date, enter
from signaling.actions.leaving import leave_seat
from signaling.actions.seating import Host, host_in_turn, person_of
from signaling.actions.telling import told_of_turning_away, told_of_waiting
from signaling.actions.texts import clean_text
from signaling.caller import Caller
from signaling.commands import Admit, AdmitAll, CancelKnock, Deny, MessageWaiting
from signaling.database import in_database
from signaling.describing import as_it_is
from signaling.events import AdmittedAll, JoinRefused, KnockEnded, KnockerAddressed
from signaling.outcomes import Delivery, Outcome, Reply, telling
from signaling.presence import Knock, Presence, Seat
from signaling.refusals import NotInRoom
from signaling.scene import Scene

# Each reading after the first means that the room was changed meanwhile: more in a row are a fault.
_MOST_READINGS = 20


async def cancel_knock(caller: Caller, _command: CancelKnock, presence: Presence) -> list[Outcome]:
    """Leave the waiting room; whoever was admitted at the same moment leaves the room."""
    withdrawn = await presence.withdraw(caller.peer_id)
    if isinstance(withdrawn, Seat):
        return await leave_seat(withdrawn, presence)
    if withdrawn is None:
        raise NotInRoom("You are not waiting for a room")
    return told_of_waiting(withdrawn.seat.room_id, presence)


async def admit(caller: Caller, command: Admit, presence: Presence) -> list[Outcome]:
    """Let one knocker in; where the room is full, it goes on waiting."""
    async with host_in_turn(caller, presence, command.room_id) as host:
        knock = _knocker(host, command.target_id, presence)
        with telling() as told:
            try:
                await _admit(host, knock, told, presence)
            finally:
                # Also where that can't be stored: then it waits again.
                told.extend(told_of_waiting(host.room.id, presence))
        return told


async def admit_all(caller: Caller, command: AdmitAll, presence: Presence) -> list[Outcome]:
    """Let in those whom the host saw, as far as there is room; who came later waits on."""
    async with host_in_turn(caller, presence, command.room_id) as host:
        with telling() as told:
            try:
                answer = await _admit_seen(host, set(command.target_ids), told, presence)
            finally:
                told.extend(told_of_waiting(host.room.id, presence))
            told.append(Reply(answer))
        return told


async def _admit_seen(
    host: Host, seen: Collection[str], told: list[Outcome], presence: Presence
) -> AdmittedAll:
    """Let in those who were seen, one after the other; add to `told` what is told of each."""
    admitted: list[str] = []
    full_for: list[str] = []
    for knock in presence.waiting(host.room.id):
        if knock.id not in seen:
            continue
        try:
            await _admit(host, knock, told, presence)
            admitted.append(knock.id)
        except RoomFull:
            full_for.append(knock.id)
        except KnockerNotFound:
            # Another host decided, or the knocker gave up, while the one before was let in.
            continue
    if full_for and not admitted:
        raise RoomFull
    return AdmittedAll(admitted=admitted, full_for=full_for)


async def deny(caller: Caller, command: Deny, presence: Presence) -> list[Outcome]:
    """Turn a knocker away, for a while or, with `block`, until it is unblocked."""
    async with host_in_turn(caller, presence, command.room_id) as host:
        knock = _knocker(host, command.target_id, presence)
        return await turn_away(host, knock, presence, block=command.block)


async def turn_away(host: Host, knock: Knock, presence: Presence, *, block: bool) -> list[Outcome]:
    """End a knock; of hosts who decide at the same moment, the first one does."""
    denied = await presence.deny(knock.id)
    if denied is None:
        raise KnockerNotFound
    with telling() as undone:
        await _store_denial(host, denied.knock, undone, presence, block=block)
    seconds = None if block else denied.retry_after_seconds
    if block:
        await presence.turn_out(denied.knock.seat.owner, host.room.id, Blocked())
    ended = KnockEnded(
        status="denied", can_retry_after_seconds=UNSET if seconds is None else seconds
    )
    return [
        Delivery(ended, [denied.knock.peer_id], scene=Scene(seat=denied.knock.seat)),
        *told_of_waiting(host.room.id, presence),
    ]


async def _store_denial(
    host: Host, knock: Knock, undone: list[Outcome], presence: Presence, *, block: bool
) -> None:
    """Store a denial; where that fails, undo it and add to `undone` what is told of that."""
    is_stored = False
    try:
        if block:
            await in_database(rows.block, host.deed, _target(knock))
        else:
            await in_database(rows.note, host.deed, Audit.Action.DENY, _target(knock))
        is_stored = True
    finally:
        if not is_stored:
            is_undone = await presence.undo_deny(knock)
            if not is_undone and presence.room(host.room.id) is None:
                # The meeting ended meanwhile: it hears so like everybody else who waited.
                undone.extend(told_of_turning_away([knock]))
            undone.extend(told_of_waiting(host.room.id, presence))


async def message_waiting(
    caller: Caller, command: MessageWaiting, presence: Presence
) -> list[Outcome]:
    """Write to a knocker, who can't answer."""
    async with host_in_turn(caller, presence, command.room_id) as host:
        knock = _knocker(host, command.target_id, presence)
        content = clean_text(command.content)
        await in_database(rows.note, host.deed, Audit.Action.MESSAGE_WAITING, _target(knock))
        addressed = KnockerAddressed(sender=host.actor.name, content=content)
        # The knocker may have gone, or come back as another peer, while the note was stored.
        return [Delivery(addressed, [_knocker(host, knock.id, presence).peer_id])]


def _knocker(host: Host, target_id: str, presence: Presence) -> Knock:
    for knock in presence.waiting(host.room.id):
        if target_id in (knock.id, knock.peer_id):
            return knock
    raise KnockerNotFound


async def _admit(host: Host, knock: Knock, told: list[Outcome], presence: Presence) -> None:
    """Give a knocker its seat, store it, and let it sit down if it is still there.

    Raises RoomFull, or KnockerNotFound where somebody else was quicker. Who is away finds the
    seat when it comes back in time. Where the room is changed meanwhile, it is decided again.
    What is told is added to `told` as it happens.
    """
    for _ in range(_MOST_READINGS):
        as_of = presence.now()
        row = await in_database(queries.room_by_id, uuid.UUID(host.room.id))
        if row is None:
            raise RoomNotFound
        told.extend(await bring_up_to_date(as_it_is(host.room, row, as_of), presence))
        admitted = await presence.admit(knock.id, settings.KNOCK_AWAY_SECONDS)
        if admitted is None:
            raise KnockerNotFound
        try:
            told.extend(await _let_in(host, admitted, Basis(row.version), presence))
        except RowsOutdated:
            continue
        return
    raise Unavailable


async def _let_in(host: Host, admitted: Knock, basis: Basis, presence: Presence) -> list[Outcome]:
    """Store an admitted person's seat, and let it sit down; it waits on if that can't be stored."""
    is_stored = False
    try:
        meeting_id = await in_database(
            rows.admit, host.deed, _target(admitted), admitted.seat.role, basis
        )
        is_stored = True
    finally:
        if not is_stored:
            await presence.abandon(admitted.id)
    if any(knock.id == admitted.id for knock in presence.waiting(host.room.id)):
        # Another tab of the person came meanwhile, and could not be stored: it waits again.
        raise RowsOutdated
    await presence.settle(admitted.id)
    await presence.begin_meeting(host.room.id, str(meeting_id))
    return await _sit_down(admitted, presence)


async def _sit_down(admitted: Knock, presence: Presence) -> list[Outcome]:
    """Let an admitted person sit down, if it is still there; where that fails, it is told so.

    Its seat is stored and held, so that it comes in when it asks again.
    """
    arrival = Arrival(admitted.peer_id, admitted.protocol, admitted.seat.knows_seats)
    with telling() as told:
        is_answered = False
        try:
            entered = await enter(admitted.seat, arrival, presence, expected=True)
            is_answered = True
        finally:
            if not is_answered and not _is_elsewhere(admitted.peer_id, presence):
                told.append(_told_to_ask_again(admitted))
        if entered is None:
            await _close_attendance_if_gone(admitted.seat, presence)
        else:
            told.extend(entered[1])
    return told


def _is_elsewhere(peer_id: str, presence: Presence) -> bool:
    return presence.seat_of(peer_id) is not None or presence.knock_of(peer_id) is not None


def _told_to_ask_again(admitted: Knock) -> Delivery:
    refused = JoinRefused(message=Unavailable.message, reason=Unavailable.code)
    return Delivery(refused, [admitted.peer_id], scene=Scene(seat=admitted.seat))


async def _close_attendance_if_gone(seat: Seat, presence: Presence) -> None:
    """End what was stored for a knocker that gave up, or a room that was closed, meanwhile."""
    if all(standing.id != seat.id for standing in presence.all_seats(seat.room_id)):
        await in_database(rows.give_up_seat, uuid.UUID(seat.id), uuid.UUID(seat.room_id))


def _target(knock: Knock) -> Target:
    return Target(uuid.UUID(knock.id), knock.seat.display_name, person_of(knock.seat))
