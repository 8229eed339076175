"""Packets of events, as a recovery buffer keeps them."""

from signaling.protocol.offsets import next_offset
from signaling.protocol.packets import event_encoder


def an_event(size_bytes: int = 0) -> bytes:
    """Return the packet of a new event with slightly more than `size_bytes` bytes."""
    return event_encoder("/")("said", "x" * size_bytes, next_offset())
