"""Offsets: the last argument of every event, a string that ascends with each event of the process.

An event is encoded once, with its offset, for all its recipients. All offsets have the same length,
so that reading or removing one only slices the packet.
"""

import itertools
import re
import time
from collections.abc import Callable

_LENGTH = 14
# The offset is the last argument: a packet ends with `,"OFFSET"]`.
_END = -len('"]')
_BEGIN = _END - _LENGTH
_ARGUMENT_BEGIN = _BEGIN - len(',"')

# The count starts at the microseconds since 1970. Therefore offsets ascend from one run of a server
# to the next: a client keeps the last offset of the old run until it gets an event of the new one.
next_offset: Callable[[], str] = map(
    f"{{:0{_LENGTH}x}}".format, itertools.count(time.time_ns() // 1000)
).__next__

_OFF = frozenset(("false", "off", "no", "0"))
_SWITCH = re.compile(rb"(?:\A|&)recovery=([A-Za-z0-9]*)")


def offset_of(packet: bytes) -> str:
    """Return the offset that ends an event."""
    return packet[_BEGIN:_END].decode()


def with_next_offset(packet: bytes) -> bytes:
    """Return the packet of an event of another process, with the next offset of this one."""
    return b'%b%b"]' % (packet[:_BEGIN], next_offset().encode())


def without_offset(packet: bytes) -> bytes:
    """Return the packet of an event for a client without a pid."""
    return packet[:_ARGUMENT_BEGIN] + b"]"


def accepts_offsets(query_string: bytes) -> bool:
    """Tell whether the query of the Engine.IO handshake does not switch offsets off."""
    return not any(is_switched_off(found.decode()) for found in _SWITCH.findall(query_string))


def is_switched_off(value: bool | int | str) -> bool:
    """Tell whether a client switches recovery off with this value of `recovery`."""
    return str(value).lower() in _OFF
