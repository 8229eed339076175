"""What an action returns: events for peers, an acknowledgement, what becomes of a connection.

An action that fails after it has changed something raises `Interrupted` with the outcomes so far,
which `telling` collects: they are delivered like those of an action that succeeds.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

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


class CloseAttendance(msgspec.Struct, frozen=True):
    """A seat is gone, and the end of its attendance has to be stored.

    Presence has already changed and others may not wait for the database, so this is stored after
    the deliveries, and again later where the database does not take it.
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
    """Give a list for outcomes; where an error follows, raise Interrupted with what is in it."""
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
    """Return the peers of the seats, without one of them."""
    return [seat.peer_id for seat in seats if seat.peer_id is not None and seat.peer_id != but]
