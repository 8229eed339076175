"""The target of an HTTP request: its path and query as bytes, which clients must send in ASCII.

Many don't: they send UTF-8 or Latin-1 as it is, where the standard wants percent-encoding.
"""

import re

_OTHER_THAN_ASCII = re.compile(rb"[^\x21-\x7e]")


def ascii_target(target: bytes) -> bytes:
    """Return the target, or a part of it, with every other byte percent-encoded."""
    return _OTHER_THAN_ASCII.sub(lambda byte: b"%%%02X" % ord(byte[0]), target)
