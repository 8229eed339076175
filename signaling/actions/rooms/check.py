"""A check whether a person could join a room, without joining.

The check reads the same rows and applies the same rules as a join. It changes nothing in presence.
"""

from accounts.client_networks import client_network
from signaling.actions.rooms.entry import entry_by_name
from signaling.actions.rooms.sit_down import Arrival
from signaling.caller import Caller
from signaling.outcomes import Delivery, Outcome, Reply
from signaling.presence import Presence
from signaling.protocol.commands import CheckRoom
from signaling.protocol.events import RoomChecked


async def check_room(caller: Caller, command: CheckRoom, presence: Presence) -> list[Outcome]:
    """Tell whether the caller could join now; raise the refusal that joining would raise."""
    network = client_network(caller.address)
    arrival = Arrival(caller.peer_id, caller.protocol, knows_seats=False, network=network)
    entry = await entry_by_name(command, caller, caller.person, arrival, presence)
    presence.admission.check_entry(entry.request)
    room = presence.room(entry.request.room.id)
    checked = RoomChecked(room_id=command.room_code, password_required=bool(room and room.password))
    return [Delivery(checked, [caller.peer_id]), Reply(checked)]
