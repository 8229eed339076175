"""The outcomes of an action: events for peers, an acknowledgement, changes of connections.

An action that fails after it has changed something raises `Interrupted` with the outcomes so far.
`telling` collects them. They are delivered like the outcomes of an action that succeeds.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

import msgspec

from accounts.credentials import Credential
from signaling.presence.records import Seat
from signaling.protocol.event_context import NOWHERE, Scene
from signaling.protocol.events import Event


class Delivery(msgspec.Struct, frozen=True, gc=False):
    """An event for some peers, by id; `then_close` closes their connections after it.

    `scene` has the information that some dialects need beyond the event.
    """

    event: Event
    to: Sequence[str]
    then_close: bool = False
    scene: Scene = NOWHERE


class News(msgspec.Struct, frozen=True):
    """An update about a subject that may change often; `told` returns outcomes with its state.

    The first update about a subject is sent at once. Further ones within a moment are sent together
    after it, as one update with the latest state.
    """

    subject: str
    told: Callable[[], "list[Outcome]"]


class Reply(msgspec.Struct, frozen=True):
    """An event with the fields of the caller's acknowledgement, in addition to `success`."""

    event: Event


class Forget(msgspec.Struct, frozen=True):
    """A lost peer can't be recovered any more, because its seat is gone."""

    peer_id: str


class Renew(msgspec.Struct, frozen=True):
    """Another credential of the same account now limits the life of a peer's connection."""

    peer_id: str
    credential: Credential


class CloseAttendance(msgspec.Struct, frozen=True):
    """A seat is gone, and the end of its attendance must be stored.

    Presence has already changed, and the other peers must not wait for the database. Therefore this
    is stored after the deliveries. If the database fails, it is tried again later.
    """

    seat: Seat


Outcome = Delivery | News | Reply | Forget | Renew | CloseAttendance


class Interrupted(Exception):  # noqa: N818 it says what happened
    """An action failed with `error` after it had changed something; `told` are its outcomes."""

    def __init__(self, told: Sequence[Outcome], error: Exception) -> None:
        super().__init__(str(error))
        self.told = told
        self.error = error


@contextmanager
def telling() -> Iterator[list[Outcome]]:
    """Yield a list for outcomes; if an error follows, raise Interrupted with the list.

    An error while the list is empty is raised unchanged.
    """
    told: list[Outcome] = []
    try:
        yield told
    except Interrupted as interrupted:
        error = interrupted.error
        raise Interrupted([*told, *interrupted.told], error) from error
    except Exception as error:
        if not told:
            raise
        raise Interrupted(told, error) from error


def without(seat: Seat, seats: Iterable[Seat]) -> list[Seat]:
    return [other for other in seats if other.id != seat.id]


def peers(seats: Iterable[Seat], *, but: str | None = None) -> list[str]:
    """Return the peer ids of the seats, except `but`; a seat without a peer is left out."""
    return [seat.peer_id for seat in seats if seat.peer_id is not None and seat.peer_id != but]
