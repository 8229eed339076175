"""Limits on wrong passwords, shared by all forms and calls that accept a password.

Failures are counted per pair of account and address. Other people therefore cannot lock the owner
out. The account's failures from all addresses together only lengthen each address's wait after a
failure of its own, up to a bound. Each address also has a limit for all accounts together.

Attempts are counted before the password is checked, so that parallel attempts gain nothing. A
refused attempt is not counted. The counters are in the cache; several processes need a shared one.
"""

import math
import time
from hashlib import sha256

from django.conf import settings
from django.contrib.auth import authenticate
from django.core.cache import cache
from django.db.models import Q
from django.http import HttpRequest

from accounts.client_networks import client_address, client_network
from accounts.expiring_counter import ExpiringCounter
from accounts.models import User
from accounts.normalization import normalize_email

_ADDRESS_ATTEMPTS, _ADDRESS_SECONDS = 10, 60
# Each further failure doubles the wait up to this bound. An owner who mistypes the password during
# an attack waits at most this long.
_LONGEST_WAIT_SECONDS = 30


class TooManyAttempts(Exception):  # noqa: N818 it is an answer, not an error
    """The password was not checked; the next attempt is allowed after `retry_after_seconds`."""

    def __init__(self, retry_after_seconds: int) -> None:
        self.retry_after_seconds = retry_after_seconds
        super().__init__(f"Too many failed attempts. Try again in {retry_after_seconds} seconds.")


def sign_in(request: HttpRequest, email: str, password: str) -> User | None:
    """Return the account with this address and password, or None; raise TooManyAttempts."""
    attempt = LoginAttempt(email, client_address(request))
    attempt.begin()
    account = authenticate(request, email=email, password=password)
    if not isinstance(account, User):
        attempt.fail()
        return None
    attempt.succeed()
    return account


class LoginAttempt:
    """One attempt: call `begin`, check the password, then call `fail` or `succeed`."""

    def __init__(self, email: str, address: str) -> None:
        account, network = _account_key(email), client_network(address)
        seconds = settings.SIGN_IN_ATTEMPTS_SECONDS
        self._pair = ExpiringCounter(f"{account}:{network}", settings.SIGN_IN_ATTEMPTS, seconds)
        self._address = ExpiringCounter(f"address:{network}", _ADDRESS_ATTEMPTS, _ADDRESS_SECONDS)
        self._account = ExpiringCounter(f"account:{account}", settings.SIGN_IN_ATTEMPTS, seconds)
        self._wait_key = f"sign-in:wait:{account}:{network}"

    def begin(self) -> None:
        """Count the attempt, or raise TooManyAttempts."""
        until = cache.get(self._wait_key)
        if until is not None:
            raise TooManyAttempts(max(1, math.ceil(until - time.time())))
        counted: list[ExpiringCounter] = []
        for counter in (self._pair, self._address):
            if not counter.increment_within_limit():
                for earlier in counted:
                    earlier.decrement()
                raise TooManyAttempts(counter.seconds_left())
            counted.append(counter)

    def fail(self) -> None:
        """Make this address wait if the account has had many failures from all addresses."""
        excess = self._account.increment() - self._account.limit
        if excess > 0:
            seconds = min(2 ** min(excess, _LONGEST_WAIT_SECONDS), _LONGEST_WAIT_SECONDS)
            cache.set(self._wait_key, time.time() + seconds, seconds)

    def succeed(self) -> None:
        """Do not count this attempt, and forget the earlier failures of the pair."""
        self._address.decrement()
        self._pair.decrement()
        self.forget()

    def forget(self) -> None:
        """Reset the pair's counter: its failures were typing errors of the owner."""
        self._account.decrement(self._pair.value())
        self._pair.clear()
        cache.delete(self._wait_key)


def _account_key(email: str) -> str:
    """Return the id of the account with this address, or a hash of an unknown address."""
    email = normalize_email(email)
    accounts = User.objects.filter(Q(email=email) | Q(emailaddress__email=email))
    found = accounts.order_by("pk").values_list("pk", flat=True).first()
    return sha256(email.encode()).hexdigest() if found is None else str(found)
