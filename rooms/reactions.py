"""The reactions that people can show: twelve, one grapheme each."""

from typing import Literal, get_args

Reaction = Literal["👍", "👎", "👏", "❤️", "😂", "😮", "😢", "🎉", "🙏", "🔥", "✅", "👋"]
REACTIONS: tuple[str, ...] = get_args(Reaction)
