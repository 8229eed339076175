"""A form that is refused because of the set-up of the server explains the reason."""

import logging
import re

import pytest
import requests
from django.test import Client, RequestFactory
from pytest_django import Settings

from meet.csrf import csrf_failure
from meet.proxy_headers import FROM_TRUSTED_PROXY
from tests.servers.meet import MeetServer

PROXY = "10.0.0.9"
BAD_ORIGIN = "Origin checking failed - it does not match any trusted origins."
TOO_OLD = "This form has expired"
BEHIND_PROXY = "behind a proxy that it does not trust"
LIST_IT = f"add the proxy at {PROXY} to TRUSTED_PROXIES"
STRANGER = {"Origin": "https://evil.example"}


@pytest.mark.parametrize(
    ("headers", "is_believed", "page", "logged"),
    [
        ({"Origin": "https://testserver"}, False, BEHIND_PROXY, [LIST_IT]),
        ({**STRANGER, "X-Forwarded-For": "203.0.113.5"}, False, BEHIND_PROXY, [LIST_IT]),
        ({**STRANGER, "Via": "1.1 proxy\n"}, False, BEHIND_PROXY, [LIST_IT]),
        ({"Origin": "https://testserver"}, True, BEHIND_PROXY, ["must set X-Forwarded-Proto"]),
        (STRANGER, False, TOO_OLD, []),
        ({**STRANGER, "X-Forwarded-For": "203.0.113.5"}, True, TOO_OLD, []),
        ({"Origin": "http://testserver"}, False, TOO_OLD, []),
        ({"Origin": "https://é" * 1000}, False, TOO_OLD, []),
    ],
)
def test_the_cause_is_told_where_it_is_a_proxy(
    caplog: pytest.LogCaptureFixture,
    headers: dict[str, str],
    is_believed: bool,
    page: str,
    logged: list[str],
):
    request = RequestFactory(REMOTE_ADDR=PROXY).post("/rooms/new/", headers=headers)
    request.scope = {FROM_TRUSTED_PROXY: is_believed}
    with caplog.at_level(logging.INFO):
        response = csrf_failure(request, BAD_ORIGIN)

    assert response.status_code == 403
    assert page in response.content.decode()
    lines = [record.getMessage() for record in caplog.records]
    assert len(lines) == len(logged)
    for line, words in zip(lines, logged, strict=True):
        assert words in line
        assert len(line) < 200


def test_a_missing_token_is_never_a_proxys_fault():
    request = RequestFactory().post("/", headers={"Origin": "https://testserver"})
    response = csrf_failure(request, "CSRF token missing.")
    assert TOO_OLD in response.content.decode()


@pytest.mark.parametrize(
    ("is_https", "scheme", "is_explained"),
    [(True, "http", True), (True, "https", False), (False, "http", False)],
)
def test_a_cookie_that_browsers_store_only_over_https_is_explained(
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
    is_https: bool,
    scheme: str,
    is_explained: bool,
):
    settings.CSRF_COOKIE_SECURE = is_https
    browser = Client(enforce_csrf_checks=True)
    origin = {"Origin": f"{scheme}://testserver"}
    with caplog.at_level(logging.INFO):
        refused = browser.post("/rooms/new/", secure=scheme == "https", headers=origin)

    assert refused.status_code == 403
    assert ("Open this page over HTTPS" in refused.content.decode()) == is_explained
    assert ("HTTPS is on, but it came over HTTP" in caplog.text) == is_explained


@pytest.mark.served
def test_a_form_that_came_over_tls_to_a_proxy_is_explained(server: MeetServer):
    before = server.process.log_length()
    with requests.Session() as browser:
        browser.get(f"{server.url}/accounts/login/", timeout=10)
        form = {"csrfmiddlewaretoken": browser.cookies["csrftoken"], "login": "a", "password": "b"}
        origin = {"Origin": server.url.replace("http", "https")}
        refused = browser.post(f"{server.url}/accounts/login/", form, headers=origin, timeout=10)
        taken = browser.post(f"{server.url}/accounts/login/", form, timeout=10)

    assert (refused.status_code, taken.status_code) == (403, 200)
    assert BEHIND_PROXY in refused.text
    explanation = "add the proxy at 127.0.0.1 to TRUSTED_PROXIES"
    server.process.wait_for_line(re.escape(explanation), since=before)
    (line,) = server.process.log_since(before).splitlines()
    assert explanation in line
