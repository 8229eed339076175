"""The results of the steps of presence.

Every result is immutable.
"""

from collections.abc import Sequence

import msgspec

from signaling.presence.records import Knock, Seat


class Taken(msgspec.Struct, frozen=True):
    """The result of `take_place` with a seat.

    `is_new` is False if the person had the seat before and a peer has sat on it. `has_waited` is
    True if the person was in the waiting room until now.
    """

    seat: Seat
    is_new: bool
    has_waited: bool = False


class Knocked(msgspec.Struct, frozen=True):
    """The result of `take_place` with a place in the waiting room.

    `previous_peer_id` is the peer that waited for the same person until now, if any.
    """

    knock: Knock
    previous_peer_id: str | None


class Denied(msgspec.Struct, frozen=True):
    """The result of `deny`. If `retry_after_seconds` is None, the person can't knock again.

    This holds until the meeting ends.
    """

    knock: Knock
    retry_after_seconds: int | None


class Sat(msgspec.Struct, frozen=True):
    """The result of `sit`: the seat with its peer, and the seat as it was before.

    `stood_down` is the seat that acted as host until the owner sat down on `seat`. `left` is the
    seat that the same peer had in another room, as it was; `apply_deadlines` releases it. `moved`
    is the peer that waited for this seat until now, in another tab of the person.
    """

    seat: Seat
    before: Seat
    stood_down: Seat | None = None
    left: Seat | None = None
    moved: str | None = None


class Released(msgspec.Struct, frozen=True):
    """A seat that was removed. With the last seat of a room, its whole waiting room ends.

    `ended_knocks` are the knocks that ended with the seat. `expected_peer_id` is the admitted peer
    that was about to sit on it. `was_in_spotlight` is True if the room's spotlight ended with it.
    """

    seat: Seat
    ended_knocks: Sequence[Knock] = ()
    expected_peer_id: str | None = None
    was_in_spotlight: bool = False


class Closed(msgspec.Struct, frozen=True):
    """The seats of a room that was closed, and the knocks that ended with it.

    `ended_knocks` also has the knocks of admitted peers that had not sat down yet.
    """

    seats: Sequence[Seat]
    ended_knocks: Sequence[Knock]


class DeadlineChanges(msgspec.Struct, frozen=True):
    """The changes by deadlines that have passed, in the order in which clients are told of them."""

    stopped_typing: Sequence[Seat]
    listening: Sequence[Seat]
    """Seats of clients that started over and now listen to events."""
    ready: Sequence[Seat]
    """Seats of clients that can now accept connections."""
    reconnecting: Sequence[Seat]
    """Lost seats that are now shown as reconnecting to clients that know seats."""
    departed: Sequence[Seat]
    """Lost seats that are now shown as gone to clients that don't know seats."""
    not_rejoined: Sequence[Seat]
    """Seats whose peers recovered after they departed, and did not join again by themselves. They
    are still departed."""
    expired: Sequence[Released]
    """Seats that were removed because their hold ran out."""
    unanswered_knocks: Sequence[Knock]
    """Knocks of clients that can't wait any longer, as they were before they lost their peer."""
    expired_knocks: Sequence[Knock]
    hostless: Sequence[str]
    """Rooms whose host has been away for so long that the room's policy applies."""
    ended: Sequence[str]
    """Rooms that end now because their host did not come back."""
