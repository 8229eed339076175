"""A machine behind a firewall and a machine outside, as two network namespaces with a cable.

Run as a program, in new namespaces of users and networks, with files of nftables that are loaded
one after another:

    unshare --user --map-root-user --net python -m tests.deploy.firewalled rules.nft

It prints, as JSON, the probes that reached the machine behind the firewall: `[source, protocol,
port]`.
"""

import json
import os
import select
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import product
from pathlib import Path

MACHINE, MEET, STRANGER = "203.0.113.1", "203.0.113.2", "203.0.113.3"
UDP, TCP = "udp", "tcp"
PORTS = (22, 80, 5000, 7088, 8088, 8188, 19_999, 20_000, 20_500, 20_999, 21_000)
PROBES = tuple(product((MEET, STRANGER), (UDP, TCP), PORTS))

_KINDS = {UDP: socket.SOCK_DGRAM, TCP: socket.SOCK_STREAM}
_WAIT_SECONDS = 1.0
_START_SECONDS = 10


def run(*command: str) -> None:
    subprocess.run(command, check=True)


@contextmanager
def outside() -> Iterator[Sequence[str]]:
    """Run the other machine; give the command that runs a program there."""
    with subprocess.Popen(["unshare", "--net", "sleep", "infinity"]) as holder:
        try:
            deadline = time.monotonic() + _START_SECONDS
            while network(holder.pid) == network(os.getpid()):
                assert time.monotonic() < deadline, "no second namespace"
                time.sleep(0.01)
            yield ["nsenter", "--net", "--target", str(holder.pid)]
        finally:
            holder.kill()


def network(pid: int) -> Path:
    return Path(f"/proc/{pid}/ns/net").readlink()


def connect(there: Sequence[str]) -> None:
    """Lay a cable between the two machines."""
    run("ip", "link", "add", "near", "type", "veth", "peer", "name", "far", "netns", there[-1])
    run("ip", "address", "add", f"{MACHINE}/24", "dev", "near")
    for address in (MEET, STRANGER):
        run(*there, "ip", "address", "add", f"{address}/24", "dev", "far")
    run(*there, "ip", "link", "set", "far", "up")
    for name in ("near", "lo"):
        run("ip", "link", "set", name, "up")


def listening(closing: ExitStack) -> list[socket.socket]:
    """Open every port that is probed; there is nothing that would refuse a connection."""
    opened = []
    for kind, port in product(_KINDS.values(), PORTS):
        one = closing.enter_context(socket.socket(socket.AF_INET, kind))
        one.bind((MACHINE, port))
        if kind == socket.SOCK_STREAM:
            one.listen()
        opened.append(one)
    return opened


def probe() -> None:
    """Send one packet or connection of each probe, from the outside."""
    with ExitStack() as closing:
        for source, protocol, port in PROBES:
            one = closing.enter_context(socket.socket(socket.AF_INET, _KINDS[protocol]))
            one.setblocking(False)
            one.bind((source, 0))
            one.connect_ex((MACHINE, port))
            if protocol == UDP:
                one.send(b"probe")
        time.sleep(_WAIT_SECONDS)


def arrived(opened: Sequence[socket.socket], there: Sequence[str]) -> set[tuple[str, str, int]]:
    """Return the probes that arrive until the other machine has ended, and a moment longer."""
    found = set()
    with subprocess.Popen([*there, sys.executable, "-m", __spec__.name, "probe"]) as probing:
        is_over = False
        while not is_over:
            is_over = probing.poll() is not None
            for one in select.select(opened, [], [], _WAIT_SECONDS / 10)[0]:
                found.add(accepted(one))
    return found


def accepted(one: socket.socket) -> tuple[str, str, int]:
    port = one.getsockname()[1]
    if one.type == socket.SOCK_DGRAM:
        return one.recvfrom(64)[1][0], UDP, port
    connection, (source, _) = one.accept()
    connection.close()
    return source, TCP, port


def main(*files: str) -> None:
    with ExitStack() as closing:
        there = closing.enter_context(outside())
        connect(there)
        for rules in files:
            run("nft", "--file", rules)
        json.dump(sorted(arrived(listening(closing), there)), sys.stdout)


if __name__ == "__main__":
    probe() if sys.argv[1:] == ["probe"] else main(*sys.argv[1:])
