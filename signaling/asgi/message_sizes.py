"""The most bytes of a message: a few events with long descriptions may be larger."""

import re

from django.conf import settings

_NAMES = "|".join(map(re.escape, settings.LARGE_EVENTS)).encode()
# The beginning of a Socket.IO event on the main namespace, after the Engine.IO packet type.
_LARGE = re.compile(rb'42[0-9]{0,15}\["(?:%b)"' % _NAMES)


def most_bytes_of(start: bytes, most_bytes: int) -> int:
    """Return the limit for the Engine.IO packet that starts like this; `most_bytes` as a rule."""
    return settings.LARGE_MESSAGE_BYTES if _LARGE.match(start) else most_bytes
