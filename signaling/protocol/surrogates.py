"""Replace lone surrogates in JSON: escapes such as `\\ud83d` for one half of a surrogate pair.

JavaScript strings may contain them, for example after an emoji was cut in two, and JSON may encode
them. They are not Unicode text. Therefore neither UTF-8 nor a database can hold them.
"""

import re

# Matches a whole pair, one half, or any other escape. The last part skips an escaped backslash,
# which must not be read as the start of an escape.
_ESCAPE = re.compile(
    rb"\\u[Dd][89ABab][0-9A-Fa-f]{2}\\u[Dd][C-Fc-f][0-9A-Fa-f]{2}"
    rb"|(\\u[Dd][89A-Fa-f][0-9A-Fa-f]{2})"
    rb"|\\.",
    re.DOTALL,
)
_REPLACEMENT = rb"\ufffd"
# On session descriptions, a regular expression takes a quarter of the time of `in` for both cases.
_find_surrogate = re.compile(rb"\\u[Dd]").search


def without_lone_surrogates(json: bytes) -> bytes:
    """Return the JSON with U+FFFD in place of each lone surrogate, as browsers encode them."""
    if _find_surrogate(json) is None:
        return json
    return _ESCAPE.sub(lambda escape: _REPLACEMENT if escape[1] else escape[0], json)
