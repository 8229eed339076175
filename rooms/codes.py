"""Room codes: six characters of Crockford's base 32, without I, L, O and U.

Six of 32 symbols are 30 bits: short enough to read aloud, too many to guess at a limited rate.
"""

import secrets
import unicodedata
from urllib.parse import unquote

import regex

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 6
PATTERN = f"[{ALPHABET}]{{{LENGTH}}}"

_LOOKALIKES = str.maketrans("OIL", "011")

# More than a link that somebody pastes has.
TYPED_CHARACTERS = 500

# Letters and digits are read, and whatever stands between and around them is passed over.
_PASSED_OVER = regex.compile(r"[\p{Z}\p{C}\p{P}\p{S}\p{Default_Ignorable_Code_Point}]+", regex.V1)
_IN_QUERY = regex.compile(r"[?&]code=([^&#]*)")


def new_code() -> str:
    """Return a random code; the caller checks that no room has it yet."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalize_code(text: str) -> str | None:
    """Read a code as people type it, or out of a pasted link; None where there is none.

    Case and width of letters don't matter, nor do spaces, dashes, dots, brackets, quotes and
    hidden characters; O, I and L are read as the digits they look like.
    """
    text = unicodedata.normalize("NFKC", text[:TYPED_CHARACTERS])
    link = next((word for word in text.split() if "/" in word), None)
    if link is None:
        return _code(text)
    return next((code for part in _parts(link) if (code := _code(part))), None)


def _parts(link: str) -> list[str]:
    """Return where in a link a code may stand: in the join form's query, or in the path."""
    address = link.partition("://")[2] if "://" in link else link
    beyond_host = address.partition("/")[2].partition("#")[0]
    path, _, _ = beyond_host.partition("?")
    parts = [*_IN_QUERY.findall(beyond_host), *reversed(path.split("/"))]
    return [unicodedata.normalize("NFKC", unquote(part)) for part in parts]


def _code(text: str) -> str | None:
    code = _PASSED_OVER.sub("", text).upper().translate(_LOOKALIKES)
    return code if regex.fullmatch(PATTERN, code) else None
