"""How many unknown room codes one address may try.

A code is short enough to be guessed by somebody who may try often. So every address has a number
of slots; an unknown code takes one for some minutes, and while all of them are taken, codes of
rooms that do exist are not answered either, or guessing would go on. Pages, REST and sockets ask
here, so that they count together; with several processes, that needs a cache that they share.
"""

import ipaddress
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.cache import cache

from rooms.refusals import RoomNotFound, TooManyGuesses

_IPV6_PREFIX = 64  # what one customer has


@contextmanager
def guessing(address: str) -> Iterator[None]:
    """Look up, inside, a room by a code that may be a guess.

    Raises TooManyGuesses instead of what was found, or of RoomNotFound, once the address has had
    UNKNOWN_CODES unknown codes answered within UNKNOWN_CODES_SECONDS.
    """
    slots = [f"guess:{_neighbourhood(address)}:{at}" for at in range(settings.UNKNOWN_CODES)]
    seconds = settings.UNKNOWN_CODES_SECONDS
    try:
        yield
    except RoomNotFound:
        # Adding is atomic: of many at once, each takes another slot.
        if not any(cache.add(slot, True, seconds) for slot in slots):
            raise TooManyGuesses(seconds) from None
        raise
    if len(cache.get_many(slots)) >= len(slots):
        raise TooManyGuesses(seconds)


def _neighbourhood(address: str) -> str:
    """Return the network whose guesses are counted as one; "" where there is no address."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if known.version == 6 and (mapped := known.ipv4_mapped) is not None:  # noqa: PLR2004
        known = mapped
    if known.version == 4:  # noqa: PLR2004
        return str(known)
    return str(ipaddress.ip_network((known, _IPV6_PREFIX), strict=False).network_address)
