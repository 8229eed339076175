"""The outcomes of an action: events for peers, an acknowledgement, changes of connections.

Outcomes are plain data. Only `signaling.delivery` carries them out. An action that fails after it
has changed something raises `Interrupted` with the outcomes so far, which `collecting` gathers.
They are delivered like the outcomes of an action that succeeds.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import msgspec

from accounts.credentials import Credential
from signaling.presence import Seat
from signaling.protocol.event_context import NO_CONTEXT, EventContext
from signaling.protocol.events import Event


class Delivery(msgspec.Struct, frozen=True, gc=False):
    """An event for some peers, by id; `then_close` closes their connections after it.

    `context` has the information that some dialects need beyond the event.
    """

    event: Event
    to: Sequence[str]
    then_close: bool = False
    context: EventContext = NO_CONTEXT


class ChatSent(msgspec.Struct, frozen=True):
    """These peers have got all stored messages of their room up to this id.

    It follows the delivery of the messages. Another worker that takes the room up sends the later
    messages. The answer to a join does not need it.
    """

    to: Sequence[str]
    newest_message: int


class WaitingListChanged(msgspec.Struct, frozen=True):
    """The hosts of a room get its current list of knocks.

    Many people may knock at once. Therefore the list is sent at most four times a second, always
    with the latest state.
    """

    room_id: str


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


class StoreRoom(msgspec.Struct, frozen=True):
    """A host's decision that only presence knows must survive a crash of the server.

    The snapshots of the changed rooms are stored after the deliveries, before the acknowledgement.
    """


Outcome = (
    Delivery | ChatSent | WaitingListChanged | Reply | Forget | Renew | CloseAttendance | StoreRoom
)


class Interrupted(Exception):  # noqa: N818 it says what happened
    """An action failed with `error` after it had changed something, with these outcomes."""

    def __init__(self, outcomes: Sequence[Outcome], error: Exception) -> None:
        super().__init__(str(error))
        self.outcomes = outcomes
        self.error = error


@contextmanager
def collecting() -> Iterator[list[Outcome]]:
    """Yield a list for outcomes; if an error follows, raise Interrupted with the list.

    An error while the list is empty is raised unchanged.
    """
    outcomes: list[Outcome] = []
    try:
        yield outcomes
    except Interrupted as interrupted:
        error = interrupted.error
        raise Interrupted([*outcomes, *interrupted.outcomes], error) from error
    except Exception as error:
        if not outcomes:
            raise
        raise Interrupted(outcomes, error) from error


def without(seat: Seat, seats: Iterable[Seat]) -> list[Seat]:
    return [other for other in seats if other.id != seat.id]


def peers(seats: Iterable[Seat], *, but: str | None = None) -> list[str]:
    """Return the peer ids of the seats, except `but`; a seat without a peer is left out."""
    return [seat.peer_id for seat in seats if seat.peer_id is not None and seat.peer_id != but]
