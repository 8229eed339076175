"""The twelve colours behind initials; `static/css/tokens.css` contains the palette."""

import random
import zlib

AVATAR_COLORS = 12


def color_for(seed: str | None = None) -> int:
    """Return a colour index from 0 to 11: always the same for one seed, random without a seed."""
    if seed is None:
        return random.randrange(AVATAR_COLORS)  # noqa: S311 a colour is no secret
    return zlib.crc32(seed.encode()) % AVATAR_COLORS
