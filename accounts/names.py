"""What a name may be: one line of 1 to 50 visible characters.

The characters removed are those that let a name pretend: controls, line ends, zero-width and
bidirectional marks, all of which Unicode files under the categories C and Z.
"""

import unicodedata

NAME_CHARACTERS = 50


def clean_name(name: str) -> str:
    """Return the name on one line without invisible characters, cut to 50; perhaps ""."""
    return visible_line(name)[:NAME_CHARACTERS].rstrip()


def visible_line(text: str) -> str:
    """Return the text on one line without invisible characters.

    Zero-width joiners stay where they join two symbols, as in family emoji and Indic scripts.
    """
    visible = "".join(_keep(text, at) for at in range(len(text)))
    return " ".join(visible.split())


def _keep(name: str, at: int) -> str:
    character = name[at]
    category = unicodedata.category(character)
    if category in ("Zs", "Zl", "Zp") or character in "\t\n\r":
        return " "
    if character in _JOINERS:
        return character if _joins(name, at) else ""
    return "" if category in ("Cc", "Cf", "Cs") else character


_JOINERS = "\u200c\u200d"


def _joins(name: str, at: int) -> bool:
    before, after = name[at - 1 : at], name[at + 1 : at + 2]
    return all(side and unicodedata.category(side)[0] in "LMS" for side in (before, after))
