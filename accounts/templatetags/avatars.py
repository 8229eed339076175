"""Initials on a person's colour, for pages."""

import unicodedata
from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("accounts/avatar.html")
def avatar(display_name: str, color: int) -> dict[str, Any]:
    """Draw the avatar; it says nothing to screen readers, because the name stands beside it."""
    return {"initials": initials(display_name), "color": color}


def initials(display_name: str) -> str:
    """Return the first letters of the first and the last word, in upper case."""
    # Composed, so that a letter comes with its accents.
    words = unicodedata.normalize("NFC", display_name).split()
    ends = words if len(words) <= 1 else [words[0], words[-1]]
    return "".join(word[0] for word in ends).upper()
