"""The client of python-socketio, which is recognised by the query of its handshake.

Its time stamp `t` is in seconds with a fraction. The time stamp of JavaScript clients consists of
letters and digits.
"""

import re

_TIMESTAMP = re.compile(rb"(?:\A|&)t=[0-9]+\.[0-9]+(?:&|\Z)")


def is_python_client(query_string: bytes) -> bool:
    return _TIMESTAMP.search(query_string) is not None
