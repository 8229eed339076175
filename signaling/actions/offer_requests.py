"""The choice of the peer that sends the WebRTC offer in each pair: `docs/decisions/0018`.

Exactly one of two peers offers. Some clients offer by themselves to every peer that they find on
joining, some to every newcomer, and some only when they are asked. A client that can't accept
connections yet gets no offer before it is ready. The module does not read offers.
"""

from collections.abc import Iterable, Sequence

from django.conf import settings

from signaling.actions.participant_events import left_events
from signaling.dialects.registry import traits_of
from signaling.outcomes import Delivery, Outcome
from signaling.presence import Presence, Sat, Seat
from signaling.protocol.event_context import EventContext
from signaling.protocol.events import OfferRequested


def ready_seconds_of(protocol: str) -> float:
    return settings.CAMERA_SECONDS if traits_of(protocol).opens_camera_after_join else 0


def offer_request_events(
    newcomer: Seat, others: Sequence[Seat], presence: Presence
) -> list[Outcome]:
    """Start a connection between each peer in the room and a peer that has just sat down."""
    outcomes: list[Outcome] = []
    for other in others:
        _note_unasked_offer(other, newcomer, presence)
        if other.is_ready and newcomer.is_ready:
            outcomes += _offer_request_events(other, newcomer)
    return outcomes


def rejoin_left_events(sat: Sat, others: Sequence[Seat]) -> list[Outcome]:
    """Tell a peer that joins again on its own seat that the others left.

    Such a peer sends new offers. The others close their connections to it, and it must not send its
    offers on its old connections. A peer that was away has no connections left and needs no such
    events.
    """
    seat, before = sat.seat, sat.before
    if before.peer_id != seat.peer_id or before.transport.is_recovered or seat.knows_seats:
        return []
    if traits_of(seat.protocol).offers != "on joining":
        return []
    return all_left_events(seat, others)


def all_left_events(seat: Seat, others: Iterable[Seat]) -> list[Outcome]:
    """Tell one peer that others left although they did not; it must make new connections."""
    outcomes: list[Outcome] = []
    for other in others:
        outcomes += left_events(other, other.peer_id or "", [seat])
    return outcomes


def ready_offer_request_events(seat: Seat, presence: Presence) -> list[Outcome]:
    """Start the connections that had to wait until this seat was ready.

    This does nothing if the peer has left its seat in the meantime.
    """
    seats = list(presence.seats(seat.room_id))
    ids = [one.id for one in seats]
    if seat.id not in ids:
        return []
    at = ids.index(seat.id)
    outcomes: list[Outcome] = []
    for other in seats[:at]:
        outcomes += _offer_request_events(other, seat) if other.is_ready else []
    for other in seats[at + 1 :]:
        outcomes += _offer_request_events(seat, other) if other.is_ready else []
    return outcomes


def _offer_request_events(existing: Seat, newcomer: Seat) -> list[Outcome]:
    """Ask one of two peers to offer to the other, unless one of them offers by itself."""
    asked = _peer_to_ask(existing, newcomer)
    if asked is None or asked.peer_id is None:
        return []
    other = newcomer if asked is existing else existing
    request = OfferRequested(socket_id=other.peer_id or "")
    return [Delivery(request, [asked.peer_id], context=EventContext(seat=other))]


def _note_unasked_offer(existing: Seat, newcomer: Seat, presence: Presence) -> None:
    """Note that the existing peer will send an offer although the newcomer has to offer."""
    offers_anyway = traits_of(existing.protocol).offers == "to newcomers"
    if offers_anyway and traits_of(newcomer.protocol).offers != "to newcomers":
        presence.negotiated_peers.foresee(existing.peer_id or "", newcomer.peer_id or "")


def _peer_to_ask(existing: Seat, newcomer: Seat) -> Seat | None:
    """Return the peer that must be asked to offer, or None if one of the two offers by itself.

    A newcomer that offers on joining does so. An existing peer that offers to newcomers does so,
    unless the newcomer offers when it is asked; then the newcomer is asked.
    """
    ours, theirs = traits_of(existing.protocol).offers, traits_of(newcomer.protocol).offers
    if theirs == "on joining":
        return None
    if ours == "when asked":
        return existing
    if theirs == "when asked" or ours == "on joining":
        return newcomer
    return None
