"""Room codes: six characters of Crockford's base 32, without I, L, O and U.

Six of 32 symbols are 30 bits: short enough to read aloud, too many to guess at a limited rate.
"""

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 6
PATTERN = f"[{ALPHABET}]{{{LENGTH}}}"

_LOOKALIKES = str.maketrans("OIL", "011")
_IN_LINK = re.compile(r"/([0-9A-Za-z-]+)/?(?:[?#].*)?$")


def new_code() -> str:
    """Return a random code; the caller checks that no room has it yet."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalize_code(text: str) -> str | None:
    """Read a code as people type it, or out of a pasted link; None where there is none.

    Case, spaces and dashes don't matter; O, I and L are read as the digits they look like.
    """
    text = text.strip()
    if (link := _IN_LINK.search(text)) is not None:
        text = link[1]
    code = re.sub(r"[\s-]", "", text).upper().translate(_LOOKALIKES)
    return code if re.fullmatch(PATTERN, code) else None
