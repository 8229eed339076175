"""POST /api/auth/logout: tokens are refused before they expire."""

from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

from accounts.models import EndedSession, User
from accounts.tokens import begin_session

pytestmark = pytest.mark.django_db


def me(api: APIClient, token: object) -> int:
    return api.get("/api/auth/me", headers={"authorization": f"Bearer {token}"}).status_code


def refresh(api: APIClient, token: object) -> Any:
    return api.post("/api/auth/refresh", {"refreshToken": str(token)}, format="json")


def logout(api: APIClient, access: object = None, body: Any = None) -> Any:
    headers = {"authorization": f"Bearer {access}"} if access else {}
    return api.post("/api/auth/logout", body or {}, format="json", headers=headers)


def test_who_is_not_signed_in_can_not_sign_out(api: APIClient) -> None:
    for response in (logout(api), logout(api, "stale"), logout(api, None, {"refreshToken": "x"})):
        assert response.status_code == 401
        assert isinstance(response.json()["message"], str)


def test_signing_out_ends_the_access_and_the_refresh_token(api: APIClient, ann: User) -> None:
    session = begin_session(ann)
    access = session.access_token
    later = AccessToken(refresh(api, session).json()["accessToken"])
    assert logout(api, access).status_code == 204
    assert [me(api, token) for token in (access, later)] == [401, 401]
    assert refresh(api, session).status_code == 401
    assert refresh(api, session).json()["code"] == "SIGNED_OUT"


def test_a_refresh_token_signs_out_as_well(api: APIClient, ann: User) -> None:
    session = begin_session(ann)
    assert logout(api, None, {"refreshToken": str(session)}).status_code == 204
    assert me(api, session.access_token) == 401


def test_other_sessions_go_on(api: APIClient, ann: User) -> None:
    here, elsewhere = begin_session(ann), begin_session(ann)
    logout(api, here.access_token)
    assert me(api, elsewhere.access_token) == 200
    assert refresh(api, elsewhere).status_code == 200


def test_signing_out_twice_is_refused_the_second_time(api: APIClient, ann: User) -> None:
    session = begin_session(ann)
    statuses = [logout(api, session.access_token).status_code for _ in range(2)]
    assert statuses == [204, 401]


def test_a_token_without_a_session_is_one_of_its_own(api: APIClient, ann: User) -> None:
    token = AccessToken.for_user(ann)
    assert logout(api, token).status_code == 204
    assert me(api, token) == 401
    assert refresh(api, RefreshToken.for_user(ann)).status_code == 200


def test_ended_sessions_are_forgotten_when_their_tokens_have_expired(
    api: APIClient, ann: User
) -> None:
    EndedSession.objects.create(id="old", forgotten_at=timezone.now())
    logout(api, begin_session(ann).access_token)
    assert EndedSession.objects.exclude(pk="old").count() == EndedSession.objects.count() == 1


def test_a_token_costs_two_queries(
    api: APIClient, ann: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    token = begin_session(ann).access_token
    with django_assert_num_queries(2):
        assert me(api, token) == 200
