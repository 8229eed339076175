"""Rules for the texts that people write: messages, their names, and the names of rooms.

Lengths are in code points, after the text was cleaned. A text without a visible character is empty.
"""

from accounts.names import NAME_CHARACTERS
from accounts.text_cleaning import visible_line, visible_text
from rooms.models import MESSAGE_CHARACTERS
from rooms.refusals import InvalidInput

_AD_HOC_NAME_CHARACTERS = 64


def message_text(text: str) -> str:
    """Return the text without control characters.

    Raises InvalidInput unless the result has 1 to 2,000 characters.
    """
    return _of_length(visible_text(text), MESSAGE_CHARACTERS, "A message")


def person_name(name: str) -> str:
    """Return a person's name on one line; raise InvalidInput unless it has 1 to 50 characters."""
    return _of_length(visible_line(name), NAME_CHARACTERS, "A name")


def ad_hoc_room_name(name: str) -> str:
    """Return an ad-hoc room's name on one line.

    Raises InvalidInput unless the name has 1 to 64 characters.
    """
    return _of_length(visible_line(name), _AD_HOC_NAME_CHARACTERS, "A room's name")


def _of_length(text: str, characters: int, kind: str) -> str:
    if not 1 <= len(text) <= characters:
        raise InvalidInput(f"{kind} has 1 to {characters} characters")
    return text
