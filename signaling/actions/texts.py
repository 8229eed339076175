"""What people may write: messages to each other, their names, and those of rooms.

Lengths are code points of what is left after cleaning; text of which nothing is visible is empty.
"""

from accounts.names import NAME_CHARACTERS, visible_line, visible_text
from rooms.models import MESSAGE_CHARACTERS
from rooms.refusals import InvalidInput

_AD_HOC_NAME_CHARACTERS = 64


def clean_text(text: str) -> str:
    """Return the text without controls; raise InvalidInput unless it has 1 to 2,000."""
    return _of_length(visible_text(text), MESSAGE_CHARACTERS, "A message")


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
