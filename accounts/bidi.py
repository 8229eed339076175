"""Others' text inside ours, so that neither turns the other around.

Pages use `<bdi>`. Where no markup is possible, as in titles and in the admin, text that is written
from right to left is put between the isolating characters of Unicode
(https://www.unicode.org/reports/tr9/).
"""

import unicodedata

_FIRST_STRONG_ISOLATE = "\u2068"
_POP_ISOLATE = "\u2069"
_RIGHT_TO_LEFT = {"R", "AL", "AN"}


def isolate(text: str) -> str:
    """Isolate text with any letter from right to left; other text needs no isolation here."""
    if not any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text):
        return text
    return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"
