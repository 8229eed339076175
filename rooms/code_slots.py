"""The number of different room codes that one address may try within some minutes.

Every address has UNKNOWN_CODES slots for each purpose, in the cache. A code occupies one slot for
UNKNOWN_CODES_SECONDS, and the same code occupies no second one. Several processes need a shared
cache.
"""

from hashlib import sha256

from django.conf import settings
from django.core.cache import cache

from accounts.client_networks import client_network
from rooms.codes import normalize_code


class CodeSlots:
    """The slots of one address for one purpose."""

    def __init__(self, purpose: str, address: str) -> None:
        network = client_network(address)
        self._keys = [f"{purpose}:{network}:{at}" for at in range(settings.UNKNOWN_CODES)]

    def take(self, text: str) -> bool:
        """Store the code in a slot, once; return False if no slot is free.

        Adding to a cache is atomic: different codes at the same time get different slots. Each code
        starts its search at its own slot, where a parallel attempt with the same code finds it.
        """
        digest = sha256((normalize_code(text) or text.strip().casefold()).encode()).digest()
        start = digest[0] % len(self._keys) if self._keys else 0
        return any(
            cache.add(key, digest, settings.UNKNOWN_CODES_SECONDS) or cache.get(key) == digest
            for key in self._keys[start:] + self._keys[:start]
        )

    def are_taken(self) -> bool:
        return len(cache.get_many(self._keys)) >= len(self._keys)
