"""What an action returns: events for peers, what to acknowledge to the caller, whom to forget."""

from collections.abc import Iterable, Sequence

import msgspec

from signaling.events import Event
from signaling.presence.records import Seat


class Delivery(msgspec.Struct, frozen=True):
    """An event for some peers, by id; `then_close` ends their connections after it."""

    event: Event
    to: Sequence[str]
    then_close: bool = False


class Reply(msgspec.Struct, frozen=True):
    """What the caller's acknowledgement carries, beyond that it succeeded."""

    event: Event


class Forget(msgspec.Struct, frozen=True):
    """A lost peer may not be recovered any more: its seat is gone."""

    peer_id: str


Outcome = Delivery | Reply | Forget


def peers(seats: Iterable[Seat], *, but: str | None = None) -> list[str]:
    """Return the peers of the seats, without one of them."""
    return [seat.peer_id for seat in seats if seat.peer_id is not None and seat.peer_id != but]
