"""One connection of a bot with a media server: ICE and DTLS by aiortc, packets by this module.

Packets that arrive are counted by the fields of their RTP header, which are not encrypted. Packets
of the bot are encrypted with the keys of DTLS.
"""

import socket
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Literal, NamedTuple

from aiortc import RTCCertificate, RTCDtlsTransport, RTCIceGatherer, RTCIceTransport
from aiortc.rtcdtlstransport import RTCDtlsFingerprint, RTCDtlsParameters
from aiortc.rtcicetransport import RTCIceCandidate, RTCIceParameters

# The first byte of a packet of RTP or RTCP, and the types of packets of RTCP: RFC 7983, RFC 5761.
_RTP = range(128, 192)
_RTCP_TYPES = range(192, 224)
# A larger step of the sequence number belongs to a packet that came late.
_LONGEST_GAP = 0x8000
_BUFFER_BYTES = 4 * 1024 * 1024
_SO_RCVBUFFORCE = 33  # of Linux; the socket module does not have it


class Parameters(NamedTuple):
    """One side of a connection, as a description states it."""

    username: str
    password: str
    fingerprint: str
    candidates: list[RTCIceCandidate]
    starts_dtls: bool = False


class _Ice(RTCIceTransport):
    """aiortc's transport, which can be the controlling side whatever it gathered first."""

    def control(self, *, is_controlling: bool) -> None:
        self._connection.ice_controlling = is_controlling

    def path(self) -> tuple[Any, tuple[str, int]]:
        """Return the protocol object of the own socket, and the address of the other side."""
        pair = self._connection._nominated[1]  # noqa: SLF001 aioice has no other way
        return pair.protocol, pair.remote_addr


class _Dtls(RTCDtlsTransport):
    """aiortc's transport, which gives its keys to the module."""

    def choose(self, role: Literal["client", "server"]) -> None:
        self._set_role(role)

    def protect(self) -> Callable[[bytes], bytes]:
        """Return the function that encrypts a packet."""
        encrypt: Callable[[bytes], bytes] = self._tx_srtp.protect
        return encrypt


class Transport:
    """`packets` counts what arrived, by SSRC; `lost` is their number between those that arrived.

    `bytes` is the size of what arrived, without the headers of UDP and IP.
    """

    def __init__(self) -> None:
        self.packets: Counter[int] = Counter()
        self.bytes = 0
        self.lost = 0
        self._sequence: dict[int, int] = {}
        self._gatherer = RTCIceGatherer([])
        self._ice = _Ice(self._gatherer)
        self._dtls = _Dtls(self._ice, [RTCCertificate.generateCertificate()])

    async def gather(self) -> Parameters:
        """Return this side of the connection, with all its candidates."""
        await self._gatherer.gather()
        ice = self._gatherer.getLocalParameters()
        fingerprints = self._dtls.getLocalParameters().fingerprints
        sha256 = next(one.value for one in fingerprints if one.algorithm == "sha-256")
        candidates = self._gatherer.getLocalCandidates()
        return Parameters(ice.usernameFragment, ice.password, sha256, candidates)

    async def connect(self, remote: Parameters, *, has_offered: bool) -> None:
        """Connect; the side that has offered controls ICE."""
        self._ice.control(is_controlling=has_offered)
        self._dtls.choose("server" if remote.starts_dtls else "client")
        for candidate in [*remote.candidates, None]:
            await self._ice.addRemoteCandidate(candidate)
        await self._ice.start(RTCIceParameters(remote.username, remote.password))
        fingerprint = RTCDtlsFingerprint("sha-256", remote.fingerprint)
        await self._dtls.start(RTCDtlsParameters([fingerprint]))
        if self._dtls.state != "connected":
            raise ConnectionError(f"ICE is {self._ice.state}, DTLS is {self._dtls.state}")
        self._protocol, self._address = self._ice.path()
        self._enlarge_buffer()
        self._protect = self._dtls.protect()
        self._got_other = self._protocol.datagram_received
        self._protocol.datagram_received = self._got

    def _enlarge_buffer(self) -> None:
        """Let many pictures wait that arrive together; only root may set such a size."""
        opened = self._protocol.transport.get_extra_info("socket")
        with suppress(PermissionError):
            opened.setsockopt(socket.SOL_SOCKET, _SO_RCVBUFFORCE, _BUFFER_BYTES)

    def send(self, packet: bytes) -> None:
        self._protocol.transport.sendto(self._protect(packet), self._address)

    async def close(self) -> None:
        await self._dtls.stop()
        await self._ice.stop()

    def _got(self, data: bytes, address: tuple[str, int]) -> None:
        if data[0] not in _RTP:
            self._got_other(data, address)
        elif data[1] not in _RTCP_TYPES:
            ssrc = int.from_bytes(data[8:12])
            sequence = int.from_bytes(data[2:4])
            self.packets[ssrc] += 1
            self.bytes += len(data)
            step = sequence - self._sequence.get(ssrc, sequence - 1) & 0xFFFF
            if 0 < step < _LONGEST_GAP:
                self.lost += step - 1
                self._sequence[ssrc] = sequence
