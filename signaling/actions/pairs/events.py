"""The events about changes of random pairs."""

from collections.abc import Iterable

from signaling.outcomes import Delivery, Outcome
from signaling.presence.pair_records import PairChange, Paired, Parted, Queued
from signaling.protocol.events import Event, PartnerFound, PartnerLost, PartnerSought


def pair_events(changes: Iterable[PairChange]) -> list[Outcome]:
    """Return the deliveries that tell visitors about the changes, in their order."""
    return [
        Delivery(event, [peer_id]) for change in changes for peer_id, event in _events_of(change)
    ]


def _events_of(change: PairChange) -> list[tuple[str, Event]]:
    match change:
        case Queued(peer_id):
            return [(peer_id, PartnerSought())]
        case Parted(peer_id, partner_id):
            return [(peer_id, PartnerLost(partner_id=partner_id))]
        case Paired(first_id, second_id, with_video):
            return [
                (peer_id, PartnerFound(with_video=with_video, partner_id=partner_id))
                for peer_id, partner_id in ((first_id, second_id), (second_id, first_id))
            ]
