"""The address of a client, and its network, under which attempts are counted together."""

import ipaddress

from django.http import HttpRequest

_IPV6_PREFIX = 64


def client_address(request: HttpRequest) -> str:
    """Return the address that `meet.proxy_headers` has set; "" for a client on a Unix socket."""
    return str(request.META.get("REMOTE_ADDR", ""))


def client_network(address: str) -> str:
    """Return an IPv4 address, or the /64 network of an IPv6 address; "" for an invalid address."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if known.version == 6 and (mapped := known.ipv4_mapped) is not None:  # noqa: PLR2004
        known = mapped
    if known.version == 4:  # noqa: PLR2004
        return str(known)
    return str(ipaddress.ip_network((known, _IPV6_PREFIX), strict=False).network_address)
