"""ICE servers for the connections of a seated peer."""

from django.conf import settings

from rooms.ice import ice_servers
from signaling.actions.authorization import seat_of
from signaling.caller import Caller
from signaling.outcomes import Outcome, Reply
from signaling.presence import Presence
from signaling.protocol.commands import GetIceServers
from signaling.protocol.events import IceServersGiven


def get_ice_servers(caller: Caller, _command: GetIceServers, presence: Presence) -> list[Outcome]:
    """Answer with new ICE servers, because TURN credentials expire."""
    seat = seat_of(caller, presence)
    servers = ice_servers(seat.id)
    return [Reply(IceServersGiven(ice_servers=servers, ttl_seconds=settings.TURN_TTL_SECONDS))]
