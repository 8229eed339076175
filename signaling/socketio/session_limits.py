"""Limits of sessions: their number by network, their rate, and their time until CONNECT."""

import asyncio
import logging
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.conf import settings

from accounts.client_networks import client_network
from signaling.asgi.addresses import address_of
from signaling.asgi.pacing import Pace
from signaling.concurrency.arrivals import RateLimiter
from signaling.engineio.session import Session
from signaling.refusals import AddressBusy, NeverConnected
from signaling.socketio.misbehaviour import close_for_misbehaviour

logger = logging.getLogger(__name__)


class SessionLimits:
    """Admits sessions; the `pace` limits how many end for lack of a CONNECT in one turn."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._handshakes = RateLimiter(
            settings.POLLING_HANDSHAKES_PER_SECOND,
            settings.POLLING_HANDSHAKES_BURST,
            settings.CONNECT_SECONDS,
        )
        self._count_by_network: dict[str, int] = {}

    async def may_poll(self, scope: Mapping[str, Any]) -> bool:
        """Wait until a client may open a session on polling; return False if too many wait.

        Each WebSocket needs its own TCP connection, which limits their rate. With polling, one TCP
        connection can ask for thousands of sessions a second.
        """
        return await self._handshakes.wait(_network_of(scope))

    def admit(self, session: Session) -> bool:
        """Count a session unless its network has too many; limit its time until CONNECT."""
        network = _network_of(session.scope)
        count = self._count_by_network.get(network, 0)
        if count >= settings.SOCKETS_PER_ADDRESS:
            logger.info("refusing a connection: %s", AddressBusy.code)
            return False
        self._count_by_network[network] = count + 1
        self._give_time_to_connect(session)
        return True

    def release(self, session: Session) -> None:
        """Subtract an admitted session from the count of its network."""
        session.stop_connect_timer()
        network = _network_of(session.scope)
        self._count_by_network[network] -= 1
        if not self._count_by_network[network]:
            del self._count_by_network[network]

    def _give_time_to_connect(self, session: Session) -> None:
        loop = asyncio.get_running_loop()
        session.connect_timer = loop.call_later(
            settings.CONNECT_SECONDS, self._pace.begin, partial(self._expect_connected, session)
        )

    def _expect_connected(self, session: Session) -> None:
        """Close a session without a connection, unless its request for one is still waiting."""
        if session.connections or session.is_closed:
            return
        if session.messages.is_busy:
            self._give_time_to_connect(session)
        else:
            close_for_misbehaviour(session, NeverConnected())


def _network_of(scope: Mapping[str, Any]) -> str:
    """Return the network of a client: with IPv6, one client has many addresses."""
    return client_network(address_of(scope))
