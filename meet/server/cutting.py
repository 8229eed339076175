"""Ending connections of clients that do not read.

The system keeps what was written to a socket until the client has taken it, also after the socket
was closed: megabytes, for minutes. A reset frees it at once.
"""

import asyncio
import contextlib
import fcntl
import socket
import struct
import termios

_RESET = struct.pack("ii", 1, 0)


def cut(transport: asyncio.Transport) -> None:
    """Close at once, and throw away what the client has not taken."""
    # Once closed, its descriptor may be another connection's.
    is_open = not transport.is_closing() or transport.get_write_buffer_size() > 0
    if is_open and _has_untaken(transport.get_extra_info("socket")):
        _set(transport, socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    transport.abort()


def cut_after(transport: asyncio.Transport, seconds: float) -> None:
    """Have the system reset the connection once the client takes nothing for so long.

    This also ends connections whose bytes are all with the system, and those closed already.
    """
    if hasattr(socket, "TCP_USER_TIMEOUT") and not transport.is_closing():
        _set(transport, socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(seconds * 1000))


def _set(transport: asyncio.Transport, level: int, option: int, value: int | bytes) -> None:
    with contextlib.suppress(OSError):  # the client has gone
        transport.get_extra_info("socket").setsockopt(level, option, value)


def _has_untaken(one: socket.socket) -> bool:
    """Tell whether the system keeps anything that the client has not acknowledged."""
    try:
        count = fcntl.ioctl(one.fileno(), termios.TIOCOUTQ, b"\0" * 4)
    except OSError:
        return False
    return count != b"\0" * 4
