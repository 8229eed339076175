"""Know when the page sessions of connected people end, and decide which people to warn.

active ──few minutes left──▶ warned ──0──▶ expired
 ▲                             │
 └──used: warning cancelled────┘
"""

from collections.abc import Callable, Iterable, Mapping

from django.conf import settings

from accounts.credentials import Credential
from signaling.caller import Caller
from signaling.outcomes import Delivery
from signaling.protocol.events import SessionEnding, SessionProlonged


class PageSessions:
    """The page sessions of all connected people. Times are seconds of a monotonic clock."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._ends_at: dict[Credential, float] = {}
        self._warned: set[str] = set()

    def update(
        self,
        credentials: Iterable[tuple[Caller, Credential]],
        seconds_left: Mapping[Credential, float],
    ) -> list[Delivery]:
        """Note when the sessions end; return the warnings, and the events that cancel a warning."""
        now, people = self._clock(), [one for one in credentials if one[1].kind == "page"]
        known = {one: now + left for one, left in seconds_left.items()}
        # Keep the known ends: a session that was deleted after its end has expired, too.
        self._ends_at = {one: self._ends_at[one] for _, one in people if one in self._ends_at}
        self._ends_at |= known
        self._warned &= {caller.peer_id for caller, _ in people}
        deliveries = (self._warning(caller, seconds_left.get(one)) for caller, one in people)
        return [delivery for delivery in deliveries if delivery is not None]

    def has_expired(self, credential: Credential) -> bool:
        """Tell whether this is a session that expired, and did not end by signing out."""
        return self._ends_at.get(credential, float("inf")) <= self._clock()

    def _warning(self, caller: Caller, left: float | None) -> Delivery | None:
        """Return a warning that is due, or the event that cancels an earlier one."""
        if left is None or left <= 0:
            return None
        is_near = left <= settings.SESSION_WARNING_SECONDS
        if is_near == (caller.peer_id in self._warned):
            return None
        if is_near:
            self._warned.add(caller.peer_id)
            return Delivery(SessionEnding(seconds_left=left), [caller.peer_id])
        self._warned.remove(caller.peer_id)
        return Delivery(SessionProlonged(seconds_left=left), [caller.peer_id])
