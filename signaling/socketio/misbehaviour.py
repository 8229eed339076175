"""Close the session of a client that violates the protocol or its limits."""

import logging

from signaling.asgi.websocket import CloseCode
from signaling.engineio.session import Session
from signaling.metrics import CLOSED_FOR_MISBEHAVIOUR
from signaling.refusals import Misbehaviour

logger = logging.getLogger(__name__)


def close_for_misbehaviour(session: Session, misbehaviour: Misbehaviour) -> None:
    """Report the misbehaviour on all connections of the client, and end its session."""
    logger.info("closing a connection: %s", misbehaviour.code)
    CLOSED_FOR_MISBEHAVIOUR.labels(misbehaviour.code).inc()
    session.has_misbehaved = True
    for connection in session.connections.values():
        event = connection.dialect.refusal_event(None, misbehaviour)
        for packet in connection.dialect.encode(event) if event is not None else ():
            connection.send_event(packet)
    session.end_soon(CloseCode.POLICY_VIOLATION)
