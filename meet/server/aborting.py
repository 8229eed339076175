"""Abort connections whose clients do not read.

The system keeps data written to a socket until the client has received it, even after the socket
was closed: megabytes, for minutes. A reset frees it at once.
"""

import asyncio
import contextlib
import fcntl
import socket
import struct
import termios

_RESET = struct.pack("ii", 1, 0)


def abort(transport: asyncio.Transport) -> None:
    """Close at once, and discard the data that the client has not received."""
    # After a close, the file descriptor may belong to another connection.
    is_open = not transport.is_closing() or transport.get_write_buffer_size() > 0
    if is_open and _has_unacknowledged(transport.get_extra_info("socket")):
        _set(transport, socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    transport.abort()


def abort_after(transport: asyncio.Transport, seconds: float) -> None:
    """Make the system reset the connection after the client received nothing for `seconds`.

    This also works when the system has buffered all data, and when the connection is already
    closed.
    """
    if hasattr(socket, "TCP_USER_TIMEOUT") and not transport.is_closing():
        _set(transport, socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(seconds * 1000))


def _set(transport: asyncio.Transport, level: int, option: int, value: int | bytes) -> None:
    with contextlib.suppress(OSError):  # the client has disconnected
        transport.get_extra_info("socket").setsockopt(level, option, value)


def _has_unacknowledged(connected: socket.socket) -> bool:
    """Tell whether the system still holds data that the client has not acknowledged."""
    try:
        count = fcntl.ioctl(connected.fileno(), termios.TIOCOUTQ, b"\0" * 4)
    except OSError:
        return False
    return count != b"\0" * 4
