"""Access and refresh tokens, which are signed with their own key."""

from datetime import timedelta

import jwt
import pytest
from django.conf import settings
from rest_framework.test import APIClient
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

from accounts.models import User

pytestmark = pytest.mark.django_db


def me(api: APIClient, token: str) -> int:
    return api.get("/api/auth/me", headers={"authorization": f"Bearer {token}"}).status_code


def refresh(api: APIClient, token: object) -> tuple[int, dict]:
    response = api.post("/api/auth/refresh", {"refreshToken": token}, format="json")
    return response.status_code, response.json()


def test_tokens_are_signed_with_their_own_key(ann: User) -> None:
    token = str(AccessToken.for_user(ann))
    assert settings.JWT_SIGNING_KEY != settings.SECRET_KEY
    assert jwt.decode(token, settings.JWT_SIGNING_KEY, algorithms=["HS256"])
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(token, settings.SECRET_KEY, algorithms=["HS256"])


def test_a_token_that_is_not_ours_is_refused(api: APIClient, ann: User) -> None:
    good = AccessToken.for_user(ann)
    assert me(api, str(good)) == 200
    unsigned = jwt.encode(good.payload, "", algorithm="none")
    other_key = jwt.encode(good.payload, settings.SECRET_KEY, algorithm="HS256")
    for token in ("", "x", "a.b.c", unsigned, other_key, str(RefreshToken.for_user(ann))):
        assert me(api, token) == 401


def test_an_expired_token_is_refused(api: APIClient, ann: User) -> None:
    token = AccessToken.for_user(ann)
    token.set_exp(lifetime=-timedelta(seconds=1))
    assert me(api, str(token)) == 401


def test_a_token_outlasts_the_meetings_of_the_day_it_was_given(ann: User) -> None:
    token = AccessToken.for_user(ann)
    lifetime = timedelta(seconds=token["exp"] - token["iat"])
    assert timedelta(hours=8) < lifetime < timedelta(days=1)


def test_a_token_of_an_account_that_changed_is_refused(api: APIClient, ann: User) -> None:
    token = str(AccessToken.for_user(ann))
    ann.set_password("another one")
    ann.save()
    assert me(api, token) == 401
    token = str(AccessToken.for_user(ann))
    assert me(api, token) == 200
    User.objects.update(is_active=False)
    assert me(api, token) == 401


def test_a_refresh_token_gives_a_new_access_token(api: APIClient, ann: User) -> None:
    status, body = refresh(api, str(RefreshToken.for_user(ann)))
    assert (status, set(body)) == (200, {"accessToken"})
    assert me(api, body["accessToken"]) == 200


def test_no_other_token_is_refreshed(api: APIClient, ann: User) -> None:
    expired = RefreshToken.for_user(ann)
    expired.set_exp(lifetime=-timedelta(seconds=1))
    for token in ("x", str(AccessToken.for_user(ann)), str(expired)):
        status, body = refresh(api, token)
        assert (status, body["statusCode"]) == (401, 401)
        assert isinstance(body["message"], str)


@pytest.mark.parametrize("token", ["", None, 7, ["x"], "x" * 4097])
def test_a_malformed_refresh_is_refused(api: APIClient, token: object) -> None:
    status, body = refresh(api, token)
    assert status in (400, 401)
    assert {"statusCode", "code", "message"} <= set(body)


def test_nothing_is_refreshed_for_an_account_that_is_off_or_has_a_new_password(
    api: APIClient, ann: User
) -> None:
    token = str(RefreshToken.for_user(ann))
    ann.set_password("another one")
    ann.save()
    assert refresh(api, token)[0] == 401
    token = str(RefreshToken.for_user(ann))
    User.objects.update(is_active=False)
    assert refresh(api, token)[0] == 401
    ann.delete()
    assert refresh(api, token)[0] == 401
