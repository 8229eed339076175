"""The attendance of a meeting, with durations, computed from its seats.

A person may have had several seats, one after the other. Their durations are added. An account or a
guest is one person. If the account was deleted, each seat counts as one person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.avatars import color_for
from rooms.models import Seat

_RANKS = (Seat.Role.PARTICIPANT, Seat.Role.COHOST, Seat.Role.HOST)


@dataclass(frozen=True, slots=True)
class Attendee:
    """One person at one meeting, with the name they used last."""

    display_name: str
    avatar_color: int
    role: Seat.Role
    """The highest that they had."""
    has_account: bool
    came_at: datetime
    left_at: datetime | None
    """None while they are still there."""
    duration: timedelta
    stays: int
    was_removed: bool


def attendees(seats: Iterable[Seat], now: datetime) -> list[Attendee]:
    """Return the people of these seats in order of arrival; an open seat counts until `now`."""
    stays: dict[object, list[Seat]] = {}
    for seat in sorted(seats, key=lambda seat: seat.taken_at):
        stays.setdefault(seat.user_id or seat.guest_id or seat.pk, []).append(seat)
    return [_attendee(seats_of_one, now) for seats_of_one in stays.values()]


def _attendee(seats: Sequence[Seat], now: datetime) -> Attendee:
    last = seats[-1]
    return Attendee(
        display_name=last.display_name,
        avatar_color=_color(last),
        role=max((Seat.Role(seat.role) for seat in seats), key=_RANKS.index),
        has_account=last.user_id is not None,
        came_at=seats[0].taken_at,
        left_at=last.given_up_at,
        duration=sum((_stay(seat, now) for seat in seats), timedelta()),
        stays=len(seats),
        was_removed=any(seat.is_removed for seat in seats),
    )


def _stay(seat: Seat, now: datetime) -> timedelta:
    """Return how long the seat was held; zero if the clock was set back after it was taken."""
    return (seat.given_up_at or max(now, seat.taken_at)) - seat.taken_at


def _color(seat: Seat) -> int:
    """Return the colour that the person had in the meeting."""
    if seat.user is not None:
        return seat.user.avatar_color
    return color_for((seat.guest_id or seat.pk).hex)
