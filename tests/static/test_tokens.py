"""The contrast of the design tokens, calculated as in WCAG 2."""

import re
from itertools import product
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "static/css/tokens.css").read_text()
THEMES = ("light", "dark")
BACKGROUNDS = ("bg", "surface", "surface-raised")
TEXTS = ("text", "text-muted", "accent", "accent-strong", "danger", "success", "warning")
FILLS = (("on-accent", "accent"), ("on-accent", "accent-strong"), ("on-danger", "danger"))


@pytest.mark.parametrize(("theme", "text", "background"), list(product(THEMES, TEXTS, BACKGROUNDS)))
def test_text_is_readable_on_every_background(theme: str, text: str, background: str) -> None:
    assert contrast(color(text, theme), color(background, theme)) >= 4.5


@pytest.mark.parametrize(("theme", "fill"), list(product(THEMES, FILLS)))
def test_words_on_a_fill_are_readable(theme: str, fill: tuple[str, str]) -> None:
    assert contrast(color(fill[0], theme), color(fill[1], theme)) >= 4.5


@pytest.mark.parametrize(
    ("theme", "edge", "background"), list(product(THEMES, ("line-strong", "focus"), BACKGROUNDS))
)
def test_edges_of_controls_are_seen(theme: str, edge: str, background: str) -> None:
    assert contrast(color(edge, theme), color(background, theme)) >= 3


@pytest.mark.parametrize("number", range(12))
def test_white_initials_are_readable(number: int) -> None:
    found = re.search(rf"--avatar-{number}: (#\w{{6}});", TOKENS)
    assert found is not None
    assert contrast("#ffffff", found[1]) >= 4.5


def color(name: str, theme: str) -> str:
    found = re.search(rf"--color-{name}: light-dark\((#\w{{6}}), (#\w{{6}})\);", TOKENS)
    assert found is not None
    return found[1 + THEMES.index(theme)]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: str) -> float:
    red, green, blue = (linear(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
