"""The interfaces of the layers above, which the Engine.IO server calls: Socket.IO and the relay."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any, Protocol, TypeVar

from signaling.refusals import Misbehaviour

SessionT_contra = TypeVar("SessionT_contra", contravariant=True)

RequestRelay = Callable[[str, Any, Any, Any], Awaitable[None]]
"""Serves an HTTP request for a session of another worker: its id, then scope, receive and send."""


class SessionHandler(Protocol[SessionT_contra]):
    """Handles the messages and the changes of sessions."""

    async def may_poll(self, scope: Mapping[str, Any]) -> bool:
        """Wait until a client may open a session on polling; return False if too many wait."""

    def opened(self, session: SessionT_contra) -> bool:
        """Register a new session; return whether it may stay."""

    async def closed(self, session: SessionT_contra, *, by_client: bool, by_server: bool) -> None:
        """Handle the end of a session that was allowed to stay.

        Both flags are false if the transport was lost.
        """

    def message(self, session: SessionT_contra, message: bytes) -> Coroutine[Any, Any, None] | None:
        """Handle one Socket.IO packet; return a coroutine for the rest if it has to wait."""

    def misbehaved(self, session: SessionT_contra, misbehaviour: Misbehaviour) -> None:
        """Report the misbehaviour to the client, and end its session."""

    def pinged(self, session: SessionT_contra) -> None:
        """Note that a ping is sent after all packets so far."""

    def ponged(self, session: SessionT_contra) -> None:
        """Note that all packets before the last ping have arrived."""
