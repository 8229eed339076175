"""The base class of events."""

import msgspec


class Event(msgspec.Struct, frozen=True, kw_only=True, rename="camel", gc=False):
    """An event that the server sends to clients."""
