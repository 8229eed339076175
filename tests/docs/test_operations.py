"""Operators' documents speak of codes, settings and files that there are."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
DOCUMENT = ROOT / "docs" / "operations.md"
CODES_OF_PROBES = {
    "DATABASE_UNAVAILABLE",
    "DATABASE_TIMEOUT",
    "LEASE_LAPSED",
    "REDIS_UNAVAILABLE",
    "REDIS_TIMEOUT",
    "SERVER_STOPPING",
}
CODE = "".join(path.read_text() for path in (ROOT / "meet").rglob("*.py"))


@pytest.mark.parametrize(
    "document", [DOCUMENT, ROOT / "docs" / "media.md", ROOT / "deploy" / "README.md"], ids=str
)
def test_links_lead_to_existing_files_and_headings(document: Path) -> None:
    for target, heading in re.findall(r"\]\(([^)#:]*)#?([^)]*)\)", document.read_text()):
        file = (document.parent / target) if target else document
        assert file.exists(), target
        headings = re.findall(r"^#+ (.+)$", file.read_text(), re.MULTILINE)
        assert not heading or heading in {one.lower().replace(" ", "-") for one in headings}


def test_every_named_setting_exists() -> None:
    named = re.findall(r"`([A-Z]+_[A-Z_]+)(?:=\w+)?`", DOCUMENT.read_text())
    codes = CODES_OF_PROBES | {"RATE_LIMITED"}
    assert [name for name in named if name not in codes and f'"{name}"' not in CODE] == []


def test_every_code_of_a_probe_is_explained() -> None:
    explained = re.findall(r"^\| `([A-Z_]+)` \|", DOCUMENT.read_text(), re.MULTILINE)
    assert set(explained) == CODES_OF_PROBES
