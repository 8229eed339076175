"""`docs/api.md` names only calls that exist."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from meet.api.openapi_views import schema_document

DOCUMENT = (Path(settings.BASE_DIR) / "docs" / "api.md").read_text()
CALLS = {
    (method.upper(), re.sub(r"\{\w+\}", "*", path))
    for path, item in schema_document()["paths"].items()
    for method in item
}


def test_every_named_call_exists() -> None:
    named = re.findall(r"`(GET|POST|PATCH|DELETE) (/[^`]+)`", DOCUMENT)
    assert len(named) > 3
    for method, path in named:
        assert (method, "/api" + re.sub(r"\{\w+\}", "*", path)) in CALLS


@pytest.mark.parametrize("command", re.findall(r"curl -s ((?:\\\n|[^\n])+)", DOCUMENT))
def test_every_command_makes_a_call_that_exists(command: str) -> None:
    path = re.sub(r"\$[A-Z]+", "*", command.partition("$MEET")[2].split()[0])
    method = re.search(r"-X (\w+)", command)
    expected = "POST" if "-d '" in command else "GET"
    assert (method[1] if method else expected, f"/api{path}") in CALLS


def test_links_lead_to_existing_files() -> None:
    for target in re.findall(r"\]\(([^)#:]+)[)#]", DOCUMENT):
        assert (Path(settings.BASE_DIR) / "docs" / target).exists()
