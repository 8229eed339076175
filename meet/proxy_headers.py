"""The client's address and scheme, taken from proxy headers only if the proxy is trusted.

A proxy sends the address of the client and the scheme in a header, and any client can send the same
header. The header therefore counts only from the addresses of TRUSTED_PROXIES, and only the header
named by FORWARDED_HEADER is read. A path prefix from the network is never used.
"""

import ipaddress
import re
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, NamedTuple

Scope = dict[str, Any]
Application = Callable[[Scope, Any, Any], Awaitable[None]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# The scope has this key if a listed proxy forwarded the request.
FROM_TRUSTED_PROXY = "meet.proxy_believed"

# An address with a port. An IPv6 address needs brackets for that.
_WITH_PORT = re.compile(r"(?:\[(?P<v6>[^\]]*)\]|(?P<v4>[0-9.]+))(?::[0-9]{1,5})?")


class _Hop(NamedTuple):
    """The address and scheme from which a proxy was reached, as it reports them; "" for unknown."""

    address: str = ""
    scheme: str = ""


def with_proxy_headers(
    application: Application, trusted: list[str], header: str = "x-forwarded-for"
) -> Application:
    """Put the client's address and scheme into the scope; raise ValueError for an invalid network.

    `trusted` contains addresses or networks, e.g. "127.0.0.1" or "10.0.0.0/8". `header` is the
    header in which they report the client: "x-forwarded-for" or "forwarded".
    """
    networks = [ipaddress.ip_network(text, strict=False) for text in trusted]
    hops_of = _hops_of_forwarded if header == "forwarded" else _hops_of_x_forwarded

    async def application_behind_proxies(scope: Scope, receive: Any, send: Any) -> None:
        scope = {**scope, "root_path": ""}
        if networks and _is_trusted(_peer(scope), networks):
            scope |= {FROM_TRUSTED_PROXY: True} | _forwarded_values(scope, networks, hops_of(scope))
        await application(scope, receive, send)

    return application_behind_proxies


def _forwarded_values(scope: Scope, networks: list[Network], hops: Iterator[_Hop]) -> Scope:
    """Return the values from trusted proxies, starting with the nearest proxy.

    The client is the first address that is not a trusted proxy. An invalid address ends the chain.
    """
    values: Scope = {}
    for hop in hops:
        if hop.scheme in ("http", "https"):
            is_websocket = scope["type"] == "websocket"
            values["scheme"] = hop.scheme.replace("http", "ws") if is_websocket else hop.scheme
        if (address := _address(hop.address)) is None:
            break
        values["client"] = [str(address), 0]
        if not _is_trusted(hop.address, networks):
            break
    return values


def _hops_of_x_forwarded(scope: Scope) -> Iterator[_Hop]:
    """Yield the addresses of X-Forwarded-For, the first with the scheme of X-Forwarded-Proto."""
    scheme = _header(scope, b"x-forwarded-proto").split(",")[-1].strip().lower()
    for text in _from_the_right(_header(scope, b"x-forwarded-for")):
        yield _Hop(text, scheme)
        scheme = ""
    if scheme:
        yield _Hop(scheme=scheme)


def _hops_of_forwarded(scope: Scope) -> Iterator[_Hop]:
    """Yield address and scheme of each element of Forwarded (RFC 7239)."""
    for element in _from_the_right(_header(scope, b"forwarded")):
        pairs = (pair.partition("=") for pair in element.split(";"))
        parameters = {name.strip().lower(): _unquoted(value) for name, _, value in pairs}
        yield _Hop(parameters.get("for", ""), parameters.get("proto", "").lower())


def _from_the_right(chain: str) -> list[str]:
    """Return the elements of a list in reverse order; the last one is from the nearest proxy.

    A comma ends an element even inside quotes. Otherwise a client could open a quotation and not
    close it, and the element that the proxy appends would become part of the client's text.
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
    """Return the address without a port, or None for an invalid address.

    An IPv4-mapped IPv6 address, as dual-stack sockets report it, becomes the IPv4 address.
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
