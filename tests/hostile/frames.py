"""WebSocket frames, byte by byte (RFC 6455, section 5)."""

import os
import struct
from collections.abc import Mapping
from types import MappingProxyType

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA

_FIN = 0x80
_MASKED = 0x80


def frame(
    payload: bytes = b"",
    opcode: int = TEXT,
    *,
    is_final: bool = True,
    reserved: int = 0,
    is_masked: bool = True,
) -> bytes:
    """Return one frame as a client sends it; `reserved` are the three reserved bits."""
    first = (_FIN if is_final else 0) | reserved << 4 | opcode
    mask = os.urandom(4) if is_masked else b""
    return (
        bytes([first])
        + _length(len(payload), _MASKED if is_masked else 0)
        + mask
        + (_masked(payload, mask) if is_masked else payload)
    )


def _length(size: int, mask_bit: int) -> bytes:
    if size < 126:
        return bytes([mask_bit | size])
    if size < 1 << 16:
        return bytes([mask_bit | 126]) + struct.pack(">H", size)
    return bytes([mask_bit | 127]) + struct.pack(">Q", size)


def _masked(payload: bytes, mask: bytes) -> bytes:
    key = int.from_bytes((mask * (len(payload) // 4 + 1))[: len(payload)], "big")
    return (int.from_bytes(payload, "big") ^ key).to_bytes(len(payload), "big")


_EVENT = b'42["toggle-audio",{"enabled":true}]'

# Each of these ends the connection of its sender.
UNACCEPTABLE: Mapping[str, bytes] = MappingProxyType(
    {
        "no mask": frame(_EVENT, is_masked=False),
        "the first reserved bit": frame(_EVENT, reserved=0b100),
        "the second reserved bit": frame(_EVENT, reserved=0b010),
        "the third reserved bit": frame(_EVENT, reserved=0b001),
        "a reserved bit on a ping": frame(b"", PING, reserved=0b100),
        "an opcode for data that nobody defined": frame(_EVENT, 0x3),
        "an opcode for control that nobody defined": frame(b"", 0xB),
        "text that is not UTF-8": frame(b'42["\xff\xfe"]'),
        "text with half a surrogate pair": frame(b'42["\xed\xa0\x80"]'),
        "binary": frame(b"\x00\x01", BINARY),
        "a ping in two parts": frame(b"", PING, is_final=False),
        "a ping of 126 bytes": frame(b"x" * 126, PING),
        "a length longer than it needs": bytes([0x81, 0xFE, 0, 1]) + b"\0\0\0\0" + b"x",
        "a length of 2^63 bytes": bytes([0x81, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0]) + b"\0\0\0\0",
        "a length of a gigabyte": bytes([0x81, 0xFF]) + struct.pack(">Q", 1 << 30) + b"\0\0\0\0",
        "one byte more than a message has": frame(b"4" * (64 * 1024 + 1)),
        "a continuation of nothing": frame(_EVENT, CONTINUATION),
        "a message begun inside another": frame(_EVENT, is_final=False) + frame(_EVENT),
        "binary inside a message": frame(_EVENT, is_final=False) + frame(b"]", BINARY),
        "fragments of 32 KiB without end": b"".join(
            frame(b"4" * 32_768, CONTINUATION if number else TEXT, is_final=False)
            for number in range(3)
        ),
        "empty fragments without end": frame(b"4", is_final=False)
        + frame(b"", CONTINUATION, is_final=False) * 100,
        "a message of single bytes": frame(b"4", is_final=False)
        + frame(b"x", CONTINUATION, is_final=False) * 100,
        "a flood of pings": frame(b"x", PING) * 100,
        "a flood of pongs": frame(b"x", PONG) * 100,
        "a close code that nobody may send": frame(struct.pack(">H", 1005), CLOSE),
        "a close of one byte": frame(b"\x03", CLOSE),
        "a close whose reason is not UTF-8": frame(struct.pack(">H", 1000) + b"\xff", CLOSE),
    }
)
