"""Bodies that peers relay to each other: descriptions, candidates, and messages of rtc.io.

They are passed on as they came, so they are checked here for what ends the connections of other
clients: size, syntax, numbers out of range and deep nesting.
"""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from msgspec import Raw

SDP_BYTES = 60 * 1024
CANDIDATE_BYTES = 4 * 1024
# Python's parser gives up some hundred levels down, depending on its caller.
_NESTED_LEVELS = 100

_decode_description = msgspec.json.Decoder(dict[str, Any] | str).decode
_decode_candidate = msgspec.json.Decoder(dict[str, Any] | str | None).decode


def check_description(body: Raw) -> None:
    """Check what is relayed as it came: its size, its kind and its syntax.

    Raises ValueError or a msgspec error. The decoded value is thrown away: it only shows that the
    parsers of other clients take the body, too.
    """
    _check_size(body, SDP_BYTES)
    check_depth(body, _decode_description)


def check_candidate(body: Raw) -> None:
    """Check as `check_description` does."""
    _check_size(body, CANDIDATE_BYTES)
    check_depth(body, _decode_candidate)


def check_depth(body: Raw, decode: Callable[[Raw], Any] = msgspec.json.decode) -> None:
    """Raise ValueError for JSON that is nested deeper than the parsers of other clients follow.

    Nearly every body has few brackets, so counting them is enough. `decode` may raise, too.
    """
    level = [decode(body)]
    json = bytes(body)
    if json.count(b"{") + json.count(b"[") <= _NESTED_LEVELS:
        return
    for _ in range(_NESTED_LEVELS):
        level = [inner for outer in level for inner in _within(outer)]
        if not level:
            return
    raise ValueError(f"At most {_NESTED_LEVELS} levels are relayed")


def _within(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _check_size(body: Raw, most_bytes: int) -> None:
    if memoryview(body).nbytes > most_bytes:
        raise ValueError(f"At most {most_bytes} bytes are relayed")
