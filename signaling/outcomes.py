"""What an action returns: events for peers, an acknowledgement, what becomes of a connection."""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from accounts.credentials import Credential
from signaling.events import Event
from signaling.presence.records import Seat
from signaling.scene import NOWHERE, Scene


class Delivery(msgspec.Struct, frozen=True, gc=False):
    """An event for some peers, by id; `then_close` ends their connections after it.

    The scene is for dialects that say more than is in the event.
    """

    event: Event
    to: Sequence[str]
    then_close: bool = False
    scene: Scene = NOWHERE


class News(msgspec.Struct, frozen=True):
    """Something that may change all the time: `told` returns what is told of it, as it is then.

    Of one subject the first news is told at once, and more of it a moment later, together.
    """

    subject: str
    told: Callable[[], "list[Outcome]"]


class Reply(msgspec.Struct, frozen=True):
    """What the caller's acknowledgement carries, beyond that it succeeded."""

    event: Event


class Forget(msgspec.Struct, frozen=True):
    """A lost peer may not be recovered any more: its seat is gone."""

    peer_id: str


class Renew(msgspec.Struct, frozen=True):
    """A peer's connection may last as long as another credential of the same account."""

    peer_id: str
    credential: Credential


Outcome = Delivery | News | Reply | Forget | Renew


def without(seat: Seat, seats: Iterable[Seat]) -> list[Seat]:
    return [other for other in seats if other.id != seat.id]


def peers(seats: Iterable[Seat], *, but: str | None = None) -> list[str]:
    """Return the peers of the seats, without one of them."""
    return [seat.peer_id for seat in seats if seat.peer_id is not None and seat.peer_id != but]
