"""The twelve colours behind people's initials; the palette itself is in `static/css/tokens.css`."""

import random
import zlib

AVATAR_COLORS = 12


def color_for(seed: str | None = None) -> int:
    """Return a colour index 0 to 11: always the same for a seed, any without one."""
    if seed is None:
        return random.randrange(AVATAR_COLORS)  # noqa: S311 a colour is no secret
    return zlib.crc32(seed.encode()) % AVATAR_COLORS
