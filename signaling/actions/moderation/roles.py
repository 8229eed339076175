"""Roles: a host makes people co-hosts, and roles in the rows change."""

from rooms import actions as rows
from signaling.actions.hosting import audit_target, check_is_host, host_decision, target_seat
from signaling.actions.role_events import new_role_events, stood_down_events
from signaling.caller import Caller
from signaling.concurrency.database import in_database
from signaling.outcomes import Outcome
from signaling.presence import Presence, Role
from signaling.protocol.commands import SetRole


async def set_role(caller: Caller, command: SetRole, presence: Presence) -> list[Outcome]:
    """Make a person a co-host, or a participant again; only a host may do this."""
    async with host_decision(caller, presence, command.room_id) as host:
        check_is_host(host)
        target = target_seat(host, command.target_id, presence)
        is_cohost = command.role == "cohost"
        await in_database(
            rows.set_role,
            host.audit_context,
            audit_target(target),
            is_cohost=is_cohost,
            keep=command.keep,
        )
        return assign_role(target.room_id, target.owner, command.role, presence)


def assign_role(room_id: str, owner: str, role: Role, presence: Presence) -> list[Outcome]:
    """Give a person the role that the rows have now, and tell everybody in the room if it changed.

    The role is set on the person's seat or knock. A new host or co-host is also told who waits in
    the waiting room. A new host who is present ends the absence of the former one.
    """
    before = [seat.role for seat in presence.all_seats(room_id) if seat.owner == owner]
    changed = presence.rooms.assign_role(room_id, owner, role)
    if changed is None or changed.role in before:
        return []
    outcomes = new_role_events(changed, presence)
    stood_down = None if changed.is_lost else presence.hosts.returns(changed)
    if stood_down is not None:
        outcomes += stood_down_events(stood_down, presence)
    return outcomes
