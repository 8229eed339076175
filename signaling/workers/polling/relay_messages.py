"""The messages about HTTP requests that one worker relays to another.

The worker of the client sends a request, and perhaps that the client has disconnected. The worker
of the session sends one answer. Both name the request with the number that the worker of the client
gave to it. Each message is an array of MessagePack that begins with its tag, so that the union can
be part of a larger one.
"""

import msgspec

Headers = list[tuple[bytes, bytes]]


class RelayedRequest(msgspec.Struct, frozen=True, array_like=True, tag=20):
    """A GET or POST request with its whole body."""

    number: int
    method: str
    path: str
    query_string: bytes
    headers: Headers
    body: bytes


class RelayedDisconnect(msgspec.Struct, frozen=True, array_like=True, tag=21):
    """The client of a request has disconnected, or its worker no longer waits for the answer."""

    number: int


class RelayedAnswer(msgspec.Struct, frozen=True, array_like=True, tag=22):
    """The whole response to a request."""

    number: int
    status: int
    headers: Headers
    body: bytes


RelayMessage = RelayedRequest | RelayedDisconnect | RelayedAnswer

encode = msgspec.msgpack.Encoder().encode
