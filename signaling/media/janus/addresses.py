"""The address and the secret of a Janus server, as the operator wrote them."""

from urllib.parse import unquote, urlsplit

import msgspec


class Address(msgspec.Struct, frozen=True):
    """`name` is host and port; `url` has no secret."""

    name: str
    url: str
    secret: str


def parse_address(text: str) -> Address:
    """Parse one item of MEDIA_SERVERS, which the settings have validated."""
    parts = urlsplit(text)
    name = parts.netloc.rpartition("@")[2]
    return Address(name, f"{parts.scheme}://{name}", unquote(parts.password or ""))
