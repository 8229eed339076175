"""The target of an HTTP request: its path and query as bytes, which clients must send in ASCII.

Many clients send UTF-8 or Latin-1 bytes unchanged, although the standard requires percent-encoding.
"""

import re

_OTHER_THAN_ASCII = re.compile(rb"[^\x21-\x7e]")


def ascii_target(target: bytes) -> bytes:
    """Percent-encode every byte of a target, or of a part of it, that is not printable ASCII."""
    return _OTHER_THAN_ASCII.sub(lambda byte: b"%%%02X" % ord(byte[0]), target)
