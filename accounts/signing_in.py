"""How many wrong passwords may be tried; every door that takes a password asks here.

Failures are counted for an account and an address together, so that nobody elsewhere can lock the
owner out. The account's failures from all addresses together only make each address wait longer
after a failure of its own, up to a bound. An address has a limit for all accounts, too.

Attempts are counted before the password is checked, so that many at once gain nothing. An attempt
that is refused is not counted. Counters are in the cache; several processes need a shared one.
"""

import math
import time
from hashlib import sha256

from django.conf import settings
from django.contrib.auth import authenticate
from django.core.cache import cache
from django.db.models import Q
from django.http import HttpRequest

from accounts.addresses import neighbourhood
from accounts.models import User
from accounts.normal_forms import normal_email

_ADDRESS_ATTEMPTS, _ADDRESS_SECONDS = 10, 60
# One failure more doubles the wait; an owner who mistypes during an attack waits this long.
_LONGEST_WAIT_SECONDS = 30


class TooManyAttempts(Exception):  # noqa: N818 it is an answer, not an error
    """The password was not checked; `retry_after_seconds` says when it can be."""

    def __init__(self, retry_after_seconds: int) -> None:
        self.retry_after_seconds = retry_after_seconds
        super().__init__(f"Too many failed attempts, try again in {retry_after_seconds} seconds")


def sign_in(request: HttpRequest, email: str, password: str) -> User | None:
    """Return the account with this address and password; raise TooManyAttempts."""
    attempt = Attempt(email, request.META.get("REMOTE_ADDR", ""))
    attempt.begin()
    account = authenticate(request, email=email, password=password)
    if not isinstance(account, User):
        attempt.fail()
        return None
    attempt.succeed()
    return account


class Attempt:
    """One attempt: `begin`, then check the password, then `fail` or `succeed`."""

    def __init__(self, email: str, address: str) -> None:
        account, here = _account(email), neighbourhood(address)
        seconds = settings.SIGN_IN_ATTEMPTS_SECONDS
        self._pair = _Counter(f"{account}:{here}", settings.SIGN_IN_ATTEMPTS, seconds)
        self._address = _Counter(f"address:{here}", _ADDRESS_ATTEMPTS, _ADDRESS_SECONDS)
        self._account = _Counter(f"account:{account}", settings.SIGN_IN_ATTEMPTS, seconds)
        self._waiting = f"sign-in:wait:{account}:{here}"

    def begin(self) -> None:
        """Count the attempt, or raise TooManyAttempts."""
        until = cache.get(self._waiting)
        if until is not None:
            raise TooManyAttempts(max(1, math.ceil(until - time.time())))
        counted: list[_Counter] = []
        for counter in (self._pair, self._address):
            if not counter.count():
                for earlier in counted:
                    earlier.take_back()
                raise TooManyAttempts(counter.seconds_left())
            counted.append(counter)

    def fail(self) -> None:
        """Let this address wait, where the account has had many failures from anywhere."""
        excess = self._account.add() - self._account.limit
        if excess > 0:
            seconds = min(2 ** min(excess, _LONGEST_WAIT_SECONDS), _LONGEST_WAIT_SECONDS)
            cache.set(self._waiting, time.time() + seconds, seconds)

    def succeed(self) -> None:
        """Take this attempt back, and forget the earlier ones of the pair."""
        self._address.take_back()
        self._pair.take_back()
        self.forget()

    def forget(self) -> None:
        """Let the account begin anew from this address: what failed here were the owner's slips."""
        self._account.take_back(self._pair.number())
        self._pair.clear()
        cache.delete(self._waiting)


class _Counter:
    """A number in the cache that starts anew some time after it was begun."""

    def __init__(self, name: str, limit: int, seconds: int) -> None:
        self.limit = limit
        self._seconds = seconds
        self._key, self._end = f"sign-in:{name}", f"sign-in:end:{name}"

    def count(self) -> bool:
        """Count one more, and tell whether it is within the limit; else it doesn't count."""
        if self.add() <= self.limit:
            return True
        self.take_back()
        return False

    def add(self) -> int:
        """Count one more and return the number. Each step is atomic, so that none gets lost."""
        if cache.add(self._key, 0, self._seconds):
            cache.set(self._end, time.time() + self._seconds, self._seconds)
        try:
            return cache.incr(self._key)
        except ValueError:  # it ran out at this moment
            return 1

    def number(self) -> int:
        return cache.get(self._key, 0)

    def take_back(self, times: int = 1) -> None:
        try:
            cache.decr(self._key, times)
        except ValueError:  # it ran out meanwhile
            return

    def clear(self) -> None:
        cache.delete_many([self._key, self._end])

    def seconds_left(self) -> int:
        left = cache.get(self._end, time.time() + self._seconds) - time.time()
        return max(1, math.ceil(left))


def _account(email: str) -> str:
    """Identify the account by any of its addresses; an unknown address counts for itself."""
    email = normal_email(email)
    accounts = User.objects.filter(Q(email=email) | Q(emailaddress__email=email))
    found = accounts.order_by("pk").values_list("pk", flat=True).first()
    return sha256(email.encode()).hexdigest() if found is None else str(found)
