"""Static files: cached for ever by browsers, and sent with the security headers of pages."""

import asyncio
import re
from pathlib import Path

import pytest
import requests
from pytest_django import Settings

from meet.static_files import with_static_files
from tests.servers.meet import MeetServer

PROTECTING = [
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
]


@pytest.fixture
def page(server: MeetServer) -> requests.Response:
    return requests.get(server.url, timeout=10)


@pytest.fixture
def path(page: requests.Response) -> str:
    """Give the path of a stylesheet of the home page."""
    found = re.search(r'"(/static/css/\S+\.[0-9a-f]{12}\.css)"', page.text)
    assert found is not None
    return found[1]


def test_what_was_never_collected_is_not_found(server: MeetServer):
    for path in ("/static/css/none.css", "/static/", "/static/../manage.py", "/static/%2e%2e/x"):
        assert requests.get(server.url + path, timeout=10).status_code == 404


def test_a_file_may_not_be_changed(server: MeetServer, path: str):
    answer = requests.post(server.url + path, data="* {}", timeout=10)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"


def test_a_file_comes_whole_and_may_be_kept_for_ever(server: MeetServer, path: str):
    plain = requests.get(server.url + path, headers={"Accept-Encoding": "identity"}, timeout=10)
    packed = requests.get(server.url + path, headers={"Accept-Encoding": "gzip"}, timeout=10)
    assert plain.status_code == packed.status_code == 200
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.text == plain.text
    assert int(packed.headers["Content-Length"]) < int(plain.headers["Content-Length"])
    assert plain.headers["Content-Type"].startswith("text/css")
    assert "immutable" in plain.headers["Cache-Control"]


def test_who_has_a_file_is_told_so(server: MeetServer, path: str):
    tag = requests.get(server.url + path, timeout=10).headers["ETag"]
    again = requests.get(server.url + path, headers={"If-None-Match": tag}, timeout=10)
    assert (again.status_code, again.content) == (304, b"")


def test_a_part_of_a_file_comes_alone(server: MeetServer, path: str):
    asked = {"Accept-Encoding": "identity", "Range": "bytes=1-4"}
    whole = requests.get(server.url + path, headers={"Accept-Encoding": "identity"}, timeout=10)
    part = requests.get(server.url + path, headers=asked, timeout=10)
    assert (part.status_code, part.content) == (206, whole.content[1:5])


def test_the_head_of_a_file_comes_without_it(server: MeetServer, path: str):
    head = requests.head(server.url + path, timeout=10)
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["Content-Length"]) > 0


def test_files_are_protected_as_pages_are(server: MeetServer, page: requests.Response, path: str):
    file = requests.get(server.url + path, timeout=10)
    for name in PROTECTING:
        without_nonce = re.sub(r" 'nonce-[^']*'", "", page.headers[name])
        assert set(file.headers[name].split("; ")) == set(without_nonce.split("; "))


def test_nothing_else_is_asked_for_a_file(path: str):
    asked, answered = [], []

    async def application(scope, _receive, _send):
        asked.append(scope["path"])

    async def send(message):
        answered.append(message)

    async def ask(path: str) -> None:
        scope = {"type": "http", "method": "GET", "path": path, "headers": []}
        await with_static_files(application)(scope, None, send)

    asyncio.run(ask(path))
    asyncio.run(ask("/"))

    assert asked == ["/"]
    assert [message.get("status") for message in answered] == [200, None]


def test_a_file_of_another_version_that_was_collected_since_the_start_is_found(
    tmp_path: Path, settings: Settings
):
    settings.STATIC_ROOT = tmp_path
    asked, answered = [], []

    async def application(scope, _receive, _send):
        asked.append(scope["path"])

    async def send(message):
        answered.append(message)

    async def ask_for(names: list[str]) -> None:
        for name in names:
            scope = {"type": "http", "method": "GET", "path": f"/static/{name}", "headers": []}
            await serve(scope, None, send)

    serve = with_static_files(application)
    for name in ("new.0123456789ab.css", "staticfiles.json"):
        (tmp_path / name).write_text("* {}")
    unknown = ["other.0123456789ab.css", "../new.0123456789ab.css", "staticfiles.json"]
    asyncio.run(ask_for(["new.0123456789ab.css", *unknown]))

    assert [message.get("status") for message in answered] == [200, None]
    assert asked == [f"/static/{name}" for name in unknown]


def test_only_the_workers_for_backgrounds_may_compile_webassembly(server: MeetServer, path: str):
    folder = f"{server.url}/static/vendor/video-processors"
    workers = [
        f"{folder}/twilio-{name}-processor-pipeline-worker.js"
        for name in ("gaussian-blur-background", "virtual-background")
    ]

    policies = {
        url: requests.get(url, timeout=10).headers["Content-Security-Policy"]
        for url in (*workers, f"{folder}/twilio-video-processors.js", server.url + path, server.url)
    }

    assert [url for url, policy in policies.items() if "wasm" in policy] == workers
    for worker in workers:
        assert "script-src 'self' 'wasm-unsafe-eval'" in policies[worker]
        assert "unsafe-eval" not in policies[worker].replace("wasm-unsafe-eval", "")


def test_a_file_that_was_deleted_since_the_start_is_not_found(tmp_path: Path, settings: Settings):
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "gone.css").write_text("* {}")
    asked = []

    async def application(scope, _receive, _send):
        asked.append(scope["path"])

    serve = with_static_files(application)
    (tmp_path / "gone.css").unlink()
    scope = {"type": "http", "method": "GET", "path": "/static/gone.css", "headers": []}
    asyncio.run(serve(scope, None, None))

    assert asked == ["/static/gone.css"]
