"""The pseudo-locale: generated translations that show faults without knowing a language.

Each letter has an accent, so that a sentence without a mark for translation is seen. Each sentence
is a third longer, as translations often are. The language is written from right to left: Django's
own sentences are in Arabic.
"""

import re
from collections.abc import Sequence

from babel.messages.catalog import Catalog
from django.conf import settings
from django.utils.translation import to_locale

_ACCENTED = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀçđéƒĝĥíĵķĺɱñóþǫŕšţúṽŵẋýžÁƁÇĐÉƑĜĤÍĴĶĹṀÑÓÞǪŔŠŢÚṼŴẊÝŽ",
)
# Values, HTML tags and entities, and addresses stay as they are.
_FIXED = re.compile(r"(%\(\w+\)[sd]|%[sd]|</?[a-z][^>]*>|&\w+;|https?://\S+)")
_LONGER = 0.35
_FILLER = "·"


def pseudo_catalog(found: Catalog) -> Catalog:
    """Return a catalogue with a translation of each message of the source."""
    catalog = Catalog(locale=to_locale(settings.PSEUDO_LOCALE_CODE), fuzzy=False)
    for message in found:
        if message.id:
            catalog.add(
                message.id,
                _pseudo_forms(message.id),
                context=message.context,
                flags=message.flags - {"fuzzy"},
            )
    return catalog


def pseudo(text: str) -> str:
    """Return the pseudo-translation of one message."""
    parts = _FIXED.split(text)
    accented = "".join(
        part if index % 2 else part.translate(_ACCENTED) for index, part in enumerate(parts)
    )
    words = sum(len(part) for part in parts[::2])
    return f"⟦{accented}{_FILLER * round(words * _LONGER)}⟧"


def _pseudo_forms(message: str | Sequence[str]) -> str | tuple[str, ...]:
    return pseudo(message) if isinstance(message, str) else tuple(pseudo(form) for form in message)
