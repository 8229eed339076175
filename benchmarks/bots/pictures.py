"""Pictures in the three sizes that a browser sends, encoded once as VP8 and cut into packets."""

import secrets
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

import av

FRAMES_PER_SECOND = 24
CLOCK_RATE = 90_000

# Bots do not answer requests for a whole picture, but send one regularly.
_SECONDS = 4
_SECONDS_BETWEEN_WHOLE_PICTURES = 2
# Browsers fill a packet to this size, in parts of equal length.
_PAYLOAD_BYTES = 1150
# The pictures have this many rows of blocks, in shades of grey from the first, and so many of them.
_BLOCKS = 20
_GREYS = (110, 24)


class Size(NamedTuple):
    """One of the encodings of a camera, as static/js/rtc/server/sent-lines.js sends it."""

    rid: str
    height: int
    bitrate: int

    @property
    def width(self) -> int:
        return self.height * 16 // 9


# Smallest first, as the layers of signaling/media/engine.py.
SIZES = (Size("q", 180, 120_000), Size("h", 360, 400_000), Size("f", 720, 1_200_000))

Frame = Sequence[bytes]
"""The payloads of the packets of one picture, without the descriptor of VP8."""


def encoded(size: Size) -> list[Frame]:
    """Return a few seconds of pictures, of which the first is a whole one."""
    encoder = av.CodecContext.create("libvpx", "w")
    encoder.width, encoder.height, encoder.pix_fmt = size.width, size.height, "yuv420p"
    encoder.bit_rate = size.bitrate
    encoder.time_base = Fraction(1, FRAMES_PER_SECOND)
    encoder.options = {
        "deadline": "realtime",
        "cpu-used": "8",
        "minrate": f"{size.bitrate}",
        "maxrate": f"{size.bitrate}",
        "bufsize": f"{size.bitrate // 2}",
        "g": f"{_SECONDS_BETWEEN_WHOLE_PICTURES * FRAMES_PER_SECOND}",
    }
    packets = [packet for frame in _moving(size) for packet in encoder.encode(frame)]
    return [_cut(bytes(packet)) for packet in [*packets, *encoder.encode(None)]]


def _moving(size: Size) -> Iterator[av.VideoFrame]:
    """Yield pictures of soft blocks that jump, which need all of the bitrate."""
    block = size.height // _BLOCKS
    rows = [_row(size.width, block) for _ in range(2 * _BLOCKS)]
    for number in range(_SECONDS * FRAMES_PER_SECOND):
        frame = av.VideoFrame(size.width, size.height, "yuv420p")
        start = secrets.randbelow(_BLOCKS)
        picture = b"".join(row for row in rows[start : start + _BLOCKS] for _ in range(block))
        for plane in frame.planes:
            plane.update(picture[: plane.buffer_size].ljust(plane.buffer_size, bytes(1)))
        frame.pts = number
        yield frame


def _row(width: int, block: int) -> bytes:
    greys = (_GREYS[0] + secrets.randbelow(_GREYS[1]) for _ in range(width // block))
    return b"".join(bytes([grey]) * block for grey in greys).ljust(width, bytes([_GREYS[0]]))


def _cut(picture: bytes) -> Frame:
    parts = -(-len(picture) // _PAYLOAD_BYTES)
    length = -(-len(picture) // parts)
    return [picture[start : start + length] for start in range(0, len(picture), length)]
