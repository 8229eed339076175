"""Parsers of single setting values: hosts, origins, networks, URLs, rates, addresses.

Each function returns the value in a normal form for comparison. It raises ValueError with a
sentence that says what the setting must be, e.g. "must be like 20/minute".
"""

import importlib.util
import ipaddress
import re
from email.utils import parseaddr

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)*{_LABEL}\.?")
# RFC 7064 and RFC 7065.
_ICE = re.compile(
    r"(?P<scheme>stuns?|turns?):(?P<host>\[[0-9a-f:.]+\]|[^\[\]:/?#@]+)(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<transport>\?transport=(?:udp|tcp))?"
)
# Web pages, and the pages inside of apps that Capacitor, Ionic, Tauri or Electron package.
_ORIGIN = re.compile(
    r"(?P<scheme>https?|capacitor|ionic|tauri|app)://(?P<host>\[[0-9a-f:.]+\]|[^\[\]:/?#@]+)(?::(?P<port>[0-9]{1,5}))?/?"
)
# The secret is percent-encoded where it has other characters.
_MEDIA_SERVER = re.compile(
    r"(?P<scheme>wss?)://:(?P<secret>[A-Za-z0-9._~%!$&'()*+;=-]+)@"
    r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^\[\]:/?#@]+)(?::(?P<port>[0-9]{1,5}))?/?"
)
_MEDIA_SERVER_PORT = 8188
_RATE = re.compile(r"([1-9][0-9]{0,8})\s*/\s*(s|sec|second|m|min|minute|h|hour|d|day)s?")
_MOST_PORT = 65535


def host(text: str) -> str:
    """Parse a host name of this server, for Django's ALLOWED_HOSTS."""
    dot = "." if text.startswith(".") else ""
    name = text if text == "*" else _host(text.removeprefix("."))
    sentence = "must be names or addresses like meet.example.org, without scheme, port and path"
    return dot + _valid(name, sentence)


def origin(text: str) -> str:
    """Parse the origin of pages, as browsers send it in their requests."""
    sentence = "must be origins like https://example.org or capacitor://localhost, without a path"
    return _valid(text if text == "*" else _origin(text), sentence)


def network(text: str) -> str:
    try:
        return str(ipaddress.ip_network(text, strict=False))
    except ValueError:
        raise ValueError("must be addresses or networks like 127.0.0.1 or 10.0.0.0/8") from None


def stun_url(text: str) -> str:
    understood = _ice_url(text, ("stun", "stuns"))
    return _valid(understood, "must be STUN URLs like stun:stun.example.org:3478")


def turn_url(text: str) -> str:
    understood = _ice_url(text, ("turn", "turns"))
    return _valid(understood, "must be TURN URLs like turn:turn.example.org:3478?transport=udp")


def rate(text: str) -> str:
    """Parse the number of calls allowed in a period, in the format of Django REST framework."""
    found = _RATE.fullmatch(text.lower())
    if found is None:
        raise ValueError("must be like 20/minute, by second, minute, hour or day")
    return f"{found[1]}/{found[2]}"


def mail_address(text: str) -> str:
    """Parse an e-mail address with or without a display name before it."""
    try:
        validate_email(parseaddr(text)[1].replace("@localhost", "@localhost.localdomain"))
    except ValidationError:
        raise ValueError("must be like Meet <meet@example.org>") from None
    return text


def mail_domain(text: str) -> str:
    return _valid(_host(text.removeprefix("@")), "must be domains like example.org")


def mail_host(text: str) -> str:
    return _valid(_host(text), "must be a name or an address like mail.example.org")


def media_server(text: str) -> str:
    """Parse the address and the secret of a media server; no error contains the secret."""
    found = _MEDIA_SERVER.fullmatch(text)
    name = _host(found["host"]) if found is not None else None
    if found is None or name is None or not _is_port(found["port"]):
        raise ValueError(
            "must be like ws://:secret@10.0.0.5:8188 or wss://:secret@janus.example.org"
        )
    if found["scheme"] == "ws" and _is_public_address(name):
        raise ValueError("must use wss:// for public addresses, because it contains the secret")
    return f"{found['scheme']}://:{found['secret']}@{name}:{found['port'] or _MEDIA_SERVER_PORT}"


def worker_id(text: str) -> str:
    """Parse the id of a worker: the number of its slot, and a random part."""
    found = re.fullmatch(r"w[0-9]{1,4}-[0-9a-f]{8}", text)
    return _valid(found and found[0], "must be like w1-9f3ac1d2")


def application(text: str) -> str:
    """Parse the name of an application that is installed here."""
    try:
        found = importlib.util.find_spec(text)
    except (ImportError, ValueError):
        found = None
    if found is None:
        raise ValueError("must be applications like allauth.socialaccount.providers.openid_connect")
    return text


def _valid(value: str | None, sentence: str) -> str:
    if value is None:
        raise ValueError(sentence)
    return value


def _origin(text: str) -> str | None:
    found = _ORIGIN.fullmatch(text.lower())
    name = _host(found["host"]) if found is not None else None
    if found is None or name is None or not _is_port(found["port"]):
        return None
    is_default = found["port"] in (None, {"http": "80", "https": "443"}.get(found["scheme"]))
    return f"{found['scheme']}://{name}{'' if is_default else ':' + found['port']}"


def _ice_url(text: str, schemes: tuple[str, ...]) -> str | None:
    found = _ICE.fullmatch(text.lower())
    name = _host(found["host"]) if found is not None else None
    if found is None or name is None or found["scheme"] not in schemes:
        return None
    # Browsers refuse a STUN URL that names a transport.
    if found["transport"] and found["scheme"].startswith("stun"):
        return None
    if not _is_port(found["port"]):
        return None
    port = f":{found['port']}" if found["port"] else ""
    return f"{found['scheme']}:{name}{port}{found['transport'] or ''}"


def _is_port(text: str | None) -> bool:
    return text is None or 1 <= int(text) <= _MOST_PORT


def _is_public_address(name: str) -> bool:
    try:
        return ipaddress.ip_address(name.strip("[]")).is_global
    except ValueError:
        return False


def _host(text: str) -> str | None:
    """Return a host name in lower case and ASCII, or an address with IPv6 in brackets, or None."""
    try:
        if text.startswith("[") and text.endswith("]"):
            return f"[{ipaddress.IPv6Address(text[1:-1])}]"
        if re.fullmatch(r"[0-9.]+", text):
            return str(ipaddress.IPv4Address(text))
        name = text.lower() if text.isascii() else text.lower().encode("idna").decode()
    except ValueError:
        return None
    return name if _DOMAIN.fullmatch(name) else None
