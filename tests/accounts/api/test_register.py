from typing import Any

import pytest
from allauth.account.models import EmailAddress
from rest_framework.test import APIClient

from accounts.models import User
from tests.accounts.api.conftest import SHAPE

pytestmark = pytest.mark.django_db

ANN = {"email": "Ann@Example.org", "password": "correct horse battery", "displayName": "Ann Lee"}


def test_somebody_new_gets_an_account_and_tokens(api: APIClient) -> None:
    response = api.post("/api/auth/register", ANN, format="json")
    user = User.objects.get()
    body = response.json()
    assert response.status_code == 201
    assert set(body) == {"user", "accessToken", "refreshToken"}
    assert set(body["user"]) == SHAPE
    assert body["user"] == {
        "id": str(user.pk),
        "email": "ann@example.org",
        "name": "Ann Lee",
        "displayName": "Ann Lee",
        "avatarUrl": None,
        "createdAt": body["user"]["createdAt"],
    }
    me = api.get("/api/auth/me", headers={"authorization": f"Bearer {body['accessToken']}"})
    assert me.json() == body["user"]


@pytest.mark.usefixtures("ann")
def test_an_address_that_is_taken_is_a_conflict(api: APIClient) -> None:
    response = api.post("/api/auth/register", ANN, format="json")
    assert response.status_code == 409
    assert response.json() == {
        "statusCode": 409,
        "code": "EMAIL_TAKEN",
        "message": "There is already an account with this address",
    }
    assert User.objects.count() == 1


def test_an_address_that_another_account_has_confirmed_is_a_conflict(api: APIClient) -> None:
    ann = User.objects.create_user("ann@example.org")
    EmailAddress.objects.create(user=ann, email="ann@work.example.org", verified=True)
    wanted = {**ANN, "email": "Ann@Work.example.org"}

    response = api.post("/api/auth/register", wanted, format="json")

    assert (response.status_code, response.json()["code"]) == (409, "EMAIL_TAKEN")
    assert User.objects.get() == ann


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", ""),
        ("email", "ann"),
        ("email", 7),
        ("email", ["ann@example.org"]),
        ("email", None),
        ("email", f"{'x' * 250}@example.org"),
        ("password", "short"),
        ("password", "password123"),
        ("password", "ann@example.org"),
        ("password", "x" * 129),
        ("password", {}),
        ("displayName", "\u200b\u202e"),
        ("displayName", "\u3164"),
        ("displayName", "x" * 51),
        ("displayName", None),
    ],
)
def test_a_field_that_is_not_valid_is_named(api: APIClient, field: str, value: Any) -> None:
    response = api.post("/api/auth/register", ANN | {field: value}, format="json")
    body = response.json()
    assert response.status_code == 400
    assert (body["statusCode"], body["code"]) == (400, "INVALID_PAYLOAD")
    assert isinstance(body["message"], str)
    assert set(body["errors"]) == {field}
    assert not User.objects.exists()


@pytest.mark.parametrize("body", ["", "{", "[]", "7", '"x"', "null", '{"email":NaN}', "\x00"])
def test_a_body_that_is_no_object_is_refused(api: APIClient, body: str) -> None:
    response = api.post("/api/auth/register", body, content_type="application/json")
    assert response.status_code == 400
    assert {"statusCode", "code", "message"} <= set(response.json())


def test_a_form_is_not_json(api: APIClient) -> None:
    response = api.post("/api/auth/register", ANN, format="multipart")
    assert response.status_code == 415
    assert response.json()["code"] == "UNSUPPORTED_MEDIA_TYPE"


def test_the_name_is_cleaned(api: APIClient) -> None:
    api.post("/api/auth/register", ANN | {"displayName": " Ann\u202e\n Lee "}, format="json")
    assert User.objects.get().display_name == "Ann Lee"


def test_nobody_registers_as_staff(api: APIClient) -> None:
    wanted = {"is_staff": True, "isStaff": True, "is_superuser": True, "id": 7}
    api.post("/api/auth/register", ANN | wanted, format="json")
    user = User.objects.get()
    assert (user.is_staff, user.is_superuser) == (False, False)
