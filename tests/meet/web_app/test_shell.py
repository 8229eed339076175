"""The list of files that the service worker stores, and the offline page."""

import json
import re
from typing import Any

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from meet.web_app import shell
from rooms.models import Room

pytestmark = pytest.mark.django_db

_LOADED = re.compile(r'"(/static/[^"]+\.(?:js|css))"')
_IN_MAP = "/static/vendor/"


@pytest.fixture
def ann() -> User:
    return User.objects.create_user("ann@example.org", "correct horse 9", display_name="Ann Lee")


@pytest.fixture(autouse=True)
def _fresh_script() -> None:
    shell.service_worker.cache_clear()


def shell_of(client: Client, **headers: str) -> dict[str, Any]:
    response = client.get("/service-worker.js", headers=headers)
    assert response["Content-Type"].startswith("text/javascript")
    found = re.match(r"self\.shell = (\{.*\});\n", response.text)
    assert found is not None
    content: dict[str, Any] = json.loads(found[1])
    return content


def test_the_shell_has_all_files_of_the_pages_of_people(client: Client, ann: User) -> None:
    room = Room.objects.create(host=ann, name="Weekly planning", code="7KQ2MX")
    stored = set(shell_of(client)["files"])
    client.force_login(ann)
    for path in ("/", "/accounts/profile/", "/pair/", f"/{room.code}", "/offline/en/"):
        loaded = set(_LOADED.findall(client.get(path).text))
        assert {name for name in loaded if not name.startswith(_IN_MAP)} <= stored, path
        assert loaded


def test_the_shell_has_only_static_files_with_a_hash_in_their_name(client: Client) -> None:
    for address in shell_of(client)["files"]:
        assert re.fullmatch(r"/static/(css|js|img)/\S+\.[0-9a-f]{12}\.(css|js|svg|png)", address)


def test_everybody_gets_the_same_script(client: Client, ann: User) -> None:
    script = client.get("/service-worker.js").content
    client.force_login(ann)
    assert client.get("/service-worker.js").content == script


def test_a_changed_file_makes_a_new_version(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shell_of(client)
    monkeypatch.setitem(staticfiles_storage.hashed_files, "js/room.js", "js/room.0123456789ab.js")
    shell.service_worker.cache_clear()

    after = shell_of(client)

    assert "/static/js/room.0123456789ab.js" in after["files"]
    assert after["version"] != before["version"]


def test_development_stores_no_files(client: Client, settings: Settings) -> None:
    settings.DEBUG = True

    assert shell_of(client)["files"] == []


def test_the_offline_page_contains_nothing_about_a_person(client: Client, ann: User) -> None:
    path = shell_of(client)["offlinePage"]
    page = client.get(path)
    client.force_login(ann)

    assert "Meet can't be reached" in page.text
    assert client.get(path).text == page.text
    assert not page.cookies


def test_the_offline_page_exists_only_in_languages(client: Client) -> None:
    assert client.get("/offline/en/").status_code == 200
    assert client.get("/offline/klingon/").status_code == 404
