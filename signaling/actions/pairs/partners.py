"""Visitors come online, and find a partner or the next one."""

from rooms import pairing
from signaling.actions.pairs.events import pair_events
from signaling.caller import Caller
from signaling.concurrency.database import in_database
from signaling.dialects.registry import traits_of
from signaling.outcomes import Outcome
from signaling.presence import Presence
from signaling.presence.pair_records import Visitor
from signaling.presence.refusals import NotPaired
from signaling.protocol.commands import FindNextPartner, FindPartner, GoOnline


async def go_online(caller: Caller, _command: GoOnline, presence: Presence) -> list[Outcome]:
    """Add the caller to the visitors.

    The rows tell whether the person is blocked, and which people it must not be paired with. They
    are read again after a block or a report in the meantime. Clients are told how many visitors are
    online by `background.pairs`.
    """
    decisions = None
    while decisions != presence.pairs.decisions:
        decisions = presence.pairs.decisions
        profile = await in_database(pairing.pairing_profile, caller.person)
    presence.pairs.add(
        Visitor(
            peer_id=caller.peer_id,
            owner=caller.person.key,
            email=profile.email,
            avoids=profile.avoids,
            is_blocked=profile.is_blocked,
            requeue_after_seconds=traits_of(caller.protocol).requeue_after_seconds,
        )
    )
    return []


def find_partner(caller: Caller, command: FindPartner, presence: Presence) -> list[Outcome]:
    """Leave the current partner, if any, and wait for another; refuse a blocked visitor."""
    visitor = presence.pairs.visitor(caller.peer_id)
    if visitor is None or visitor.is_blocked:
        raise pairing.PairingBlocked
    return pair_events(presence.pairs.seek(caller.peer_id, wants_video=command.with_video))


def find_next_partner(
    caller: Caller, _command: FindNextPartner, presence: Presence
) -> list[Outcome]:
    """Find another partner; refuse a visitor that has never asked for a partner before."""
    if not presence.pairs.has_sought(caller.peer_id):
        raise NotPaired
    return find_partner(caller, FindPartner(), presence)
