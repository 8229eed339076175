"""Secrets of a room on Janus, derived from Django's SECRET_KEY and the number of the room.

Every home of a room derives the same secrets, and nothing is stored.
"""

from django.utils.crypto import salted_hmac

_SALT = "signaling.media.janus"
_LENGTH = 32


def room_secret(room: int) -> str:
    """Return the secret with which a room is moderated and destroyed."""
    return _derived("secret", room)


def room_pin(room: int) -> str:
    """Return the pin with which a handle joins a room."""
    return _derived("pin", room)


def stream_id(room: int, feed: int, kind: str) -> str:
    """Return the id by which browsers know the streams of a feed: without a name of Janus."""
    return _derived("stream", room, feed, kind)


def _derived(*parts: str | int) -> str:
    value = ":".join(f"{part}" for part in parts)
    return salted_hmac(_SALT, value, algorithm="sha256").hexdigest()[:_LENGTH]
