"""Room codes: six characters of Crockford's base 32, without I, L, O and U.

Six of 32 symbols are 30 bits: short enough to read aloud, and too many to guess at a limited rate.
"""

import secrets
import unicodedata
from urllib.parse import unquote

import regex

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 6
PATTERN = f"[{ALPHABET}]{{{LENGTH}}}"

_LOOKALIKES = str.maketrans("OIL", "011")

# Longer than any pasted link.
TYPED_CHARACTERS = 500

# Only letters and digits are read. All characters between and around them are ignored.
_IGNORED = regex.compile(r"[\p{Z}\p{C}\p{P}\p{S}\p{Default_Ignorable_Code_Point}]+", regex.V1)
_IN_QUERY = regex.compile(r"[?&]code=([^&#]*)")


def new_code() -> str:
    """Return a random code; the caller checks that no room has it yet."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalize_code(text: str) -> str | None:
    """Return the code in a text as people type it, or in a pasted link; None without a code.

    Case and width of letters do not matter. Spaces, dashes, dots, brackets, quotes and hidden
    characters are ignored. O, I and L are read as the digits they look like.
    """
    text = unicodedata.normalize("NFKC", text[:TYPED_CHARACTERS])
    link = next((word for word in text.split() if "/" in word), None)
    if link is None:
        return _code(text)
    return next((code for part in _parts(link) if (code := _code(part))), None)


def _parts(link: str) -> list[str]:
    """Return the parts of a link that may contain a code: the join form's query, and the path."""
    address = link.partition("://")[2] if "://" in link else link
    beyond_host = address.partition("/")[2].partition("#")[0]
    path, _, _ = beyond_host.partition("?")
    parts = [*_IN_QUERY.findall(beyond_host), *reversed(path.split("/"))]
    return [unicodedata.normalize("NFKC", unquote(part)) for part in parts]


def _code(text: str) -> str | None:
    code = _IGNORED.sub("", text).upper().translate(_LOOKALIKES)
    return code if regex.fullmatch(PATTERN, code) else None
