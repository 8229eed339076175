"""The rates of REST calls, by account, or by the network of a caller without an account.

One client may have all addresses of an IPv6 network of 64 bits. They count as one caller.
"""

from typing import Any

from rest_framework import throttling
from rest_framework.request import Request

from accounts.client_networks import client_address, client_network


class _ByNetwork(throttling.SimpleRateThrottle):
    def get_ident(self, request: Request) -> str:
        return client_network(client_address(request._request))  # noqa: SLF001 DRF's own way


class AnonymousThrottle(_ByNetwork, throttling.AnonRateThrottle):
    pass


class AccountThrottle(throttling.UserRateThrottle):
    """Counts calls of accounts only; DRF's class also counts those that have another rate here."""

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        return super().get_cache_key(request, view) if request.user.is_authenticated else None


class ScopedThrottle(_ByNetwork, throttling.ScopedRateThrottle):
    pass
