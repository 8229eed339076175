from typing import Any

import pytest
from allauth.socialaccount.models import SocialLogin
from django.test import RequestFactory

from accounts.adapters import SocialAccountAdapter
from accounts.models import User


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ({"name": "Ann Lee"}, "Ann Lee"),
        ({"first_name": "Ann", "last_name": "Lee"}, "Ann Lee"),
        ({"first_name": "Ann", "last_name": None}, "Ann"),
        ({"name": "\u202eAnn\u200b"}, "Ann"),
        ({"name": " "}, "ann.lee"),
        ({}, "ann.lee"),
    ],
)
def test_single_sign_on_names_the_account(told: dict[str, Any], name: str) -> None:
    request = RequestFactory().get("/")
    login = SocialLogin(user=User())

    user = SocialAccountAdapter(request).populate_user(
        request, login, told | {"email": "ann.lee@example.org"}
    )

    assert user.display_name == name
    assert user.email == "ann.lee@example.org"
