"""The context of an event: the room, the seat it is about, and the other seats.

Events are the payloads of the native protocol. Other protocols send more data with the same event,
e.g. the name of the person who left. They take these data from the context.
"""

from collections.abc import Sequence

import msgspec

from signaling.presence.records import Seat


class OriginalPayload(msgspec.Struct, frozen=True):
    """An unchanged payload from a client of `protocol`."""

    protocol: str
    payload: msgspec.Raw


class EventContext(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The context of one event.

    `seat` is the seat that the event is about, in its state after the event. `others` are the other
    seats of the room. `target_id` is the recipient's peer id if there is exactly one recipient.
    """

    seat: Seat | None = None
    others: Sequence[Seat] = ()
    target_id: str = ""
    original: OriginalPayload | None = None

    @property
    def room(self) -> str:
        """Return the room's name for clients, which is its code if it has one."""
        return "" if self.seat is None else self.seat.room_code

    @property
    def name(self) -> str:
        return "" if self.seat is None else self.seat.display_name


NO_CONTEXT = EventContext()
