"""A person signs in with an account of another server."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from allauth.socialaccount.models import SocialApp
from playwright.sync_api import expect

from tests.browser.conftest import SETTINGS
from tests.browser.person import Person
from tests.servers.meet import MeetServer, serve

PROVIDER = "allauth.socialaccount.providers.openid_connect"

pytestmark = pytest.mark.parametrize("server", ["sign_on_server"], indirect=True)


class IdentityServer(BaseHTTPRequestHandler):
    """Answers its addresses (OpenID Connect Discovery), and the page to sign in."""

    def do_GET(self) -> None:
        url = f"http://{self.headers['Host']}"
        endpoints = {"authorization_endpoint": f"{url}/sign-in", "token_endpoint": f"{url}/token"}
        is_page = self.path.startswith("/sign-in?")
        self.send_response(200)
        self.send_header("Content-Type", "text/plain" if is_page else "application/json")
        self.end_headers()
        self.wfile.write(b"Sign in at school" if is_page else json.dumps(endpoints).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def sign_on_server(database_url: str, logs: Path) -> Iterator[MeetServer]:
    log, changed = logs / "server-with-sign-on.log", {**SETTINGS, "SINGLE_SIGN_ON_APPS": PROVIDER}
    with serve(database_url, log, **changed) as running:
        yield running


@pytest.fixture
def provider(transactional_db: None) -> Iterator[SocialApp]:
    with ThreadingHTTPServer(("127.0.0.1", 0), IdentityServer) as identity:
        threading.Thread(target=identity.serve_forever, daemon=True).start()
        yield SocialApp.objects.create(
            provider="openid_connect",
            provider_id="school",
            name="School",
            client_id="meet",
            secret="a secret",
            settings={"server_url": f"http://127.0.0.1:{identity.server_port}"},
        )
        identity.shutdown()


def test_a_person_gets_to_the_other_server(ben: Person, provider: SocialApp) -> None:
    ben.errors.expect(r"request to another origin: http://127\.0\.0\.1:\d+/sign-in\?")
    ben.open("/accounts/login/")

    ben.page.get_by_role("link", name=provider.name).click()
    ben.page.get_by_role("button", name="Continue").click()

    expect(ben.page.get_by_text("Sign in at school")).to_be_visible()
