"""Host actions on people in the room: mute, lower hands, remove, block, and change roles.

The module knows seats and the rows that record host actions. Host actions of one room run one after
the other, and each one checks the host's role when it starts to run.
"""

import uuid

from rooms import actions as rows
from rooms.models import Audit
from rooms.refusals import Blocked, EntryRefused, InvalidInput
from signaling.actions.authorization import (
    check_owning,
    host_in_turn,
    seat_of,
    subject,
    target_of,
)
from signaling.actions.media import lower_hand_of
from signaling.actions.participant_events import new_role_events
from signaling.actions.rooms.leave import release_events
from signaling.actions.rooms.settings import change_settings
from signaling.actions.waiting_room.admission import turn_away
from signaling.caller import Caller
from signaling.database import in_database
from signaling.outcomes import Delivery, Outcome, peers
from signaling.presence import Presence, Role, Seat
from signaling.protocol.commands import (
    AskToUnmute,
    Block,
    LowerAllHands,
    LowerHand,
    Mute,
    MuteAll,
    Remove,
    SetRole,
    SettingsChange,
    Unblock,
)
from signaling.protocol.event_context import EventContext
from signaling.protocol.events import AudioToggled, Muted, Removed, UnmuteRequested


async def mute(caller: Caller, command: Mute, presence: Presence) -> list[Outcome]:
    """Mute a person; the target is told to mute, and the others see it as muted at once."""
    async with host_in_turn(caller, presence, command.room_id) as host:
        target = subject(host, command.target_id, presence)
        await in_database(
            rows.record_action, host.audit_context, Audit.Action.MUTE, target_of(target)
        )
        return _mute(target, presence)


async def mute_all(caller: Caller, command: MuteAll, presence: Presence) -> list[Outcome]:
    """Mute everybody except hosts and co-hosts.

    `allow_unmute`, if given, sets whether participants may unmute themselves from now on.
    """
    async with host_in_turn(caller, presence, command.room_id) as host:
        await in_database(rows.record_action, host.audit_context, Audit.Action.MUTE_ALL)
        outcomes: list[Outcome] = []
        if command.allow_unmute not in (None, host.room.rules.allow_unmute):
            change = SettingsChange(allow_unmute=command.allow_unmute)
            outcomes += await change_settings(host, change, presence)
        for seat in presence.all_seats(host.room.id):
            if not seat.may_host:
                outcomes += _mute(seat, presence)
        return outcomes


async def ask_to_unmute(caller: Caller, command: AskToUnmute, presence: Presence) -> list[Outcome]:
    """Ask a person to switch on the microphone; only that person can do it."""
    async with host_in_turn(caller, presence, command.room_id) as host:
        target = subject(host, command.target_id, presence)
        await in_database(
            rows.record_action, host.audit_context, Audit.Action.ASK_TO_UNMUTE, target_of(target)
        )
        # The target may have left, or returned as another peer, while the note was being stored.
        asked = subject(host, target.id, presence)
        return [Delivery(UnmuteRequested(by=host.actor.name), peers([asked]))]


async def lower_hand(caller: Caller, command: LowerHand, presence: Presence) -> list[Outcome]:
    """Lower the caller's own hand, or, as a host, another person's hand."""
    if command.target_id is None:
        return lower_hand_of(seat_of(caller, presence, command.room_id), presence)
    async with host_in_turn(caller, presence, command.room_id) as host:
        target = subject(host, command.target_id, presence)
        await in_database(
            rows.record_action, host.audit_context, Audit.Action.LOWER_HAND, target_of(target)
        )
        return lower_hand_of(target, presence)


async def lower_all_hands(
    caller: Caller, command: LowerAllHands, presence: Presence
) -> list[Outcome]:
    async with host_in_turn(caller, presence, command.room_id) as host:
        await in_database(rows.record_action, host.audit_context, Audit.Action.LOWER_ALL_HANDS)
        outcomes: list[Outcome] = []
        for seat in presence.all_seats(host.room.id):
            outcomes += lower_hand_of(seat, presence)
        return outcomes


