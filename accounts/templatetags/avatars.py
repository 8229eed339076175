"""Template tags that draw initials on a person's colour."""

from typing import Any

import regex
from django import template

from accounts.text_cleaning import first_grapheme

register = template.Library()

_BEFORE_LETTERS = regex.compile(r"^\p{P}+")


@register.inclusion_tag("accounts/avatar.html")
def avatar(display_name: str, color: int) -> dict[str, Any]:
    """Draw the avatar. Screen readers skip it, because the name stands beside it."""
    return {"initials": initials(display_name), "color": color}


def initials(display_name: str) -> str:
    """Return the first letters of the first and the last word, in upper case.

    Brackets and quotes before a letter are skipped.
    """
    every = display_name.split()
    words = [word for one in every if (word := _BEFORE_LETTERS.sub("", one))] or every[:1]
    ends = words if len(words) <= 1 else [words[0], words[-1]]
    return "".join(first_grapheme(word) for word in ends).upper()
