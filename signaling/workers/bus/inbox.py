"""The messages of one worker: delivers each once and in order, and notices missing ones.

    complete ──a later number, or a position──▶ asking ──the missing messages──▶ complete
                                                  │
                                  dropped, or no answer within 5 s
                                                  ▼
                                       lost(), then complete

Later messages wait while missing ones are asked for. What waits is limited to 4 MiB; messages
beyond that are not kept here, and are asked for again. An inbox knows no Redis.
"""

import logging
from collections.abc import Callable
from typing import NamedTuple

logger = logging.getLogger(__name__)

WAITING_BYTES = 4 * 1024 * 1024
# A request is repeated after this time, because it may be lost too.
_REQUEST_SECONDS = 1
# A sender that does not answer is hanging or dead, and what it sent later must not wait for ever.
ANSWER_SECONDS = 5


class _Request(NamedTuple):
    """Which messages were asked for, since when the first is missing, and when it was asked for."""

    number: int
    end: int | None
    since: float
    asked_at: float


class Inbox:
    """Messages from one worker to this one; `received` is called for each, in order."""

    def __init__(
        self, sender: str, received: Callable[[str, bytes], None], lost: Callable[[str], None]
    ) -> None:
        self._sender = sender
        self._received = received
        self._lost = lost
        self.next_number = 1
        self._last_known = 0
        self._waiting: dict[int, list[bytes]] = {}
        self._waiting_bytes = 0
        self._request: _Request | None = None

    def take(self, number: int, messages: list[bytes]) -> bool:
        """Deliver messages that are next, drop repeated ones; return whether none is missing."""
        if number == self.next_number:
            self.next_number = number + len(messages)
            self._deliver(messages)
            if self._waiting:
                self._deliver_waiting()
        elif number > self.next_number:
            self._hold(number, messages)
        return self.next_number > self._last_known

    def note_position(self, number: int) -> None:
        """Note the number of the last message that was sent."""
        self._last_known = max(self._last_known, number)

    def note_dropped(self, number: int) -> None:
        """Give up the messages before a number, which the sender no longer has."""
        if number > self.next_number:
            self._last_known = max(self._last_known, number - 1)
            self._give_up(number)

    def note_connected(self) -> None:
        """Begin to wait for an answer anew, because there could be none before."""
        self._request = None

    def missing(self, now: float) -> tuple[int, int | None] | None:
        """Return what to ask the sender for: the first missing number, and the first later one.

        Return None if nothing is missing or if it was asked for less than a second ago. Give up
        what the sender has not sent within 5 s.
        """
        if self.next_number > self._last_known:
            self._request = None
            return None
        request = self._request
        if request is None or (request.end is not None and self.next_number >= request.end):
            self._request = None
            return self._ask(now)
        if request.number != self.next_number:
            self._request = request._replace(number=self.next_number, since=now, asked_at=now)
            return None
        if now - request.since >= ANSWER_SECONDS:
            self._give_up(self._last_known + 1)
            self._request = None
            return self.missing(now)
        return None if now - request.asked_at < _REQUEST_SECONDS else self._ask(now)

    def _ask(self, now: float) -> tuple[int, int | None]:
        since = self._request.since if self._request is not None else now
        end = min(self._waiting, default=None)
        self._request = _Request(self.next_number, end, since, now)
        return self.next_number, end

    def _deliver(self, messages: list[bytes]) -> None:
        sender, received = self._sender, self._received
        for message in messages:
            try:
                received(sender, message)
            except Exception:
                logger.exception("A message of worker %s failed", sender)

    def _hold(self, number: int, messages: list[bytes]) -> None:
        self._last_known = max(self._last_known, number + len(messages) - 1)
        size = sum(map(len, messages))
        if number not in self._waiting and self._waiting_bytes + size <= WAITING_BYTES:
            self._waiting[number] = messages
            self._waiting_bytes += size

    def _deliver_waiting(self) -> None:
        for number in sorted(self._waiting):
            if number > self.next_number:
                break
            messages = self._waiting.pop(number)
            self._waiting_bytes -= sum(map(len, messages))
            if number == self.next_number:
                self.next_number += len(messages)
                self._deliver(messages)

    def _give_up(self, number: int) -> None:
        """Continue at a number, or before it with what waits here."""
        logger.warning("Messages of worker %s are lost", self._sender)
        self.next_number = min(number, min(self._waiting, default=number))
        try:
            self._lost(self._sender)
        except Exception:
            logger.exception("The loss of messages of worker %s was not handled", self._sender)
        self._deliver_waiting()
