"""A firewall between two browsers, which drops some of the packets that pass.

By default, ICE's checks pass, and DTLS and media are dropped. Networks that inspect packets do
this. ICE selects the direct path there, because its checks succeed, and the connection is never
established. Packets from and to TURN servers all pass.
"""

import selectors
import socket
import threading
from collections.abc import Callable
from functools import partial

from playwright.sync_api import Page

from tests.servers.coturn import HOST, RELAY

Address = tuple[str, int]

# The first byte of a packet: RFC 7983, section 7. The second one of RTCP: RFC 5761, section 4.
_LAST_OF_STUN = 3
_RTP = range(128, 192)
_RTCP = range(192, 224)
_PACKET_BYTES = 2048
_LOOK_SECONDS = 0.05

# Replaces the addresses of the remote browser by those of the filter. Descriptions have candidates
# too, and each of them was also sent separately. No browser listens on TCP.
_USE_FILTER = """
const { addIceCandidate, setRemoteDescription } = RTCPeerConnection.prototype;
RTCPeerConnection.prototype.addIceCandidate = async function (given) {
  const parts = given.candidate.split(" ");
  const [, , protocol, , address, port, , type] = parts;
  if (type === "relay") return addIceCandidate.call(this, given);
  if (protocol !== "udp") return undefined;
  parts.splice(4, 2, ...(await window.addressThroughFilter(address, Number(port))));
  return addIceCandidate.call(this, { ...given, candidate: parts.join(" ") });
};
RTCPeerConnection.prototype.setRemoteDescription = function ({ type, sdp }) {
  const lines = sdp.split("\\r\\n").filter((line) => !line.startsWith("a=candidate:"));
  return setRemoteDescription.call(this, { type, sdp: lines.join("\\r\\n") });
};
"""


def is_not_stun(packet: bytes) -> bool:
    return packet[0] > _LAST_OF_STUN


def is_media(packet: bytes) -> bool:
    return packet[0] in _RTP and packet[1] not in _RTCP


class Loss:
    """Which packets a bad path loses: every fifth one with media, while `is_on`."""

    def __init__(self) -> None:
        self.is_on = True
        self._count = 0

    def __call__(self, packet: bytes) -> bool:
        if not is_media(packet):
            return False
        self._count += 1
        return self.is_on and self._count % 5 == 0


class PacketFilter:
    """A socket in front of each address of a browser, and one for each peer that uses it."""

    def __init__(self, drops: Callable[[bytes], bool] = is_not_stun) -> None:
        self._drops = drops
        self.dropped = 0
        """The number of packets that did not pass."""
        self._selector = selectors.DefaultSelector()
        self._fronts: dict[Address, socket.socket] = {}
        self._backs: dict[tuple[Address, Address], socket.socket] = {}
        self._is_running = True
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "PacketFilter":
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._is_running = False
        self._thread.join()
        for opened in (*self._fronts.values(), *self._backs.values()):
            opened.close()
        self._selector.close()

    def stand_before(self, page: Page) -> None:
        """Let this page, which is not open yet, reach other browsers only through the filter."""
        page.expose_function("addressThroughFilter", self._address_before)
        page.add_init_script(_USE_FILTER)

    def _address_before(self, host: str, port: int) -> Address:
        browser = (HOST if host.endswith(".local") else host, port)
        if browser not in self._fronts:
            self._fronts[browser] = self._open(partial(self._got_packet, browser))
        address: Address = self._fronts[browser].getsockname()
        return address

    def _got_packet(self, browser: Address, packet: bytes, peer: Address) -> None:
        if (browser, peer) not in self._backs:
            self._backs[browser, peer] = self._open(partial(self._got_reply, browser, peer))
        self._pass(self._backs[browser, peer], packet, browser, peer)

    def _got_reply(self, browser: Address, peer: Address, packet: bytes, _: Address) -> None:
        self._pass(self._fronts[browser], packet, peer, peer)

    def _pass(self, sender: socket.socket, packet: bytes, to: Address, peer: Address) -> None:
        if peer[0] == RELAY or not self._drops(packet):
            sender.sendto(packet, to)
        else:
            self.dropped += 1

    def _open(self, got: Callable[[bytes, Address], None]) -> socket.socket:
        opened = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        opened.bind((HOST, 0))
        self._selector.register(opened, selectors.EVENT_READ, (opened, got))
        return opened

    def _run(self) -> None:
        while self._is_running:
            for key, _ in self._selector.select(_LOOK_SECONDS):
                opened, got = key.data
                got(*opened.recvfrom(_PACKET_BYTES))
