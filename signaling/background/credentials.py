"""End a connection when its credential ends; `docs/decisions/0020` explains why.

The keeper checks all connections of accounts every 2 seconds. Therefore it need not know where a
credential was ended: on a page, by the API, in the admin, by a command or in another process.

    holds ──expires──▶ told ──25 s──▶ over: the seat is held, as after a lost connection
      │ ▲                │
      │ └─refresh-token──┘
      ├──page's session not used──▶ over: the seat is held, too; see `page_sessions`
      └──signed out────────────────▶ over: the seat is given up, as after leaving
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
from signaling.database import in_database
from signaling.delivery import Deliverer
from signaling.outcomes import Delivery
from signaling.periodic_tasks import run_periodically
from signaling.presence import Presence
from signaling.protocol.events import Removed, TokenRanOut
from signaling.refusals import SessionExpired, SignedOut, TokenExpired

logger = logging.getLogger(__name__)

# A sign-out must end every connection within 5 seconds.
_LOOK_SECONDS = 2


class Connected(Protocol):
    """The part of the Socket.IO server that the keeper needs."""

    def callers(self) -> list[Caller]:
        """Return the callers of all connections here, including those that may be recovered."""


class CredentialChecks:
    """The background task that checks credentials. All times are monotonic seconds of `clock`."""

    def __init__(
        self,
        presence: Presence,
        delivery: Deliverer,
        server: Connected,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._presence = presence
        self._delivery = delivery
        self._server = server
        self._clock = clock
        self._told_at: dict[Credential, float] = {}
        self._sessions = PageSessions(clock)
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(run_periodically(self.look, every_seconds=_LOOK_SECONDS))

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def look(self) -> None:
        """End the connections whose credential has ended; raise errors of the database.

        While the database is unavailable, nobody is signed out and calls continue.
        """
        self._see_time_pass()
        await self._ask_rows()

    def _see_time_pass(self) -> None:
        """Ask clients whose token has expired for another one; end them after the grace period."""
        now, told_at = self._clock(), {}
        asked = TokenRanOut(grace_seconds=settings.TOKEN_GRACE_SECONDS)
        for caller, credential in self._proved():
            if credential.expires_at is None or credential.expires_at > now:
                continue
            told_at[credential] = self._told_at.get(credential, now)
            if credential not in self._told_at:
                self._delivery.deliver([Delivery(asked, [caller.peer_id])])
            elif told_at[credential] + settings.TOKEN_GRACE_SECONDS <= now:
                self._close(caller, TokenExpired())
        self._told_at = told_at

    async def _ask_rows(self) -> None:
        """End the connections whose credential has ended in the database.

        A connection that got another credential during the query stays.
        """
        credentials = {credential for _, credential in self._proved()}
        if not credentials:
            return
        ended, left = await in_database(_read, credentials)
        self._delivery.deliver(self._sessions.see(self._proved(), left))
        over = [
            (caller, credential) for caller, credential in self._proved() if credential in ended
        ]
        signed_out = [one for one, proof in over if not self._sessions.has_run_out(proof)]
        for caller, _ in over:
            self._close(caller, SignedOut() if caller in signed_out else SessionExpired())
        # Give up the seats only after every connection is closed, because this writes rows.
        for caller in signed_out:
            self._leave(caller)

    def _proved(self) -> Iterable[tuple[Caller, Credential]]:
        for caller in self._server.callers():
            if caller.credential is not None:
                yield caller, caller.credential

    def _close(self, caller: Caller, why: SignedOut | SessionExpired | TokenExpired) -> None:
        removed = Removed(reason=why.message, code=why.code)
        self._delivery.deliver([Delivery(removed, [caller.peer_id], then_close=True)])

    def _leave(self, caller: Caller) -> None:
        """Give up the caller's place; on an error, hold it as after a lost connection."""
        try:
            self._delivery.deliver(release_place(caller.peer_id, self._presence))
        except Exception:
            logger.exception("A seat could not be given up")


def _read(credentials: set[Credential]) -> tuple[set[Credential], dict[Credential, float]]:
    """Return the ended credentials, and the seconds that the sessions of pages have left."""
    return ended_credentials(credentials), session_seconds_left(credentials)
