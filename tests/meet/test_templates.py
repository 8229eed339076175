import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template
from lucide.templatetags.lucide import lucide

ROOT = Path(settings.BASE_DIR) / "templates"
TEMPLATES = sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*.*"))


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_can_be_read(name: str) -> None:
    get_template(name)


@pytest.mark.parametrize("name", TEMPLATES)
def test_its_icons_exist(name: str) -> None:
    for icon in re.findall(r'{% lucide "([^"]+)"', (ROOT / name).read_text()):
        assert "<svg" in lucide(icon)


@pytest.mark.parametrize("name", TEMPLATES)
def test_it_has_no_inline_styles(name: str) -> None:
    assert not re.search(r"\sstyle=|<style|\son\w+=", (ROOT / name).read_text())
