"""Who of two peers offers a connection, so that exactly one does: `docs/decisions/0018`.

Some clients offer by themselves to everybody they find, some to everybody who comes, and some only
when they are asked. A client that can't be connected to yet is introduced once it is ready.
"""

from collections.abc import Iterable, Sequence

from django.conf import settings

from signaling.actions.telling import told_of_departure
from signaling.dialects.registry import traits_of
from signaling.mixed.events import OfferRequested
from signaling.outcomes import Delivery, Outcome
from signaling.presence import Presence, Sat, Seat
from signaling.scene import Scene


def ready_seconds_of(protocol: str) -> float:
    return settings.CAMERA_SECONDS if traits_of(protocol).opens_camera_late else 0


async def introduce_newcomer(
    newcomer: Seat, others: Sequence[Seat], presence: Presence
) -> list[Outcome]:
    """Let everybody there connect to a peer that has just sat down, or it to them."""
    told: list[Outcome] = []
    for other in others:
        await _foresee(other, newcomer, presence)
        if other.is_ready and newcomer.is_ready:
            told += _introduce(other, newcomer)
    return told


def told_to_offer_anew(sat: Sat, others: Sequence[Seat]) -> list[Outcome]:
    """Tell a peer that joins once more where it sits that the others left, since it offers again.

    They end their connections to it, and it would offer over its own. A peer that was away joins
    with nothing left of them.
    """
    seat, before = sat.seat, sat.before
    if before.peer_id != seat.peer_id or before.is_back or seat.knows_seats:
        return []
    if traits_of(seat.protocol).offers != "on joining":
        return []
    return told_that_they_left(seat, others)


def told_that_they_left(seat: Seat, others: Iterable[Seat]) -> list[Outcome]:
    """Tell one peer that others are gone, though they are not: it has to begin with them anew."""
    told: list[Outcome] = []
    for other in others:
        told += told_of_departure(other, other.peer_id or "", [seat])
    return told


def introduce_ready(seat: Seat, presence: Presence) -> list[Outcome]:
    """Make up for the introductions that had to wait for this seat."""
    seats = list(presence.seats(seat.room_id))
    at = [one.id for one in seats].index(seat.id)
    told: list[Outcome] = []
    for other in seats[:at]:
        told += _introduce(other, seat) if other.is_ready else []
    for other in seats[at + 1 :]:
        told += _introduce(seat, other) if other.is_ready else []
    return told


def _introduce(existing: Seat, newcomer: Seat) -> list[Outcome]:
    """Ask one of the two to offer to the other, unless one does so by itself."""
    asked = _asked(existing, newcomer)
    if asked is None or asked.peer_id is None:
        return []
    other = newcomer if asked is existing else existing
    request = OfferRequested(socket_id=other.peer_id or "")
    return [Delivery(request, [asked.peer_id], scene=Scene(seat=other))]


async def _foresee(existing: Seat, newcomer: Seat, presence: Presence) -> None:
    """Note that the existing one will offer all the same, where that is the newcomer's part."""
    offers_anyway = traits_of(existing.protocol).offers == "to newcomers"
    if offers_anyway and traits_of(newcomer.protocol).offers != "to newcomers":
        await presence.acquaintances.foresee(existing.peer_id or "", newcomer.peer_id or "")


def _asked(existing: Seat, newcomer: Seat) -> Seat | None:
    """Return who has to be asked: a newcomer that offers by itself is let, and so is an existing
    one, unless the other understands being asked better.
    """
    ours, theirs = traits_of(existing.protocol).offers, traits_of(newcomer.protocol).offers
    if theirs == "on joining":
        return None
    if ours == "when asked":
        return existing
    if theirs == "when asked" or ours == "on joining":
        return newcomer
    return None
