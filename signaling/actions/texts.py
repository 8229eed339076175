"""What people may write to each other."""

import re

from rooms.models import MESSAGE_CHARACTERS
from rooms.refusals import InvalidInput

# Controls other than tab and line feed, and what turns the direction of text around.
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def clean_text(text: str) -> str:
    """Return the text without invisible characters; raise InvalidInput unless it is 1 to 2,000."""
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n")).strip()
    if not 1 <= len(text) <= MESSAGE_CHARACTERS:
        raise InvalidInput(f"A message has 1 to {MESSAGE_CHARACTERS} characters")
    return text
