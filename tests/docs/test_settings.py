"""`docs/settings.md` lists exactly the variables that the settings read."""

import re
from pathlib import Path

from django.conf import settings

from tests.settings_source import SETTINGS_SOURCE

DOCUMENT = (Path(settings.BASE_DIR) / "docs" / "settings.md").read_text()


def test_exactly_the_existing_variables_are_documented():
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', SETTINGS_SOURCE))
    rows = [line.split("|")[1] for line in DOCUMENT.splitlines() if line.startswith("| `")]
    documented = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}

    assert documented == read
