"""The strength of a secret, as far as the secret alone shows it."""

import itertools
import math
from collections import Counter

LEAST_CHARACTERS = 32
# Random hexadecimal digits of the least length have about 115 bits by this measure.
_LEAST_BITS = 90
_LEAST_DIFFERENT = 8


def weakness(secret: str) -> str | None:
    """Return the weakness of a secret as the rest of a sentence after its name, or None."""
    if len(secret) < LEAST_CHARACTERS:
        return f"is shorter than {LEAST_CHARACTERS} characters"
    if secret.lower().startswith("django-insecure-"):
        return "is the one that Django generates for development"
    if len(set(secret)) < _LEAST_DIFFERENT or _bits(secret) < _LEAST_BITS:
        return "has too few different characters"
    if _is_repeated(secret) or _is_sequence(secret):
        return "is a pattern that can be guessed"
    return None


def _bits(secret: str) -> float:
    """Return the Shannon entropy of the secret in bits, from the frequencies of its characters."""
    shares = [count / len(secret) for count in Counter(secret).values()]
    return -len(secret) * sum(share * math.log2(share) for share in shares)


def _is_repeated(secret: str) -> bool:
    """Tell whether the secret is a shorter text written several times."""
    return any(
        secret == (secret[:length] * len(secret))[: len(secret)]
        for length in range(1, len(secret) // 2 + 1)
    )


def _is_sequence(secret: str) -> bool:
    """Tell whether most characters repeat the one before, or are next to it in the alphabet."""
    steps = [ord(after) - ord(before) for before, after in itertools.pairwise(secret)]
    return sum(step in (-1, 0, 1) for step in steps) > len(steps) / 2
