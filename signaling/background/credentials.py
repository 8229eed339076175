"""End a connection when its credential ends; `docs/decisions/0020` explains why.

A periodic task checks all connections of accounts every 2 seconds. Therefore it need not know where
a credential was ended: on a page, by the API, in the admin, by a command or in another process.

    valid ──expires──▶ client warned ──25 s──▶ over: the seat is held, as after a lost connection
      │ ▲                │
      │ └─refresh-token──┘
      ├──page's session not used──▶ over: the seat is held, too; see `page_sessions`
      └──signed out───────────────▶ over: the seat is released, as after leaving
"""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from typing import Protocol

from django.conf import settings

from accounts.credentials import Credential, ended_credentials, session_seconds_left
from signaling.actions.rooms.leave import release_place
from signaling.background.page_sessions import PageSessions
from signaling.caller import Caller
from signaling.concurrency.database import in_database
from signaling.concurrency.periodic_tasks import run_periodically
from signaling.delivery import Deliverer
from signaling.outcomes import Delivery
from signaling.presence import Presence
from signaling.protocol.events import Removed, TokenRanOut
from signaling.refusals import SessionExpired, SignedOut, TokenExpired

logger = logging.getLogger(__name__)

# A sign-out must end every connection within 5 seconds.
_CHECK_SECONDS = 2


class ConnectedCallers(Protocol):
    """The part of the Socket.IO server that the checks need."""

    def callers(self) -> list[Caller]:
        """Return the callers of all connections here, including those that may be recovered."""


class CredentialChecks:
    """The periodic task that checks credentials. All times are monotonic seconds of `clock`.

    `leave_elsewhere` releases the place of a peer in a room of another worker, if it has one.
    """

    def __init__(
        self,
        presence: Presence,
        delivery: Deliverer,
        server: ConnectedCallers,
        clock: Callable[[], float] = time.monotonic,
        leave_elsewhere: Callable[[str], bool] | None = None,
    ) -> None:
        self._presence = presence
        self._delivery = delivery
        self._server = server
        self._clock = clock
        self._leave_elsewhere = leave_elsewhere
        self._warned_at: dict[Credential, float] = {}
        self._sessions = PageSessions(clock)
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(run_periodically(self.check, every_seconds=_CHECK_SECONDS))

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def check(self) -> None:
        """End the connections whose credential has ended; raise errors of the database.

        While the database is unavailable, nobody is signed out and calls continue.
        """
        self._check_expiry()
        await self._check_database()

    def _check_expiry(self) -> None:
        """Ask clients whose token has expired for another one; end them after the grace period."""
        now, warned_at = self._clock(), {}
        warning = TokenRanOut(grace_seconds=settings.TOKEN_GRACE_SECONDS)
        for caller, credential in self._credentials():
            if credential.expires_at is None or credential.expires_at > now:
                continue
            warned_at[credential] = self._warned_at.get(credential, now)
            if credential not in self._warned_at:
                self._delivery.deliver([Delivery(warning, [caller.peer_id])])
            elif warned_at[credential] + settings.TOKEN_GRACE_SECONDS <= now:
                self._close(caller, TokenExpired())
        self._warned_at = warned_at

    async def _check_database(self) -> None:
        """End the connections whose credential has ended in the database.

        A connection that got another credential during the query stays.
        """
        credentials = {credential for _, credential in self._credentials()}
        if not credentials:
            return
        ended, seconds_left = await in_database(_read, credentials)
        self._delivery.deliver(self._sessions.update(self._credentials(), seconds_left))
        over = [(caller, one) for caller, one in self._credentials() if one in ended]
        signed_out = [caller for caller, one in over if not self._sessions.has_expired(one)]
        for caller, _ in over:
            self._close(caller, SignedOut() if caller in signed_out else SessionExpired())
        # Release the seats only after every connection is closed, because this writes rows.
        for caller in signed_out:
            self._leave(caller)

    def _credentials(self) -> Iterable[tuple[Caller, Credential]]:
        """Yield the callers with a credential; the connections of guests have none."""
        for caller in self._server.callers():
            if caller.credential is not None:
                yield caller, caller.credential

    def _close(self, caller: Caller, reason: SignedOut | SessionExpired | TokenExpired) -> None:
        removed = Removed(reason=reason.message, code=reason.code)
        self._delivery.deliver([Delivery(removed, [caller.peer_id], then_close=True)])

    def _leave(self, caller: Caller) -> None:
        """Release the caller's place; on an error, hold it as after a lost connection."""
        if self._leave_elsewhere is not None and self._leave_elsewhere(caller.peer_id):
            return
        try:
            self._delivery.deliver(release_place(caller.peer_id, self._presence))
        except Exception:
            logger.exception("A seat could not be given up")


def _read(credentials: set[Credential]) -> tuple[set[Credential], dict[Credential, float]]:
    """Return the ended credentials, and the seconds that the sessions of pages have left."""
    return ended_credentials(credentials), session_seconds_left(credentials)
