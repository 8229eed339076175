"""The reactions that people can show: twelve, one grapheme each."""

from typing import Literal, get_args

Reaction = Literal["👍", "👎", "👏", "❤️", "😂", "😮", "😢", "🎉", "🙏", "🔥", "✅", "👋"]
REACTIONS: tuple[Reaction, ...] = get_args(Reaction)

# They request a symbol as text or as a picture. Keyboards write some emoji with one, some without.
_VARIATION_SELECTORS = str.maketrans("", "", "\ufe0e\ufe0f")


def reaction_of(emoji: str) -> Reaction | None:
    """Return the reaction of an emoji, with or without variation selectors; None for others."""
    return _BY_PLAIN_FORM.get(emoji.translate(_VARIATION_SELECTORS))


_BY_PLAIN_FORM = {one.translate(_VARIATION_SELECTORS): one for one in REACTIONS}
