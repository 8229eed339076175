"""Bodies that peers relay to each other: descriptions, candidates, and messages of rtc.io.

The server relays them unchanged. Therefore this module rejects bodies that would end the
connections of other clients: too large, invalid syntax, numbers out of range or deep nesting.
"""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from msgspec import Raw

SDP_BYTES = 60 * 1024
CANDIDATE_BYTES = 4 * 1024
# Python's JSON parser fails at a few hundred levels; the exact limit depends on its caller.
_NESTED_LEVELS = 100
# From this length on, one `find` takes less time than one `count`.
_LONG_BYTES = 512

_decode_description = msgspec.json.Decoder(dict[str, Any] | str).decode
_decode_candidate = msgspec.json.Decoder(dict[str, Any] | str | None).decode


def check_description(body: Raw) -> None:
    """Check the size, the type and the syntax of a session description.

    Raise ValueError or a msgspec error. The decoded value is discarded: decoding only shows that
    the parsers of other clients accept the body, too.
    """
    _check_size(body, SDP_BYTES)
    check_depth(body, _decode_description)


def check_candidate(body: Raw) -> None:
    """Check an ICE candidate in the same way as `check_description`."""
    _check_size(body, CANDIDATE_BYTES)
    check_depth(body, _decode_candidate)


def check_depth(body: Raw, decode: Callable[[Raw], Any] = msgspec.json.decode) -> None:
    """Raise ValueError for JSON that is nested too deeply for the parsers of other clients.

    Nearly every body has few brackets. For these bodies, counting the brackets is enough.
    Errors of `decode` are raised, too.
    """
    level = [decode(body)]
    if not _has_many_brackets(bytes(body)):
        return
    for _ in range(_NESTED_LEVELS):
        level = [inner for outer in level for inner in _children(outer)]
        if not level:
            return
    raise ValueError(f"At most {_NESTED_LEVELS} levels are relayed")


def _has_many_brackets(json: bytes) -> bool:
    """Tell whether the body has enough brackets to be nested too deeply.

    A session description has one bracket in kilobytes of text: `find` skips the text much faster
    than `count` does.
    """
    if len(json) < _LONG_BYTES:
        return json.count(b"{") + json.count(b"[") > _NESTED_LEVELS
    left = _NESTED_LEVELS
    for bracket in (b"{", b"["):
        position = json.find(bracket)
        while position >= 0:
            left -= 1
            if left < 0:
                return True
            position = json.find(bracket, position + 1)
    return False


def _children(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _check_size(body: Raw, most_bytes: int) -> None:
    if memoryview(body).nbytes > most_bytes:
        raise ValueError(f"At most {most_bytes} bytes are relayed")
