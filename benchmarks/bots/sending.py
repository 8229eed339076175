"""The media of one bot: pictures in three sizes at the rate of a camera, and the sound of a voice.

A silent microphone sends with DTX, which is one packet in 400 ms instead of twenty.
"""

import asyncio
import itertools
import random
import struct
from collections.abc import AsyncIterator, Sequence

from benchmarks.bots.descriptions import (
    CAMERA,
    MICROPHONE,
    MID_EXTENSION,
    OPUS,
    RID_EXTENSION,
    VP8,
)
from benchmarks.bots.pictures import CLOCK_RATE, FRAMES_PER_SECOND, SIZES, Frame
from benchmarks.bots.transports import Transport

_SOUND_RATE = 48_000
# Packets in a second.
SPEAKING_PACKETS, SILENT_PACKETS = 50, 2.5
# Opus at 32 kbit/s, and the packet of a silence.
_SOUND_BYTES, _SILENCE_BYTES = 80, 3
_MARKER = 0x80


class Stream:
    """The RTP packets of one encoding; `rid` is empty if it is the only one of its line."""

    def __init__(self, payload_type: int, mid: str, rid: str = "", ssrc: int = 0) -> None:
        self._type = payload_type
        self._ssrc = ssrc or random.getrandbits(32)
        self._sequence = random.getrandbits(15)
        extension = _element(MID_EXTENSION, mid) + (_element(RID_EXTENSION, rid) if rid else b"")
        words = -(-len(extension) // 4)
        self._extension = struct.pack("!HH", 0xBEDE, words) + extension.ljust(4 * words, b"\0")

    def packet(self, payload: bytes, timestamp: int, *, is_last: bool) -> bytes:
        self._sequence = self._sequence + 1 & 0xFFFF
        marked = self._type | (_MARKER if is_last else 0)
        head = (0x90, marked, self._sequence, timestamp & 0xFFFFFFFF, self._ssrc)
        return struct.pack("!BBHII", *head) + self._extension + payload


def _element(number: int, text: str) -> bytes:
    return bytes([number << 4 | len(text) - 1]) + text.encode()


class Sending:
    """Send until the task of `run` is cancelled; `packets` counts what was sent."""

    def __init__(
        self,
        transport: Transport,
        pictures: Sequence[Sequence[Frame]],
        sound_ssrc: int,
        *,
        is_speaking: bool,
    ) -> None:
        self.packets = 0
        self._transport = transport
        self._pictures = pictures
        self._is_speaking = is_speaking
        self._sound = Stream(OPUS, MICROPHONE, ssrc=sound_ssrc)
        self._sizes = [Stream(VP8, CAMERA, size.rid) for size in SIZES]

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._send_pictures())
            tasks.create_task(self._send_sound())

    async def _send_pictures(self) -> None:
        # Each bot is at another picture, so that their whole pictures come at different times.
        start = random.randrange(len(self._pictures[0]))
        async for number in _ticks(FRAMES_PER_SECOND):
            timestamp = number * CLOCK_RATE // FRAMES_PER_SECOND
            for stream, frames in zip(self._sizes, self._pictures, strict=True):
                self._send_picture(
                    stream, frames[(start + number) % len(frames)], number, timestamp
                )

    def _send_picture(self, stream: Stream, frame: Frame, number: int, timestamp: int) -> None:
        last = len(frame) - 1
        for part, payload in enumerate(frame):
            descriptor = _descriptor(number, is_first=part == 0)
            packet = stream.packet(descriptor + payload, timestamp, is_last=part == last)
            self._transport.send(packet)
        self.packets += len(frame)

    async def _send_sound(self) -> None:
        rate = SPEAKING_PACKETS if self._is_speaking else SILENT_PACKETS
        payload = bytes(_SOUND_BYTES if self._is_speaking else _SILENCE_BYTES)
        async for number in _ticks(rate):
            timestamp = int(number / rate * _SOUND_RATE)
            self._transport.send(self._sound.packet(payload, timestamp, is_last=False))
            self.packets += 1


def _descriptor(number: int, *, is_first: bool) -> bytes:
    """Return the descriptor of VP8 (RFC 7741), with a picture id and one temporal layer."""
    return struct.pack(
        "!BBHBB", 0x90 if is_first else 0x80, 0xE0, 0x8000 | number & 0x7FFF, number & 0xFF, 0
    )


async def _ticks(per_second: float) -> AsyncIterator[int]:
    """Count at a rate that delays do not reduce; the first one comes at a random time."""
    loop = asyncio.get_running_loop()
    start = loop.time() + random.random() / per_second
    for number in itertools.count():
        await asyncio.sleep(start + number / per_second - loop.time())
        yield number
