"""The cost of a message for the rate limit: an ICE candidate counts as a part of a message.

A browser finds its candidates in a burst. On a machine with many networks there may be 70 for each
connection, and a client makes one connection for each other person in a meeting.
"""

from django.conf import settings

_CANDIDATES = tuple(f"42{event}".encode() for event in settings.CANDIDATE_EVENTS)
# A candidate has about 350 bytes.
_MOST_BYTES = 1024
_CANDIDATE_COST = 1 / settings.CANDIDATES_PER_MESSAGE

MOST_AT_ONCE = settings.MESSAGES_BURST * settings.CANDIDATES_PER_MESSAGE
"""The most packets that the rate limit accepts at once."""


def cost_of(packet: bytes) -> float:
    """Return the number of messages as which an Engine.IO packet of a client counts."""
    is_candidate = packet.startswith(_CANDIDATES) and len(packet) <= _MOST_BYTES
    return _CANDIDATE_COST if is_candidate else 1
