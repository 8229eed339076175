"""Isolation of text from other people, so that it does not change the direction of Meet's text.

Pages use `<bdi>`. Titles and the admin allow no markup. There, text that is written from right to
left is put between the isolating characters of Unicode (https://www.unicode.org/reports/tr9/).
"""

import unicodedata

_FIRST_STRONG_ISOLATE = "\u2068"
_POP_ISOLATE = "\u2069"
_RIGHT_TO_LEFT = {"R", "AL", "AN"}


def isolate(text: str) -> str:
    """Isolate text that contains a right-to-left letter; return other text unchanged."""
    if not any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text):
        return text
    return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"
