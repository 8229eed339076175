"""A minimal client of a TURN server (RFC 8489, RFC 8656).

It requests an allocation with long-term credentials, and permissions for peers. The relay of an
allocation has the protocol of the client's connection, UDP or TCP (RFC 6062).
"""

import hashlib
import hmac
import ipaddress
import os
import socket
import struct
from contextlib import suppress
from typing import NamedTuple

_COOKIE = 0x2112A442
_ALLOCATE, _CREATE_PERMISSION = 0x003, 0x008
_USERNAME, _INTEGRITY, _ERROR, _REALM, _NONCE = 0x06, 0x08, 0x09, 0x14, 0x15
_PEER_ADDRESS, _ADDRESS_FAMILY, _TRANSPORT = 0x12, 0x17, 0x19
_IPV6 = b"\x02\0\0\0"
_UDP, _TCP = b"\x11\0\0\0", b"\x06\0\0\0"
_INTEGRITY_BYTES = 24
# A request over UDP is sent again after each of these times, because it may be lost (RFC 8489,
# section 6.2.1).
_ATTEMPT_SECONDS = (0.5, 1, 2, 4, 8)

Attributes = dict[int, bytes]


class Answer(NamedTuple):
    """The error code of an answer, 0 for success, and its attributes."""

    error: int
    attributes: Attributes


class TurnClient:
    """One client with the credentials of one participant."""

    def __init__(
        self,
        address: tuple[str, int],
        username: str,
        credential: str,
        kind: socket.SocketKind = socket.SOCK_DGRAM,
    ) -> None:
        self._socket = socket.socket(socket.AF_INET, kind)
        is_udp = kind == socket.SOCK_DGRAM
        self._relay = {_TRANSPORT: _UDP if is_udp else _TCP}
        self._attempts = _ATTEMPT_SECONDS if is_udp else (sum(_ATTEMPT_SECONDS),)
        self._socket.connect(address)
        self._username = username
        self._credential = credential
        self._signed: Attributes = {}
        self._key = b""

    def __enter__(self) -> "TurnClient":
        return self

    def __exit__(self, *_error: object) -> None:
        self._socket.close()

    def allocate(self, version: int = 4) -> int:
        """Request a relayed IP address, first without credentials; return the error code or 0."""
        if version == 6:
            self._relay |= {_ADDRESS_FAMILY: _IPV6}
        challenged = self._ask(_ALLOCATE, self._relay)
        if challenged.error != 401:
            return challenged.error
        realm, nonce = (challenged.attributes[kind] for kind in (_REALM, _NONCE))
        username = self._username.encode()
        self._signed = {_USERNAME: username, _REALM: realm, _NONCE: nonce}
        secret = b":".join((username, realm, self._credential.encode()))
        self._key = hashlib.md5(secret, usedforsecurity=False).digest()
        return self._ask(_ALLOCATE, self._relay).error

    def permit(self, peer: str) -> int:
        """Request the permission to exchange data with a peer; return the error code or 0."""
        transaction = os.urandom(12)
        address = _xor_address(ipaddress.ip_address(peer), transaction)
        return self._ask(_CREATE_PERMISSION, {_PEER_ADDRESS: address}, transaction).error

    def _ask(self, method: int, attributes: Attributes, transaction: bytes = b"") -> Answer:
        transaction = transaction or os.urandom(12)
        body = b"".join(map(_encoded, *zip(*(attributes | self._signed).items(), strict=True)))
        if self._key:
            head = struct.pack("!HHI", method, len(body) + _INTEGRITY_BYTES, _COOKIE)
            body += _encoded(_INTEGRITY, hmac.digest(self._key, head + transaction + body, "sha1"))
        head = struct.pack("!HHI", method, len(body), _COOKIE)
        return _parsed(self._answer_to(transaction, head + transaction + body))

    def _answer_to(self, transaction: bytes, request: bytes) -> bytes:
        for seconds in self._attempts:
            self._socket.settimeout(seconds)
            self._socket.send(request)
            with suppress(TimeoutError):
                # An answer to an earlier request may arrive late, or twice.
                while (answer := self._socket.recv(2048))[8:20] != transaction:
                    pass
                return answer
        raise TimeoutError("The TURN server does not answer")


def _xor_address(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address, transaction: bytes
) -> bytes:
    """Return an address with port 9, combined with the transaction (RFC 8489, section 14.2)."""
    mask = struct.pack("!I", _COOKIE) + transaction
    masked = bytes(one ^ other for one, other in zip(address.packed, mask, strict=False))
    family = 1 if address.version == 4 else 2
    return struct.pack("!HH", family, 9 ^ (_COOKIE >> 16)) + masked


def _encoded(kind: int, value: bytes) -> bytes:
    return struct.pack("!HH", kind, len(value)) + value + bytes(-len(value) % 4)


def _parsed(message: bytes) -> Answer:
    attributes: Attributes = {}
    rest = message[20:]
    while rest:
        kind, length = struct.unpack("!HH", rest[:4])
        attributes[kind] = rest[4 : 4 + length]
        rest = rest[4 + length + -length % 4 :]
    error = attributes.get(_ERROR)
    return Answer(0 if error is None else error[2] * 100 + error[3], attributes)
