"""What is known around an event: where it happened and who did it.

Events are the payloads of the native protocol. Other protocols say the same with more words, e.g.
with the name of who left, and find them here.
"""

from collections.abc import Sequence

import msgspec

from signaling.presence.records import Seat


class Quote(msgspec.Struct, frozen=True):
    """A payload as it came from a client of this protocol."""

    protocol: str
    payload: msgspec.Raw


class Scene(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """`seat` is whom the event is about, in the state after it, and `others` those around.

    `target_id` is the one peer that is told, where it is one.
    """

    seat: Seat | None = None
    others: Sequence[Seat] = ()
    target_id: str = ""
    quote: Quote | None = None

    @property
    def room(self) -> str:
        """Return the room's name as clients know it, i.e. its code where it has one."""
        return "" if self.seat is None else self.seat.room_code

    @property
    def name(self) -> str:
        return "" if self.seat is None else self.seat.display_name


NOWHERE = Scene()
