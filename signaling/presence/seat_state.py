"""The visible state of a person on a seat: microphone, camera, screen, hand and name.

Each method changes what was decided, and leaves the rest of the seat as it is now. It returns the
changed seat, or None if the seat is gone.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from signaling.presence.indexes import Indexes
from signaling.presence.records import Seat


class SeatStates:
    def __init__(self, indexes: Indexes, wall_clock: Callable[[], datetime]) -> None:
        self._indexes = indexes
        self._wall_clock = wall_clock

    def set_audio(self, seat_id: str, *, enabled: bool) -> Seat | None:
        """Note that a person muted or unmuted; a person who unmutes is not muted by a host."""
        seat = self._indexes.seat(seat_id)
        if seat is None:
            return None
        by_host = seat.is_muted_by_host and not enabled
        return self._change(
            seat_id, is_muted=not enabled, is_muted_by_host=by_host, has_shown_media=True
        )

    def mute(self, seat_id: str, *, by_host: bool) -> Seat | None:
        """Mute a person by a host, or by the rules of the room."""
        seat = self._indexes.seat(seat_id)
        if seat is None:
            return None
        by_host = by_host or seat.is_muted_by_host
        return self._change(seat_id, is_muted=True, is_muted_by_host=by_host, has_shown_media=True)

    def set_video(self, seat_id: str, *, enabled: bool) -> Seat | None:
        return self._change(seat_id, is_video_off=not enabled, has_shown_media=True)

    def set_screen_share(self, seat_id: str, *, enabled: bool) -> Seat | None:
        return self._change(seat_id, is_screen_sharing=enabled)

    def raise_hand(self, seat_id: str) -> Seat | None:
        """Raise a hand; a hand that is already raised keeps its time.

        The order of raised hands is the order of their times, even if the wall clock is set back.
        """
        seat = self._indexes.seat(seat_id)
        if seat is None or seat.hand_raised_at is not None:
            return seat
        seats = self._indexes.states[seat.room_id].seats.values()
        others = (one.hand_raised_at for one in seats if one.hand_raised_at is not None)
        later = [at + timedelta(microseconds=1) for at in others]
        return self._change(seat_id, hand_raised_at=max([self._wall_clock(), *later]))

    def lower_hand(self, seat_id: str) -> Seat | None:
        return self._change(seat_id, hand_raised_at=None)

    def rename(self, seat_id: str, display_name: str) -> Seat | None:
        return self._change(seat_id, display_name=display_name)

    def _change(self, seat_id: str, **changes: Any) -> Seat | None:
        seat = self._indexes.seat(seat_id)
        return None if seat is None else self._indexes.put_seat(replace(seat, **changes))
