"""Half characters in JSON: escapes such as `\\ud83d` that name one half of a surrogate pair.

JavaScript strings may hold them, for example where an emoji was cut in two, and JSON may carry
them. They are no Unicode text, so neither UTF-8 nor a database can hold them.
"""

import re

# A whole pair, or one half, or any other escape, so that an escaped backslash begins none of them.
_ESCAPE = re.compile(
    rb"\\u[Dd][89ABab][0-9A-Fa-f]{2}\\u[Dd][C-Fc-f][0-9A-Fa-f]{2}"
    rb"|(\\u[Dd][89A-Fa-f][0-9A-Fa-f]{2})"
    rb"|\\.",
    re.DOTALL,
)
_REPLACEMENT = rb"\ufffd"


def without_lone_surrogates(json: bytes) -> bytes:
    """Return the JSON with U+FFFD in place of each half character, as browsers encode them."""
    if b"\\ud" not in json and b"\\uD" not in json:
        return json
    return _ESCAPE.sub(lambda escape: _REPLACEMENT if escape[1] else escape[0], json)
