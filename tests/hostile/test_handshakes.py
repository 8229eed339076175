"""Many handshakes on polling do not delay other clients."""

import time

import pytest

from tests.hostile.bare import POLLING, Bare
from tests.hostile.guest import PollingGuest
from tests.hostile.promises import Place
from tests.servers.meet import MeetServer

CONNECTIONS = 20
OF_EACH = 500
FLOOD_SECONDS = 2
# Defaults of POLLING_HANDSHAKES_PER_SECOND and _BURST.
PER_SECOND, BURST = 200, 200

impatient = pytest.mark.parametrize("server", ["impatient_server"], indirect=True)


@impatient
def test_one_address_opens_so_many_sockets_a_second_and_others_get_theirs(
    server: MeetServer, place: Place
):
    flooders = [Bare(place.address) for _ in range(CONNECTIONS)]
    begin = time.monotonic()
    for flooder in flooders:
        for _ in range(OF_EACH):
            flooder.request("GET", POLLING)
    guest = PollingGuest(place.address)
    guest.join(place.code)
    assert time.monotonic() - begin < FLOOD_SECONDS
    time.sleep(max(0, begin + FLOOD_SECONDS - time.monotonic()))
    answered = sum(answers(flooder) for flooder in flooders)
    seconds = time.monotonic() - begin
    for flooder in flooders:
        flooder.abort()
    assert BURST / 2 <= answered <= BURST + PER_SECOND * seconds + CONNECTIONS


def answers(flooder: Bare) -> int:
    """Return the number of sessions that were opened so far."""
    flooder.socket.setblocking(False)
    received = b""
    try:
        while data := flooder.socket.recv(65_536):
            received += data
    except BlockingIOError:
        pass
    return received.count(b'"sid":')
