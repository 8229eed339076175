"""Handle the packets of clients by their kind.

There are no handlers by event name here. Therefore no event name is reserved by accident.
"""

import logging

from rooms.refusals import Refusal
from signaling.engineio.session import Session
from signaling.protocol.packets import ACK, CONNECT, DISCONNECT, EVENT, Received, parse
from signaling.refusals import MalformedPacket, Misbehaviour, ReservedEvent
from signaling.socketio.connect import ConnectRequests
from signaling.socketio.connections import Connections
from signaling.socketio.handler import ConnectionHandler, PendingWork
from signaling.socketio.misbehaviour import close_for_misbehaviour

logger = logging.getLogger(__name__)

# Clients of Socket.IO use these names for events of their own.
_RESERVED_EVENTS = frozenset(
    ("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener")
)


class PacketHandler:
    def __init__(
        self,
        handler: ConnectionHandler,
        connections: Connections,
        connect_requests: ConnectRequests,
    ) -> None:
        self._handler = handler
        self._connections = connections
        self._connect_requests = connect_requests

    def handle(self, session: Session, message: bytes) -> PendingWork | None:
        """Handle one packet; return a coroutine for the rest of the work if it has to wait.

        Misbehaviour closes the session.
        """
        try:
            return self._handle_packet(session, parse(message))
        except Misbehaviour as misbehaviour:
            close_for_misbehaviour(session, misbehaviour)
        except Refusal as refusal:
            # Dispatch handles the refusals of actions. This packet asked for none, so there is
            # nothing to acknowledge.
            logger.info("ignoring a packet: %s", refusal.code)
        return None

    def _handle_packet(self, session: Session, packet: Received) -> PendingWork | None:
        connection = session.connections.get(packet.namespace)
        if packet.kind == EVENT and connection is not None:
            if packet.name in _RESERVED_EVENTS:
                raise ReservedEvent
            return self._handler.handle_event(connection.caller, connection.dialect, packet)
        if packet.kind == CONNECT:
            # A stock client sends CONNECT again if its page calls `connect` while it waits for the
            # answer.
            is_new = connection is None
            return self._connect_requests.handle(session, packet) if is_new else None
        if packet.kind == DISCONNECT and connection is not None:
            self._connections.end(connection, how="closed")
            return None
        if packet.kind not in (EVENT, ACK, DISCONNECT):
            raise MalformedPacket("Clients can't send packets of this type")
        if packet.kind == EVENT:
            # Nothing handles this event, but it must be a valid packet.
            packet.arguments()
        return None
