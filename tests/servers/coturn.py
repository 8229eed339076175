"""A coturn for tests, from Debian's package, with the shipped file on loopback."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from tests.deploy.files import free_port, program, replaced
from tests.servers.certificates import self_signed
from tests.servers.process import Process

HOST = "127.0.0.1"
SECRET = "a secret that only Meet and coturn know"
# The address of the relays. It differs from the addresses of all browsers and servers of the tests,
# so that a test can tell a relayed packet from others.
RELAY = "127.0.0.2"
# coturn refuses its own machine as a peer, and all relays of the tests are there.
AMONG_LOOPBACK_PEERS: Mapping[str, str] = MappingProxyType(
    {"denied-peer-ip=127.0.0.0-127.255.255.255": "allow-loopback-peers"}
)
_NO_CHANGES: Mapping[str, str] = MappingProxyType({})


@contextmanager
def coturn(
    directory: Path, log: Path, changed: Mapping[str, str] = _NO_CHANGES
) -> Iterator[tuple[str, int]]:
    """Run coturn with the shipped file and `changed` texts; give its address for UDP and TCP."""
    certificate = self_signed("localhost", directory / "certificate.pem")
    port, tls_port = free_port(), free_port()
    listening = f"listening-port={port}\nlistening-ip={HOST}\nrelay-ip={RELAY}"
    changes = {
        "listening-port=3478": listening,
        "tls-listening-port=5349": f"tls-listening-port={tls_port}",
        "/etc/meet/tls/fullchain.pem": f"{certificate}",
        "/etc/meet/tls/privkey.pem": f"{certificate}",
        "# static-auth-secret=the value of Meet's TURN_SECRET": f"static-auth-secret={SECRET}",
        "log-file=stdout": f"log-file=stdout\npidfile={directory / 'pid'}",
        **changed,
    }
    (directory / "turnserver.conf").write_text(replaced("coturn/turnserver.conf", changes))
    command = [program("turnserver", "coturn"), "-c", directory / "turnserver.conf"]
    running = Process(command, log=log)
    try:
        # coturn listens before it starts its administration thread.
        running.wait_for_line("admin thread")
        yield HOST, port
    finally:
        running.stop()
    assert "Bad configuration format" not in running.log_since(0)
