"""Headers of pages and calls."""

import pytest
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User

ANN = {"email": "ann@example.org", "password": "a long and winding road"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["/", "/accounts/login/", "/accounts/email/", "/pair/", "/nowhere/", "/7KQ2MX", "/api/x"],
)
def test_no_page_is_stored_and_few_features_are_allowed(client: Client, path: str) -> None:
    client.force_login(User.objects.create_user(**ANN))
    response = client.get(path)
    assert "no-store" in response["Cache-Control"]
    allowed = response["Permissions-Policy"].split(", ")
    for feature in ("camera", "microphone", "display-capture", "screen-wake-lock"):
        assert f"{feature}=(self)" in allowed
    assert "geolocation=()" in allowed


@pytest.mark.django_db
def test_no_answer_with_a_token_is_stored() -> None:
    User.objects.create_user(**ANN)
    response = APIClient().post("/api/auth/login", ANN, format="json")
    assert response.status_code == 201
    assert response["Cache-Control"] == "no-store"
