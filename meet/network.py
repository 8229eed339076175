"""What a request says of the network it came through, as far as that can be believed.

A proxy tells in headers who the client is and how it came; anybody else can send the same headers.
So they count only from the addresses of TRUSTED_PROXIES. A path that the network wants to prefix
is believed from nobody.
"""

import ipaddress
from collections.abc import Awaitable, Callable
from typing import Any

Scope = dict[str, Any]
Application = Callable[[Scope, Any, Any], Awaitable[None]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def behind_proxies(application: Application, trusted: list[str]) -> Application:
    """Put the client's address and scheme into the scope; raise ValueError for no network.

    `trusted` are addresses or networks, e.g. "127.0.0.1" or "10.0.0.0/8".
    """
    networks = [ipaddress.ip_network(text, strict=False) for text in trusted]

    async def believe(scope: Scope, receive: Any, send: Any) -> None:
        scope = {**scope, "root_path": ""}
        if networks and _is_trusted(_peer(scope), networks):
            scope |= _forwarded(scope, networks)
        await application(scope, receive, send)

    return believe


def _forwarded(scope: Scope, networks: list[Network]) -> Scope:
    """Return what trusted proxies say: the last address that is not one of them, and the scheme."""
    told: Scope = {}
    chain = _header(scope, b"x-forwarded-for").split(",")
    for text in reversed([one.strip() for one in chain if one.strip()]):
        if _address(text) is None:
            break
        told["client"] = [text, 0]
        if not _is_trusted(text, networks):
            break
    scheme = _header(scope, b"x-forwarded-proto").split(",")[-1].strip().lower()
    if scheme in ("http", "https"):
        is_websocket = scope["type"] == "websocket"
        told["scheme"] = scheme.replace("http", "ws") if is_websocket else scheme
    return told


def _peer(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def _is_trusted(text: str, networks: list[Network]) -> bool:
    address = _address(text)
    return address is not None and any(address in one for one in networks)


def _address(text: str) -> Address | None:
    """Return the address, an IPv4 one where a socket for both kinds shows it inside IPv6."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _header(scope: Scope, wanted: bytes) -> str:
    values = [value for name, value in scope["headers"] if name == wanted]
    return b",".join(values).decode("latin-1")
