"""The messages to one worker: numbers them, and keeps them for a while to send them again.

An outbox knows no Redis: it returns entries, and the bus writes them. What it keeps is limited by
age and by size. An entry that is dropped before the receiver has it is lost, and the outbox says so
when the receiver asks for it.
"""

from collections import deque

from signaling.workers.bus.entries import Dropped, Messages, Position, encode

# Redis may be away for 8 seconds without a loss; after that, it must be found again.
KEPT_SECONDS = 10
KEPT_BYTES = 4 * 1024 * 1024
# A receiver that lost the last entry learns of it from a position. It renews its own subscription
# within seconds, or has lapsed.
_POSITION_SECONDS = 30


class Outbox:
    """Messages from one worker to one other, which listens on a channel."""

    def __init__(self, sender: str, channel: bytes) -> None:
        self.channel = channel
        self._sender = sender
        self._due: list[bytes] = []
        self._next_number = 1
        self._last_at = float("-inf")
        # The number of the first message, when it was collected, and the entry.
        self._kept: deque[tuple[int, float, bytes]] = deque()
        self._kept_bytes = 0

    def add(self, message: bytes) -> bool:
        """Add a message to the next entry; return whether it is the first one of the entry."""
        self._due.append(message)
        return len(self._due) == 1

    def collect(self, now: float, wall_time: float) -> bytes:
        """Return the added messages as one entry, and keep it."""
        number, messages = self._next_number, self._due
        self._due = []
        self._next_number = number + len(messages)
        self._last_at = now
        entry = encode(Messages(self._sender, wall_time, number, messages))
        self._kept.append((number, now, entry))
        self._kept_bytes += len(entry)
        self.drop_old(now)
        return entry

    def drop_old(self, now: float) -> None:
        """Drop the entries that are older than 10 s, and the oldest ones beyond 4 MiB."""
        kept, oldest = self._kept, now - KEPT_SECONDS
        while kept and (self._kept_bytes > KEPT_BYTES or kept[0][1] < oldest):
            self._kept_bytes -= len(kept.popleft()[2])

    def since(self, at: float) -> list[bytes]:
        """Return the kept entries that were collected at a time or later."""
        return [entry for _, collected_at, entry in self._kept if collected_at >= at]

    def answer(self, number: int, end: int | None, wall_time: float) -> list[bytes]:
        """Return the entries from a number to before `end`, after a notice if some are dropped."""
        first = self._kept[0][0] if self._kept else self._next_number
        # An entry is needed if the next one begins after the number that is asked for.
        entries, following = [], self._next_number
        for begin, _, entry in reversed(self._kept):
            if following <= number:
                break
            if end is None or begin < end:
                entries.append(entry)
            following = begin
        if number < first:
            entries.append(encode(Dropped(self._sender, wall_time, first)))
        return entries[::-1]

    def position(self, now: float, wall_time: float) -> bytes | None:
        """Return the number of the last message, if one was sent within 30 s."""
        if now - self._last_at > _POSITION_SECONDS:
            return None
        return encode(Position(self._sender, wall_time, self._next_number - 1))
