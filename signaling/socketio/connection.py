"""One connection: one client on one namespace, with the Engine.IO session that carries it."""

from dataclasses import dataclass, replace

from accounts.credentials import Credential
from signaling.caller import Caller
from signaling.dialects import Dialect
from signaling.engineio.session import Session
from signaling.protocol.offsets import without_offset
from signaling.protocol.packets import encode_connect, encode_disconnect
from signaling.socketio.recovery.buffer import RecoveryBuffer
from signaling.socketio.recovery.buffers import RecoveryBuffers


@dataclass(slots=True, eq=False)
class Connection:
    """One peer."""

    dialect: Dialect
    caller: Caller
    session: Session | None
    """The Engine.IO session of the client; None while the connection is lost."""
    buffers: RecoveryBuffers["Connection"]
    buffer: RecoveryBuffer | None = None
    """The recovery buffer; None if the connection can't be recovered."""

    def send_event(self, packet: bytes) -> None:
        """Send an event, and keep it until it has arrived if the connection can be recovered."""
        buffer = self.buffer
        if buffer is None:
            packet = without_offset(packet)
        elif self.session is None:
            self.buffers.keep(buffer, packet)
        else:
            buffer.keep(packet)
        if self.session is not None:
            self.session.send(packet)

    def send_volatile(self, packet: bytes) -> None:
        """Send an event without keeping it; drop it while there is no session.

        Without an offset, it does not count as the last event that the client has received.
        """
        if self.session is not None:
            self.session.send(without_offset(packet))

    def send_acknowledgement(self, packet: bytes) -> None:
        """Send an acknowledgement, or drop it while there is no session.

        A client that comes back no longer waits for the acknowledgements of its old transport.
        """
        if self.session is not None:
            self.session.send(packet)

    def renew(self, credential: Credential | None) -> None:
        """Replace the credential by another one of the same account."""
        self.caller = replace(self.caller, credential=credential)

    def attach(self, session: Session) -> None:
        """Use a session, and answer the CONNECT packet that was received on it."""
        namespace = self.dialect.namespace
        self.session = session
        session.connections[namespace] = self
        session.stop_connect_timer()
        answer = {"sid": self.caller.peer_id}
        if self.buffer is not None:
            answer["pid"] = self.buffer.pid
        session.send(encode_connect(namespace, answer))

    async def move(self, older: Session, newer: Session) -> None:
        """Close the older session, and handle its messages before any message of the newer one.

        The order is not kept if the older session itself waits for the newer one, because it
        recovers another connection from that. The connection has no session afterwards.
        """
        namespace = self.dialect.namespace
        self.session = None
        if not older.is_closed:
            # Otherwise a client that is still there would recover the connection again and again.
            older.send(encode_disconnect(namespace))
            older.close_soon()
        await newer.messages.wait_for(older.messages)
        older.connections.pop(namespace, None)
