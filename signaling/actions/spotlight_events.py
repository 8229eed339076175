"""The events about the spotlight of a room."""

from signaling.outcomes import Delivery, Outcome, peers
from signaling.presence import Presence
from signaling.protocol.events import SpotlightChanged


def spotlight_events(room_id: str, presence: Presence) -> list[Outcome]:
    """Tell everybody in the room who is in its spotlight now; tell nobody if nobody is there."""
    everyone = peers(presence.seats(room_id))
    changed = SpotlightChanged(participant_id=presence.rooms.spotlight(room_id))
    return [Delivery(changed, everyone)] if everyone else []
