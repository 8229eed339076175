"""The network of a client address, under which attempts are counted together."""

import ipaddress

_IPV6_PREFIX = 64


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
