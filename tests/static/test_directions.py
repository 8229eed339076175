"""Styles use logical properties, so that right-to-left pages are mirrored."""

import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = Path(settings.BASE_DIR) / "static" / "css"
FILES = sorted(str(path.relative_to(CSS)) for path in CSS.rglob("*.css"))

_PHYSICAL = re.compile(
    r"^\s*(?:(?:margin|padding|border)-(?:left|right)[\w-]*|left|right"
    r"|border-(?:top|bottom)-(?:left|right)-radius):"
    r"|(?:text-align|float|clear): *(?:left|right)\b",
    re.MULTILINE,
)
# top, right, bottom and left, where right and left differ
_SIDES = re.compile(r"^\s*(?:margin|padding): *(\S+) (\S+) (\S+) (?!\2;)(\S+);", re.MULTILINE)


@pytest.mark.parametrize("name", FILES)
def test_a_style_does_not_tell_left_from_right(name: str) -> None:
    style = (CSS / name).read_text()

    assert _PHYSICAL.findall(style) == []
    assert _SIDES.findall(style) == []
