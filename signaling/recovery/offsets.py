"""What ends every event: a string that ascends with each event of the process.

An event is encoded once, with its offset, for all who hear it. All offsets are equally long, so
that taking one off or reading one is a cut.
"""

import itertools
import re
import time
from collections.abc import Callable

_LENGTH = 14
# It stands between a comma with a quotation mark, and a quotation mark with a bracket.
_END = -len('"]')
_BEGIN = _END - _LENGTH
_ARGUMENT_BEGIN = _BEGIN - len(',"')

# Counting from the microseconds since 1970, offsets ascend from one run of a server to the next:
# a client keeps the last one of the old run until it hears an event of the new one.
next_offset: Callable[[], str] = map(
    f"{{:0{_LENGTH}x}}".format, itertools.count(time.time_ns() // 1000)
).__next__

_OFF = frozenset(("false", "off", "no", "0"))
_SWITCH = re.compile(rb"(?:\A|&)recovery=([A-Za-z0-9]*)")
_PYTHON_TIMESTAMP = re.compile(rb"(?:\A|&)t=[0-9]+\.[0-9]+(?:&|\Z)")


def offset_of(packet: bytes) -> str:
    """Return the offset that ends an event."""
    return packet[_BEGIN:_END].decode()


def without_offset(packet: bytes) -> bytes:
    """Return an event as a client hears it that has no pid."""
    return packet[:_ARGUMENT_BEGIN] + b"]"


def takes_offsets(query_string: bytes) -> bool:
    """Tell from the engine's handshake whether a client is to get offsets.

    It may switch them off there. python-socketio's client would hand an offset to the application
    as one argument too many. It is known by its time stamp, in seconds with a fraction;
    JavaScript's is made of letters and digits.
    """
    switched_off = any(is_off(found.decode()) for found in _SWITCH.findall(query_string))
    return not switched_off and _PYTHON_TIMESTAMP.search(query_string) is None


def is_off(value: bool | int | str) -> bool:
    """Tell whether a client switches recovery off with this value of `recovery`."""
    return str(value).lower() in _OFF
