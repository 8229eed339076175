"""Events as a session keeps them."""

from signaling.recovery.offsets import next_offset
from signaling.wire import event_encoder


def an_event(size_bytes: int = 0) -> bytes:
    """Return a new event with so many bytes in it, and a few more."""
    return event_encoder("/")("said", "x" * size_bytes, next_offset())
