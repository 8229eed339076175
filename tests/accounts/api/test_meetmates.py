"""The sign-in calls of MeetMates' own page, below each URL that may be configured in it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import User
from tests.accounts.conftest import PASSWORD

SITE = "https://friend.example"

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["/meetmates", "/meetmates-page"])
def url(request: pytest.FixtureRequest) -> str:
    return f"{request.param}/api"


def a_sentence(body: dict, field: str) -> str:
    """Return the sentence of a refusal, which is its only content."""
    assert set(body) == {field}
    assert isinstance(body[field], str)
    assert " " in body[field]
    return body[field]


def log_in(api: APIClient, url: str, email: str = "ann@example.org", password: str = PASSWORD):
    return api.post(f"{url}/auth/login", {"email": email, "password": password}, format="json")


@pytest.mark.parametrize(
    ("email", "password"),
    [("nobody@example.org", PASSWORD), ("ann@example.org", "wrong"), ("ann", PASSWORD), ("", "")],
)
def test_wrong_credentials_are_refused_with_a_sentence(
    api: APIClient, ann: User, url: str, email: str, password: str
) -> None:
    response = log_in(api, url, email, password)
    assert response.status_code in (400, 401)
    a_sentence(response.json(), "msg")


@pytest.mark.parametrize("email", ["ann@example.org", " ANN@example.org "])
def test_the_right_password_gives_a_token_that_is_known(
    api: APIClient, ann: User, url: str, email: str
) -> None:
    response = log_in(api, url, email)
    assert response.status_code == 200
    assert set(response.json()) == {"token"}

    api.credentials(HTTP_AUTHORIZATION=f"Bearer {response.json()['token']}")
    verified = api.get(f"{url}/verify-token")
    user = {"id": str(ann.pk), "email": "ann@example.org", "name": ann.display_name}
    assert (verified.status_code, verified.json()) == (200, {"success": True, "user": user})
    assert api.get("/api/auth/me").status_code == 200


@pytest.mark.parametrize("header", [None, "Bearer", "Bearer stale", "Basic YTpi"])
def test_no_token_and_a_bad_one_are_refused(
    api: APIClient, ann: User, url: str, header: str | None
) -> None:
    api.force_login(ann)  # cookies don't count here
    headers = {} if header is None else {"authorization": header}
    response = api.get(f"{url}/verify-token", headers=headers)
    assert response.status_code == 401
    a_sentence(response.json(), "error")


def test_a_token_of_somebody_who_was_switched_off_is_refused(
    api: APIClient, ann: User, url: str
) -> None:
    token = log_in(api, url).json()["token"]
    User.objects.update(is_active=False)
    response = api.get(f"{url}/verify-token", headers={"authorization": f"Bearer {token}"})
    assert response.status_code == 401
    a_sentence(response.json(), "error")


def test_somebody_without_an_account_signs_up(api: APIClient, url: str) -> None:
    credentials = {"email": "Bo.Lee@example.org", "password": PASSWORD}
    response = api.post(f"{url}/auth/signup", credentials, format="json")
    assert response.status_code == 201
    assert set(response.json()) == {"msg", "token"}

    account = User.objects.get()
    assert (account.email, account.display_name) == ("bo.lee@example.org", "bo.lee")
    header = f"Bearer {response.json()['token']}"
    assert api.get(f"{url}/verify-token", headers={"authorization": header}).status_code == 200
    assert "token" in log_in(api, url, "bo.lee@example.org").json()


@pytest.mark.parametrize(
    "body",
    [
        {"email": "ann@example.org", "password": PASSWORD},
        {"email": "bo@example.org", "password": "short"},
        {"email": "bo@example.org", "password": "password"},
        {"email": "a12345", "password": PASSWORD},
        {"email": "bo@example.org"},
        {},
        [],
    ],
)
def test_a_bad_sign_up_is_refused_with_a_sentence(
    api: APIClient, ann: User, url: str, body: object
) -> None:
    response = api.post(f"{url}/auth/signup", body, format="json")
    assert response.status_code in (400, 409)
    a_sentence(response.json(), "msg")
    assert User.objects.count() == 1


@pytest.mark.parametrize("call", ["google-login", "image-login"])
@pytest.mark.parametrize("form", ["json", "multipart"])
def test_other_ways_to_sign_in_are_refused_with_what_to_do_instead(
    api: APIClient, url: str, call: str, form: str
) -> None:
    card = "a card" if form == "json" else SimpleUploadedFile("card.png", b"PNG", "image/png")
    response = api.post(f"{url}/auth/{call}", {"image": card}, format=form)
    assert response.status_code == 403
    assert "password" in a_sentence(response.json(), "message")


def test_a_card_is_answered_with_where_to_sign_up(api: APIClient, url: str) -> None:
    sentence = api.post(f"{url}/auth/image-login").json()["message"]
    assert "http://testserver/accounts/signup/" in sentence


def test_attempts_are_counted_with_those_under_api(api: APIClient, ann: User, url: str) -> None:
    for _ in range(10):
        assert log_in(api, url, password="").status_code == 400
        assert api.post("/api/auth/login", {}, format="json").status_code == 400
    response = log_in(api, url)
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    a_sentence(response.json(), "msg")


@pytest.mark.parametrize(
    "call", ["auth/login", "auth/signup", "verify-token", "auth/google-login", "auth/image-login"]
)
def test_a_page_of_another_site_may_ask(
    api: APIClient, settings: Settings, url: str, call: str
) -> None:
    settings.ALLOWED_ORIGINS = [SITE]
    asks = {
        "origin": SITE,
        "access-control-request-method": "GET" if call == "verify-token" else "POST",
        "access-control-request-headers": "authorization,content-type",
    }
    preflight = api.options(f"{url}/{call}", headers=asks)
    assert preflight.status_code == 204
    assert preflight["Access-Control-Allow-Origin"] == SITE
    assert asks["access-control-request-method"] in preflight["Access-Control-Allow-Methods"]
    allowed = preflight["Access-Control-Allow-Headers"].lower().split(", ")
    assert {"content-type", "authorization"} <= set(allowed)

    answer = api.post(f"{url}/{call}", headers={"origin": SITE})
    assert answer["Access-Control-Allow-Origin"] == SITE


def test_a_page_of_a_site_that_is_not_listed_reads_nothing(
    api: APIClient, settings: Settings, url: str
) -> None:
    settings.ALLOWED_ORIGINS = [SITE]
    headers = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    assert "Access-Control-Allow-Origin" not in api.options(f"{url}/auth/login", headers=headers)
    answer = api.get(f"{url}/verify-token", headers={"origin": "https://evil.example"})
    assert "Access-Control-Allow-Origin" not in answer


@pytest.mark.parametrize("call", ["auth/login", "auth/login/"])
def test_a_wrong_method_and_an_unknown_call_are_refused_as_calls(
    api: APIClient, url: str, call: str
) -> None:
    response = api.get(f"{url}/{call}")
    assert response.status_code == 405
    a_sentence(response.json(), "msg")
    assert api.get(f"{url}/nothing").json()["code"] == "NOT_FOUND"
