"""GET and PATCH /api/users/me."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from tests.accounts.api.conftest import SHAPE

pytestmark = pytest.mark.django_db


def test_a_stranger_signs_in_first(api: APIClient) -> None:
    assert api.get("/api/users/me").status_code == 401
    assert api.patch("/api/users/me", {"displayName": "Eve"}, format="json").status_code == 401


def test_a_page_of_another_site_can_not_act_with_the_visitors_cookie(ann: User) -> None:
    api = APIClient(enforce_csrf_checks=True)
    api.force_login(ann)
    assert api.get("/api/users/me").status_code == 200
    response = api.patch("/api/users/me", {"displayName": "Eve"}, format="json")
    assert (response.status_code, response.json()["code"]) == (403, "PERMISSION_DENIED")
    token = "x" * 32
    api.cookies["csrftoken"] = token
    response = api.patch(
        "/api/users/me", {"displayName": "Anna"}, format="json", headers={"x-csrftoken": token}
    )
    assert response.status_code == 200


def test_ones_profile_is_read_and_changed(as_ann: APIClient, ann: User) -> None:
    assert set(as_ann.get("/api/users/me").json()) == SHAPE | {"avatarColor"}
    change = {"displayName": " Anna\u202e ", "avatarColor": 3}
    body = as_ann.patch("/api/users/me", change, format="json").json()
    assert (body["displayName"], body["name"], body["avatarColor"]) == ("Anna", "Anna", 3)
    ann.refresh_from_db()
    assert (ann.display_name, ann.avatar_color) == ("Anna", 3)


def test_what_is_left_out_of_a_change_stays(as_ann: APIClient, ann: User) -> None:
    body = as_ann.patch("/api/users/me", {"avatarColor": 3}, format="json").json()
    assert body["displayName"] == "Ann"
    assert as_ann.patch("/api/users/me", {}, format="json").json() == body


def test_nobody_makes_oneself_staff(as_ann: APIClient, ann: User) -> None:
    wanted = {"isStaff": True, "is_staff": True, "email": "eve@example.org", "id": "7"}
    assert as_ann.patch("/api/users/me", wanted, format="json").status_code == 200
    ann.refresh_from_db()
    assert (ann.is_staff, ann.email) == (False, "ann@example.org")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("displayName", "\u3164"),
        ("displayName", "x" * 51),
        ("displayName", 77),
        ("displayName", None),
        ("avatarColor", 12),
        ("avatarColor", -1),
        ("avatarColor", "3"),
        ("avatarColor", True),
    ],
)
def test_a_field_that_is_not_valid_is_named(as_ann: APIClient, field: str, value: Any) -> None:
    response = as_ann.patch("/api/users/me", {field: value}, format="json")
    assert response.status_code == 400
    assert set(response.json()["errors"]) == {field}
