"""Finds links in messages by the same rule as `static/js/text/links.js`.

Only web addresses are links. The parts are text and addresses, never markup. Both implementations
are tested with `tests/cases/links.json`.
"""

import re
import unicodedata
from dataclasses import dataclass

_SCHEME = re.compile(r"(?<![A-Za-z0-9_])https?://", re.IGNORECASE)
_HOST_NAME = re.compile(r"[A-Za-z0-9\u0080-\U0010ffff][A-Za-z0-9._\-\u0080-\U0010ffff]*")
_IPV6 = re.compile(r"\[[0-9A-Fa-f:.]+\]")
_PORT = re.compile(r":([0-9]{1,5})\Z")
_MOST_PORT = 65_535

# Characters that are never part of an address as people write it.
_STOPS = '<>"`\\'
# Punctuation that addresses contain: middle dots, Hebrew abbreviation marks, the apostrophe, and
# the joiners of Persian and of emoji.
_INSIDE = "\u00b7\u0387\u05f3\u05f4\u200c\u200d\u2019\u2027\u30fb\uff65"
_STOPPING_CATEGORIES = ("C", "Z", "Pe", "Pf", "Pi", "Po", "Ps")
_LONG_DASHES = "\u2014\u2015"
_FULL_WIDTH = range(0xFF00, 0xFFF0)
_BRACKETS = {")": "(", "]": "[", "}": "{"}
# At the end of an address, these characters more often belong to the sentence.
_TRAILING = ".,:;!?'*_~|([{"
_TRAILING_CATEGORIES = ("P", "S", "Cf")
_VARIATION_SELECTOR = "\ufe0f"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a message. `href` is the address if the part is a link, otherwise ""."""

    text: str
    href: str = ""


def split_links(content: str) -> list[Part]:
    """Split a message into parts. Joined together, they are the unchanged message."""
    parts: list[Part] = []
    end = 0
    for match in _SCHEME.finditer(content):
        if match.start() < end:
            continue
        address = _address_at(content, match)
        if not address:
            continue
        if match.start() > end:
            parts.append(Part(content[end : match.start()]))
        parts.append(Part(address, address))
        end = match.start() + len(address)
    return [*parts, Part(content[end:])] if end < len(content) else parts


def _address_at(content: str, scheme: re.Match[str]) -> str:
    """Return the address that begins here, or ""."""
    rest = _without_sentence(content[scheme.end() : _end_of_address(content, scheme.end())])
    return scheme[0] + rest if _has_host(rest) else ""


def _end_of_address(content: str, start: int) -> int:
    """Return the last possible end of the address; an unopened closing bracket ends it, too."""
    opened: list[str] = []
    for place in range(start, len(content)):
        character = content[place]
        if _stops(character):
            return place
        if character in _BRACKETS.values():
            opened.append(character)
        elif character in _BRACKETS:
            if _BRACKETS[character] not in opened:
                return place
            opened.remove(_BRACKETS[character])
    return len(content)


def _stops(character: str) -> bool:
    if character.isascii():
        return character <= " " or character == "\x7f" or character in _STOPS
    if character in _INSIDE:
        return False
    category = unicodedata.category(character)
    is_symbol = ord(character) in _FULL_WIDTH and category[0] in "PS"
    return is_symbol or character in _LONG_DASHES or category.startswith(_STOPPING_CATEGORIES)


def _without_sentence(address: str) -> str:
    end = len(address)
    while end and _trails(address[end - 1]):
        end -= 1
    return address[:end]


def _trails(character: str) -> bool:
    if character.isascii():
        return character in _TRAILING
    is_mark = unicodedata.category(character).startswith(_TRAILING_CATEGORIES)
    return is_mark or character == _VARIATION_SELECTOR


def _has_host(address: str) -> bool:
    """Tell whether a name or an IPv6 address comes before path, query and fragment."""
    host = re.split(r"[/?#]", address, maxsplit=1)[0].rsplit("@", 1)[-1]
    port = _PORT.search(host)
    if port and int(port[1]) > _MOST_PORT:
        return False
    name = host[: port.start()] if port else host
    return bool(_IPV6.fullmatch(name) or _HOST_NAME.fullmatch(name))
