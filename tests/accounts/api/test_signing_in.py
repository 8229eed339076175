import pytest
from rest_framework.test import APIClient

from accounts.models import User
from tests.accounts.api.conftest import SHAPE
from tests.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db

INVALID = {"statusCode": 401, "code": "INVALID_CREDENTIALS", "message": "Invalid credentials"}


def login(api: APIClient, email: str = "ann@example.org", password: str = PASSWORD) -> dict:
    response = api.post("/api/auth/login", {"email": email, "password": password}, format="json")
    assert response.json().get("statusCode", 201) == response.status_code
    return response.json()


def test_an_unknown_address_and_a_wrong_password_are_answered_alike(
    api: APIClient, ann: User
) -> None:
    assert login(api, "nobody@example.org") == INVALID
    assert login(api, password="wrong") == INVALID


def test_an_account_that_is_off_can_not_sign_in(api: APIClient, ann: User) -> None:
    User.objects.update(is_active=False)
    assert login(api) == INVALID


@pytest.mark.parametrize("email", ["ann@example.org", "ANN@Example.ORG"])
def test_the_right_password_gives_the_account_and_tokens(
    api: APIClient, ann: User, email: str
) -> None:
    session = login(api, email)
    assert set(session) == {"user", "accessToken", "refreshToken"}
    assert set(session["user"]) == SHAPE
    assert session["user"]["id"] == str(ann.pk)


def test_a_stale_token_does_not_keep_anybody_from_signing_in(api: APIClient, ann: User) -> None:
    api.credentials(HTTP_AUTHORIZATION="Bearer stale")
    assert "accessToken" in login(api)


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '{"email":7,"password":[]}'])
def test_malformed_credentials_are_refused(api: APIClient, body: str) -> None:
    response = api.post("/api/auth/login", body, content_type="application/json")
    assert response.status_code == 400
    assert {"statusCode", "code", "message"} <= set(response.json())


@pytest.mark.parametrize("path", ["login", "register", "refresh"])
def test_attempts_are_limited_for_each_address(api: APIClient, ann: User, path: str) -> None:
    url = f"/api/auth/{path}"
    statuses = [api.post(url, {}, format="json").status_code for _ in range(21)]
    assert statuses == [400] * 20 + [429]
    limited = api.post(url, {}, format="json").json()
    assert (limited["statusCode"], limited["code"]) == (429, "THROTTLED")
    elsewhere = APIClient(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.post(url, {}, format="json").status_code == 400


def test_the_addresses_of_one_ipv6_network_have_one_rate(api: APIClient) -> None:
    def statuses(network: str) -> list[int]:
        calls = (
            api.post("/api/auth/register", {}, format="json", REMOTE_ADDR=f"{network}::{number:x}")
            for number in range(21)
        )
        return [response.status_code for response in calls]

    assert statuses("2001:db8:0:1") == [400] * 20 + [429]
    assert statuses("2001:db8:0:2")[0] == 400


def test_a_forged_forwarded_address_does_not_lift_the_limit(api: APIClient, ann: User) -> None:
    statuses = [
        api.post(
            "/api/auth/login", {}, format="json", headers={"x-forwarded-for": f"192.0.2.{number}"}
        ).status_code
        for number in range(21)
    ]
    assert statuses[-1] == 429