async def remove(caller: Caller, command: Remove, presence: Presence) -> list[Outcome]:
    """Remove a person's seat and close its connection, whatever the target's client does.

    The person must knock to come back.
    """
    async with host_in_turn(caller, presence, command.room_id) as host:
        target = subject(host, command.target_id, presence)
        await in_database(rows.remove, host.audit_context, target_of(target))
        return _turn_out(target, None, "A host removed you from the meeting", presence)


async def block(caller: Caller, command: Block, presence: Presence) -> list[Outcome]:
    """Remove a person, or deny a knocker, and refuse the person until a host unblocks them."""
    async with host_in_turn(caller, presence, command.room_id) as host:
        for knock in presence.knocks(host.room.id):
            if command.target_id in (knock.id, knock.peer_id):
                return await turn_away(host, knock, presence, block=True)
        target = subject(host, command.target_id, presence)
        await in_database(rows.block, host.audit_context, target_of(target))
        return _turn_out(target, Blocked(), "A host blocked you from this room", presence)


async def unblock(caller: Caller, command: Unblock, presence: Presence) -> list[Outcome]:
    async with host_in_turn(caller, presence, command.room_id) as host:
        try:
            seat_id = uuid.UUID(command.target_id)
        except ValueError as error:
            raise InvalidInput("This is no participant id") from error
        await in_database(rows.unblock_seat, host.audit_context, seat_id)
        return []


async def set_role(caller: Caller, command: SetRole, presence: Presence) -> list[Outcome]:
    """Make a person a co-host, or a participant again; only a host may do this."""
    async with host_in_turn(caller, presence, command.room_id) as host:
        check_owning(host)
        target = subject(host, command.target_id, presence)
        is_cohost = command.role == "cohost"
        await in_database(
            rows.set_role,
            host.audit_context,
            target_of(target),
            is_cohost=is_cohost,
            keep=command.keep,
        )
        return change_role(target, command.role, presence)


def change_role(seat: Seat, role: Role, presence: Presence) -> list[Outcome]:
    """Give a seat another role and tell everybody in the room.

    A new host or co-host is also told who waits in the waiting room.
    """
    changed = presence.rooms.assign_role(seat.room_id, seat.owner, role)
    if changed is None or changed.role == seat.role:
        return []
    return new_role_events(changed, presence)


def role_changed(room_id: str, owner: str, role: Role, presence: Presence) -> list[Outcome]:
    """Give a person the role that the rows have now, on the person's seat or knock."""
    for seat in presence.all_seats(room_id):
        if seat.owner == owner:
            return change_role(seat, role, presence)
    presence.rooms.assign_role(room_id, owner, role)
    return []


def _turn_out(
    seat: Seat, refusal: EntryRefused | None, reason: str, presence: Presence
) -> list[Outcome]:
    """Remove the person's seat, and refuse an entry by rows that were read before the removal.

    The person may have left and come back while the rows were being written. Therefore the
    function removes every seat that the person has now.
    """
    presence.rooms.note_removal(seat.owner, seat.room_id, refusal)
    outcomes: list[Outcome] = []
    for held in presence.all_seats(seat.room_id):
        if held.owner == seat.owner:
            outcomes += _give_up(held.id, reason, presence)
    return outcomes


def _give_up(seat_id: str, reason: str, presence: Presence) -> list[Outcome]:
    gone = presence.release(seat_id)
    if gone is None:
        return []
    removed = Removed(reason=reason)
    expected = [] if gone.expected_peer_id is None else [gone.expected_peer_id]
    return [
        Delivery(removed, [*peers([gone.seat]), *expected], then_close=True),
        *release_events(gone, presence),
    ]


def _mute(seat: Seat, presence: Presence) -> list[Outcome]:
    muted = presence.seat_states.mute(seat.id, by_host=True)
    if muted is None or muted.peer_id is None:
        return []
    toggled = AudioToggled(socket_id=muted.peer_id, enabled=False)
    others = peers(presence.seats(muted.room_id), but=muted.peer_id)
    return [
        Delivery(Muted(), [muted.peer_id]),
        Delivery(toggled, others, context=EventContext(seat=muted)),
    ]
