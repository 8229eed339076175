"""What people may write: messages to each other, their names, and those of rooms."""

import re

from accounts.names import NAME_CHARACTERS, visible_line
from rooms.models import MESSAGE_CHARACTERS
from rooms.refusals import InvalidInput

_AD_HOC_NAME_CHARACTERS = 64
# Controls other than tab and line feed, and what turns the direction of text around.
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def clean_text(text: str) -> str:
    """Return the text without invisible characters; raise InvalidInput unless it is 1 to 2,000."""
    return _of_length(visible_text(text), MESSAGE_CHARACTERS, "A message")


def visible_text(text: str) -> str:
    """Return the text, trimmed and without invisible characters; perhaps ""."""
    return _INVISIBLE.sub("", text.replace("\r\n", "\n")).strip()


def visible_name(name: str) -> str:
    """Return a person's name on one line; raise InvalidInput unless it is 1 to 50."""
    return _of_length(visible_line(name), NAME_CHARACTERS, "A name")


def visible_room_name(name: str) -> str:
    """Return an ad-hoc room's name on one line; raise InvalidInput unless it is 1 to 64."""
    return _of_length(visible_line(name), _AD_HOC_NAME_CHARACTERS, "A room's name")


def _of_length(text: str, characters: int, kind: str) -> str:
    if not 1 <= len(text) <= characters:
        raise InvalidInput(f"{kind} has 1 to {characters} characters")
    return text
