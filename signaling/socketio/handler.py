"""The interface of the layer above, which the Socket.IO server calls."""

from collections.abc import Coroutine
from typing import Any, Protocol

from signaling.caller import Caller
from signaling.dialects import Dialect
from signaling.protocol.connection_changes import ConnectionChange
from signaling.protocol.packets import Received

PendingWork = Coroutine[Any, Any, None]
"""The rest of the work for a message, which has to wait for something."""


class LifecycleHandler(Protocol):
    """The receiver of the changes of connections."""

    def connection_changed(self, caller: Caller, change: ConnectionChange) -> None:
        """Handle the loss, the recovery or the end of a connection; never raise."""


class ConnectionHandler(LifecycleHandler, Protocol):
    """The receiver of events and of changes of connections; only `connect` raises."""

    async def ready(self) -> None:
        """Prepare for events; called before each connection is let in."""

    async def connect(self, caller: Caller, dialect: Dialect) -> None:
        """Let a new connection in; raise Refusal, or the error that prevents it."""

    def handle_event(self, caller: Caller, dialect: Dialect, event: Received) -> PendingWork | None:
        """Handle one event; return a coroutine for the rest of the work if it has to wait."""
