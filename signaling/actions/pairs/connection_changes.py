"""A visitor's transport is lost or recovered, or its connection ends."""

from signaling.actions.pairs.events import pair_events
from signaling.caller import Caller
from signaling.outcomes import Outcome
from signaling.presence import Presence
from signaling.protocol.connection_changes import (
    ConnectionEnded,
    ConnectionRecovered,
    TransportLost,
)


def lose_visitor(caller: Caller, change: TransportLost, presence: Presence) -> list[Outcome]:
    """Keep the pair, or the place in the queue, of a visitor that may come back.

    If the visitor closed the page or loads it again, its pair ends at once.
    """
    return pair_events(presence.pairs.lose(caller.peer_id, went_away=change.went_away))


def recover_visitor(
    caller: Caller, _change: ConnectionRecovered, presence: Presence
) -> list[Outcome]:
    """Restore a visitor that is back; it keeps its place, or may find a partner now."""
    return pair_events(presence.pairs.recover(caller.peer_id))


def remove_visitor(caller: Caller, _change: ConnectionEnded, presence: Presence) -> list[Outcome]:
    """Remove a visitor whose connection has ended; do nothing if the caller is no visitor."""
    return pair_events(presence.pairs.remove(caller.peer_id))
