"""The head of an HTTP request as bytes: its request line and its headers.

Only requests for WebSockets are read here. Twisted reads all others.
"""

from collections.abc import Iterable

END_OF_HEAD = b"\r\n\r\n"
# Method, target and version.
_REQUEST_PARTS = 3

Headers = list[tuple[bytes, bytes]]


def is_socket_upgrade(head: bytes) -> bool:
    """Tell whether a head requests a WebSocket under the Socket.IO path."""
    return head.startswith(b"GET /socket.io/") and b"\r\nupgrade: websocket\r\n" in head.lower()


def headers_of(head: bytes) -> tuple[bytes, Headers] | None:
    """Return target and headers of a GET, names in lower case; None if the head is not valid.

    Names with an underscore are left out, because other servers treat an underscore as a dash.
    """
    request, *lines = head.split(END_OF_HEAD, 1)[0].split(b"\r\n")
    parts = request.split(b" ")
    if len(parts) != _REQUEST_PARTS or parts[2] not in (b"HTTP/1.1", b"HTTP/1.0"):
        return None
    headers = []
    for line in lines:
        name, colon, value = line.partition(b":")
        if not colon or not name or name != name.strip():
            return None
        if b"_" not in name:
            headers.append((name.lower(), value.strip()))
    return parts[1], headers


def head_of(method: bytes, target: bytes, headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Return the head of a request that was parsed before."""
    lines = b"".join(b"%b: %b\r\n" % header for header in headers)
    return b"%b %b HTTP/1.1\r\n%b\r\n" % (method, target, lines)
