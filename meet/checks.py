"""Checks that stop the start: invalid settings, and development settings in production.

Each error names the setting, and says which value is valid or how to fix it.
"""

import ipaddress
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from meet.secret_strength import weakness

SETTINGS = "settings"  # the tag of these checks
# The widest networks that one owner has: private networks, and the IPv6 networks of providers.
_WIDEST_BITS = {4: 8, 6: 7}
_SEE = "See docs/settings.md."


@register(SETTINGS)
def check_settings(**_: Any) -> list[CheckMessage]:
    """Return an error for each invalid setting, in every environment."""
    problems = dict(settings.SETTING_PROBLEMS)
    engine = settings.DATABASES["default"]["ENGINE"]
    if settings.REDIS_URL and not engine.endswith("postgresql"):
        problems["REDIS_URL"] = (
            "needs PostgreSQL: several workers write at the same time, and SQLite lets one wait "
            "for the other and can't be reached from other machines"
        )
    return [
        Error(f"{name} {problem}", hint=_SEE, id="meet.E001") for name, problem in problems.items()
    ]


@register(SETTINGS)
def check_production(**_: Any) -> list[CheckMessage]:
    """Check for settings that are allowed only in development."""
    if settings.ENVIRONMENT != "production":
        return []
    return [
        Error(problem, hint=f"{hint} {_SEE}", id=f"meet.E{number:03}")
        for number, (problem, hint) in enumerate(_production_problems(), start=2)
    ]


def _production_problems() -> Iterator[tuple[str, str]]:
    yield from _secret_problems()
    if settings.DEBUG:
        yield "DEBUG is on", "Remove it."
    if settings.SEVERAL_SERVERS:
        yield (
            "SEVERAL_SERVERS is on",
            "Remove it: each server would end the meetings of the others.",
        )
    if "*" in settings.ALLOWED_HOSTS:
        yield "ALLOWED_HOSTS is '*'", "List the host names of this server."
    if "*" in settings.ALLOWED_ORIGINS:
        yield "ALLOWED_ORIGINS is '*'", "List the sites whose pages may connect."
    for text in settings.TRUSTED_PROXIES:
        if _is_too_wide(text):
            yield (
                f"TRUSTED_PROXIES has {text}, a network that other people use too",
                "List only the addresses of your proxies.",
            )


def _secret_problems() -> Iterator[tuple[str, str]]:
    secrets = {"SECRET_KEY": settings.SECRET_KEY, "JWT_SIGNING_KEY": settings.JWT_SIGNING_KEY}
    if settings.TURN_URLS:
        secrets["TURN_SECRET"] = settings.TURN_SECRET
    if settings.METRICS_TOKEN:
        secrets["METRICS_TOKEN"] = settings.METRICS_TOKEN
    # Several media servers may have the same secret.
    servers = {urlsplit(server).password or "": server for server in settings.MEDIA_SERVERS}
    for secret, server in servers.items():
        secrets[f"MEDIA_SERVERS ({urlsplit(server).netloc.rpartition('@')[2]})"] = secret
    known = {name: one for name, one in secrets.items() if name not in settings.SETTING_PROBLEMS}
    for name, secret in known.items():
        if (what := weakness(secret)) is not None:
            yield f"{name} {what}", "Set a long random value."
    if len(set(known.values())) < len(known):
        yield f"{' and '.join(known)} are not all different", "Set a different value for each."


def _is_too_wide(text: str) -> bool:
    network = ipaddress.ip_network(text)
    return network.prefixlen < _WIDEST_BITS[network.version]
