"""The manifest, by which browsers offer to install Meet."""

import struct
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db

_PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def manifest(client: Client) -> dict[str, Any]:
    response = client.get("/manifest.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    content: dict[str, Any] = response.json()
    return content


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/pair/"])
def test_pages_name_the_manifest(client: Client, path: str) -> None:
    assert '<link rel="manifest" href="/manifest.webmanifest">' in client.get(path).text


def test_the_app_is_the_whole_site_in_a_window_of_its_own(manifest: dict[str, Any]) -> None:
    assert manifest["id"] == manifest["scope"] == manifest["start_url"] == "/"
    assert manifest["display"] == "standalone"


def test_each_icon_has_the_size_that_the_manifest_states(manifest: dict[str, Any]) -> None:
    pictures = [icon for icon in manifest["icons"] if icon["type"] == "image/png"]
    assert {(icon["sizes"], icon["purpose"]) for icon in pictures} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    for icon in pictures:
        assert "{}x{}".format(*size_of(collected(icon["src"]))) == icon["sizes"]


def test_the_colours_are_those_of_pages(manifest: dict[str, Any]) -> None:
    tokens = (settings.BASE_DIR / "static/css/tokens.css").read_text()
    assert f"--color-bg: light-dark({manifest['background_color']}," in tokens
    assert manifest["theme_color"] == manifest["background_color"]


def collected(address: str) -> Path:
    path: Path = settings.STATIC_ROOT / address.removeprefix("/static/")
    return path


def size_of(picture: Path) -> tuple[int, int]:
    """Read width and height from the header of a PNG file."""
    begin = picture.read_bytes()[:24]
    assert begin.startswith(_PNG)
    width, height = struct.unpack(">II", begin[16:])
    return width, height
