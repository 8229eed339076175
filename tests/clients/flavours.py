"""Six kinds of client: two libraries with three ways to connect."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

import pytest

_WAYS = {
    "websocket": ("websocket",),
    "polling": ("polling",),
    "upgrade": ("polling", "websocket"),
}


class Flavour(NamedTuple):
    library: Literal["python", "npm"]
    transports: tuple[str, ...]


FLAVOURS: Mapping[str, Flavour] = MappingProxyType(
    {
        f"{library}-{way}": Flavour(library, transports)
        for library in ("python", "npm")
        for way, transports in _WAYS.items()
    }
)
PLAIN = FLAVOURS["python-websocket"]

# For tests whose result may depend on the library or the transport.
every_flavour = pytest.mark.parametrize("flavour", FLAVOURS.values(), ids=FLAVOURS, indirect=True)
# Only a WebSocket can be cut: a silent polling client may just be slow.
every_library = pytest.mark.parametrize(
    "flavour",
    [FLAVOURS["python-websocket"], FLAVOURS["npm-websocket"]],
    ids=["python", "npm"],
    indirect=True,
)
