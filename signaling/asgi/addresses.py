"""The network address of a client, by which limits are counted."""

from collections.abc import Mapping
from typing import Any


def address_of(scope: Mapping[str, Any]) -> str:
    """Return the client's address; "" for a connection over a Unix socket, which has none."""
    client = scope.get("client")
    return str(client[0]) if client else ""
