"""What a request says of the network it came through, as far as that can be believed.

A proxy says in a header who the client is and how it came, and anybody else can send the same
header. So it counts only from the addresses of TRUSTED_PROXIES, and only the one of
FORWARDED_HEADER is read. A path that the network wants to prefix is believed from nobody.
"""

import ipaddress
import re
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, NamedTuple

Scope = dict[str, Any]
Application = Callable[[Scope, Any, Any], Awaitable[None]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# The key of a scope that a listed proxy has passed on.
BELIEVED = "meet.proxy_believed"

# An address with a port behind it: IPv6 needs brackets for that.
_WITH_PORT = re.compile(r"(?:\[(?P<v6>[^\]]*)\]|(?P<v4>[0-9.]+))(?::[0-9]{1,5})?")


class _Hop(NamedTuple):
    """From where one proxy was reached, as it says; "" for what it does not say."""

    address: str = ""
    scheme: str = ""


def behind_proxies(
    application: Application, trusted: list[str], header: str = "x-forwarded-for"
) -> Application:
    """Put the client's address and scheme into the scope; raise ValueError for no network.

    `trusted` are addresses or networks, e.g. "127.0.0.1" or "10.0.0.0/8", and `header` is the one
    in which they say who the client is: "x-forwarded-for" or "forwarded".
    """
    networks = [ipaddress.ip_network(text, strict=False) for text in trusted]
    hops_of = _hops_of_forwarded if header == "forwarded" else _hops_of_x_forwarded

    async def believe(scope: Scope, receive: Any, send: Any) -> None:
        scope = {**scope, "root_path": ""}
        if networks and _is_trusted(_peer(scope), networks):
            scope |= {BELIEVED: True} | _told(scope, networks, hops_of(scope))
        await application(scope, receive, send)

    return believe


def _told(scope: Scope, networks: list[Network], hops: Iterator[_Hop]) -> Scope:
    """Return what trusted proxies say, asked from the nearest on.

    The client is the first address that is not one of them. What is no address ends the chain.
    """
    told: Scope = {}
    for hop in hops:
        if hop.scheme in ("http", "https"):
            is_websocket = scope["type"] == "websocket"
            told["scheme"] = hop.scheme.replace("http", "ws") if is_websocket else hop.scheme
        if (address := _address(hop.address)) is None:
            break
        told["client"] = [str(address), 0]
        if not _is_trusted(hop.address, networks):
            break
    return told


def _hops_of_x_forwarded(scope: Scope) -> Iterator[_Hop]:
    """Yield the addresses of X-Forwarded-For, the first with the scheme of X-Forwarded-Proto."""
    scheme = _header(scope, b"x-forwarded-proto").split(",")[-1].strip().lower()
    for text in _from_the_right(_header(scope, b"x-forwarded-for")):
        yield _Hop(text, scheme)
        scheme = ""
    if scheme:
        yield _Hop(scheme=scheme)


def _hops_of_forwarded(scope: Scope) -> Iterator[_Hop]:
    """Yield what each element of Forwarded says (RFC 7239)."""
    for element in _from_the_right(_header(scope, b"forwarded")):
        pairs = (pair.partition("=") for pair in element.split(";"))
        said = {name.strip().lower(): _unquoted(value) for name, _, value in pairs}
        yield _Hop(said.get("for", ""), said.get("proto", "").lower())


def _from_the_right(chain: str) -> list[str]:
    """Return the elements of a list, the last one first, which is the nearest proxy's.

    Commas end an element even inside quotes: else a client that opens a quotation, and never ends
    it, would make what the proxy appends a part of its own text.
    """
    return [text.strip() for text in reversed(chain.split(",")) if text.strip()]


def _unquoted(text: str) -> str:
    return text.strip().removeprefix('"').removesuffix('"')


def _peer(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def _is_trusted(text: str, networks: list[Network]) -> bool:
    address = _address(text)
    return address is not None and any(address in one for one in networks)


def _address(text: str) -> Address | None:
    """Return the address, without a port, or None for what is no address.

    An IPv4 address inside IPv6, as sockets for both show it, is the IPv4 address.
    """
    text = _unquoted(text)
    if (found := _WITH_PORT.fullmatch(text)) is not None:
        text = found["v6"] or found["v4"] or ""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _header(scope: Scope, wanted: bytes) -> str:
    values = [value for name, value in scope["headers"] if name == wanted]
    return b",".join(values).decode("latin-1")
