"""ICE servers, for the peers in a room and for visitors with a partner."""

from django.conf import settings

from rooms.ice import ice_servers
from signaling.actions.authorization import seat_of
from signaling.caller import Caller
from signaling.outcomes import Outcome, Reply
from signaling.presence import Presence
from signaling.presence.refusals import NotPaired
from signaling.protocol.commands import GetIceServers, GetPairIceServers
from signaling.protocol.events import IceServersGiven


def get_ice_servers(caller: Caller, _command: GetIceServers, presence: Presence) -> list[Outcome]:
    """Answer with new ICE servers, because TURN credentials expire."""
    return _ice_server_reply(seat_of(caller, presence).id)


def get_pair_ice_servers(
    caller: Caller, _command: GetPairIceServers, presence: Presence
) -> list[Outcome]:
    """Answer a visitor that has a partner with new ICE servers."""
    if presence.pairs.pair_of(caller.peer_id) is None:
        raise NotPaired
    return _ice_server_reply(caller.peer_id)


def _ice_server_reply(user_name: str) -> list[Outcome]:
    """Return ICE servers with TURN credentials for this user name."""
    servers = ice_servers(user_name)
    return [Reply(IceServersGiven(ice_servers=servers, ttl_seconds=settings.TURN_TTL_SECONDS))]
