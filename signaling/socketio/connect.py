"""Answer CONNECT packets: identify the person, then begin or recover a connection."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from rooms.refusals import Refusal
from signaling.asgi.pacing import Pace
from signaling.concurrency.arrivals import FairQueue
from signaling.dialects import Dialect
from signaling.engineio.session import Session
from signaling.protocol.connection_changes import ConnectionEnded
from signaling.protocol.packets import Received, encode_connect_error
from signaling.refusals import refusal_for
from signaling.socketio.connections import Connections
from signaling.socketio.handler import ConnectionHandler
from signaling.socketio.handshake import identify
from signaling.socketio.recovery.buffer import recovery_request_of
from signaling.socketio.recovery.return_key import return_key

logger = logging.getLogger(__name__)


class ConnectRequests:
    """Handles CONNECT packets.

    `queue` limits how many clients are identified at once, and `pace` how many in one turn of the
    event loop. `generate_id` returns the id of a new peer.
    """

    def __init__(
        self,
        dialects: Mapping[str, Dialect],
        handler: ConnectionHandler,
        connections: Connections,
        *,
        queue: FairQueue,
        pace: Pace,
        generate_id: Callable[[], str],
    ) -> None:
        self._dialects = dialects
        self._handler = handler
        self._connections = connections
        self._queue = queue
        self._pace = pace
        self._generate_id = generate_id

    async def handle(self, session: Session, packet: Received) -> None:
        """Connect a client to the namespace that it asks for, or refuse the connection."""
        dialect = self._dialects.get(packet.namespace)
        if dialect is None:
            refused = {"message": "Invalid namespace", "code": "UNKNOWN_NAMESPACE"}
            session.send(encode_connect_error(packet.namespace, refused))
            return
        try:
            await self._enter(session, dialect, packet.payload())
        except Refusal as refusal:
            _refuse(session, packet.namespace, refusal)
        except Exception as error:
            logger.exception("A connection could not be let in")
            _refuse(session, packet.namespace, refusal_for(error))

    async def _enter(self, session: Session, dialect: Dialect, auth: Any) -> None:
        """Identify the person, and begin or recover a connection; raise any error."""
        await self._handler.ready()
        async with self._queue.turn(session.connected_at):
            await self._pace.wait()
            caller = await identify(self._generate_id(), dialect.name, session.scope, auth)
        caller = replace(caller, connected_at=session.connected_at)
        if session.is_closed:
            return
        recovery_request = recovery_request_of(auth)
        if await self._connections.recover(session, dialect, caller, recovery_request):
            return
        if recovery_request.pid:
            caller = replace(caller, previous_key=return_key(recovery_request.pid))
        await self._handler.connect(caller, dialect)
        if session.is_closed:
            self._handler.connection_changed(caller, ConnectionEnded("lost"))
        else:
            self._connections.begin(session, dialect, caller, recovery_request)


def _refuse(session: Session, namespace: str, refusal: Refusal) -> None:
    """Send a connect error with code and message at the top level, and in `data` for JavaScript."""
    described = {"code": refusal.code, "message": refusal.message}
    session.send(encode_connect_error(namespace, {**described, "data": described}))
