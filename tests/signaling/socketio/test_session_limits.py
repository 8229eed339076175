"""The number of sessions of one network."""

import asyncio

from pytest_django import Settings

from signaling.asgi.pacing import Pace
from signaling.engineio.session import Session
from signaling.socketio.session_limits import SessionLimits
from tests.signaling.engineio.servers import engineio_of


def admitted(limits: SessionLimits, *addresses: str) -> list[Session | None]:
    """Return a new session for each address, or None if it was refused."""
    server = engineio_of("")
    sessions = [Session(server, address, {"client": [address, 4711]}) for address in addresses]
    return [session if limits.admit(session) else None for session in sessions]


def test_the_addresses_of_one_ipv6_network_count_together(settings: Settings) -> None:
    settings.SOCKETS_PER_ADDRESS = 2

    async def story() -> None:
        limits = SessionLimits(Pace(8))
        first, second, third, elsewhere = admitted(
            limits, "2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8:0:1::1"
        )
        assert first is not None
        assert second is not None
        assert third is None
        assert elsewhere is not None
        limits.release(first)
        assert admitted(limits, "2001:db8::4", "2001:db8::5")[1] is None
        assert admitted(limits, "192.0.2.1", "192.0.2.2", "::ffff:192.0.2.1").count(None) == 0

    asyncio.run(story())
