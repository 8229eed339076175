import pytest
from rest_framework.test import APIClient

from accounts.models import User
from tests.accounts.api.conftest import SHAPE

pytestmark = pytest.mark.django_db


def test_a_stranger_is_asked_to_sign_in(api: APIClient) -> None:
    response = api.get("/api/auth/me")
    assert response.status_code == 401
    assert response["WWW-Authenticate"].startswith("Bearer")
    assert response.json() == {
        "statusCode": 401,
        "code": "NOT_AUTHENTICATED",
        "message": "Authentication credentials were not provided.",
    }


def test_an_account_is_told_who_it_is(as_ann: APIClient, ann: User) -> None:
    body = as_ann.get("/api/auth/me").json()
    assert set(body) == SHAPE
    assert (body["id"], body["email"], body["displayName"]) == (str(ann.pk), ann.email, "Ann")
    assert body["createdAt"] == ann.date_joined.isoformat().replace("+00:00", "Z")


def test_a_session_of_the_pages_counts_too(api: APIClient, ann: User) -> None:
    api.force_login(ann)
    assert api.get("/api/auth/me").json()["id"] == str(ann.pk)


def test_other_methods_are_refused_in_the_same_shape(as_ann: APIClient) -> None:
    response = as_ann.delete("/api/auth/me")
    assert response.status_code == 405
    assert response.json()["code"] == "METHOD_NOT_ALLOWED"
