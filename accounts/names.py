"""The rule for names: one line of 1 to 50 characters in NFC, and at least one is visible."""

from accounts.text_cleaning import cut, visible_line

NAME_CHARACTERS = 50


def clean_name(name: str) -> str:
    """Return the name on one line, cut to 50 characters between graphemes; the result may be ""."""
    return cut(visible_line(name), NAME_CHARACTERS)
