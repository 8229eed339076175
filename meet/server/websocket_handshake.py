"""The WebSocket handshake (RFC 6455, section 4.2), validated before the application runs.

picows accepts fewer forms of the handshake than browsers send: it refuses Firefox's `Connection:
keep-alive, Upgrade`. After the client's request was validated, picows therefore gets an equivalent
request made here.
"""

import base64
import binascii
import re

from meet.server.request_head import Headers

_KEY = b"sec-websocket-key"
_PROTOCOL = b"sec-websocket-protocol"
_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_VERSION = b"13"
_KEY_BYTES = 16

_ENDING = b"content-length: 0\r\nconnection: close\r\n\r\n"
BAD_REQUEST = b"HTTP/1.1 400 Bad Request\r\n" + _ENDING
_OTHER_VERSION = (
    b"HTTP/1.1 426 Upgrade Required\r\nsec-websocket-version: " + _VERSION + b"\r\n" + _ENDING
)


def refusal_of(headers: Headers) -> bytes | None:
    """Return the response to an invalid handshake, or None. Header names are in lower case."""
    if b"upgrade" not in _tokens(headers, b"connection"):
        return BAD_REQUEST
    if len(_values(headers, b"host")) != 1 or not _are_subprotocols(subprotocols(headers)):
        return BAD_REQUEST
    if _tokens(headers, b"content-length") not in ([], [b"0"]):
        return BAD_REQUEST
    if _values(headers, b"transfer-encoding") or not _is_key(_values(headers, _KEY)):
        return BAD_REQUEST
    if _values(headers, b"sec-websocket-version") != [_VERSION]:
        return _OTHER_VERSION
    return None


def canonical_request(headers: Headers) -> bytes:
    """Return the head of an equivalent request in the form that picows accepts."""
    return (
        b"GET / HTTP/1.1\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
        b"sec-websocket-version: %b\r\nsec-websocket-key: %b\r\n\r\n"
    ) % (_VERSION, _values(headers, _KEY)[0])


def subprotocols(headers: Headers) -> list[str]:
    """Return the subprotocols that the client offers, in its order of preference."""
    joined = b",".join(_values(headers, _PROTOCOL)).decode("latin-1")
    return [token.strip() for token in joined.split(",")] if joined else []


def _are_subprotocols(asked: list[str]) -> bool:
    return len(set(asked)) == len(asked) and all(map(_TOKEN.fullmatch, asked))


def _is_key(values: list[bytes]) -> bool:
    try:
        return len(base64.b64decode(b",".join(values), validate=True)) == _KEY_BYTES
    except binascii.Error:
        return False


def _tokens(headers: Headers, name: bytes) -> list[bytes]:
    joined = b",".join(_values(headers, name)).lower()
    return [token.strip() for token in joined.split(b",") if token.strip()]


def _values(headers: Headers, wanted: bytes) -> list[bytes]:
    return [value for name, value in headers if name == wanted]
