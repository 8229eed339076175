"""Events as a buffer keeps them."""

from signaling.protocol.offsets import next_offset
from signaling.protocol.packets import event_encoder


def an_event(size_bytes: int = 0) -> bytes:
    """Return a new event with so many bytes in it, and a few more."""
    return event_encoder("/")("said", "x" * size_bytes, next_offset())
