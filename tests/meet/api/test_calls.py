"""Rules for all REST calls."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import path
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import AnonRateThrottle
from rest_framework.views import APIView

from meet.urls import handler400, handler500
from meet.urls import urlpatterns as real_urlpatterns
from rooms.refusals import RoomFull


class Failing(APIView):
    authentication_classes = ()
    permission_classes = (AllowAny,)

    def get(self, request: Request, kind: str) -> Response:
        raise {
            "unforeseen": RuntimeError("a secret about the inside"),
            "database": OperationalError("a secret about the inside"),
            "refusal": RoomFull(),
        }[kind]

    def post(self, request: Request, kind: str) -> Response:
        return Response({"got": type(request.data).__name__})


class TwiceAMinute(AnonRateThrottle):
    rate = "2/minute"


urlpatterns = [
    path("api/fails/<str:kind>", Failing.as_view()),
    path("api/limited/<str:kind>", Failing.as_view(throttle_classes=[TwiceAMinute])),
    *real_urlpatterns,
]
__all__ = ["handler400", "handler500", "urlpatterns"]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def error(response: Any, status: int) -> dict[str, Any]:
    """Return the body of an error, after checking the fields that all errors have."""
    assert response.status_code == status
    assert response["Content-Type"] == "application/json"
    body = response.json()
    assert body["statusCode"] == status
    assert isinstance(body["message"], str)
    assert "secret" not in response.content.decode()
    return body


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete", "head", "options"])
@pytest.mark.parametrize("address", ["/api/nothing", "/api/rooms/7/", "/api/auth", "/api/%00"])
def test_a_call_that_there_is_not_is_not_found(client: Client, method: str, address: str) -> None:
    response = getattr(client, method)(address)
    if method == "head":
        assert response.status_code == 404
    else:
        assert error(response, 404)["code"] == "NOT_FOUND"


@pytest.mark.parametrize("address", ["/api/auth/me", "/api/auth/me/", "/api/auth/me//"])
def test_a_slash_at_the_end_makes_no_difference(client: Client, address: str) -> None:
    assert error(client.get(address), 401)["code"] == "NOT_AUTHENTICATED"


def test_a_slash_at_the_end_loses_no_body(client: Client) -> None:
    response = client.post("/api/fails/body/", {"a": 1}, content_type="application/json")
    assert response.json() == {"got": "dict"}


@pytest.mark.parametrize("address", ["/api", "/api/"])
def test_the_root_leads_to_the_reference(client: Client, address: str) -> None:
    assert client.get(address)["Location"] == "/api/docs"


def test_another_method_is_refused(client: Client) -> None:
    assert error(client.put("/api/auth/login"), 405)["code"] == "METHOD_NOT_ALLOWED"


@pytest.mark.parametrize("body", ["{", '{"a":NaN}', "\x00", "\ud800".encode("utf-8", "replace")])
def test_a_body_that_is_no_json_is_refused(client: Client, body: Any) -> None:
    response = client.post("/api/fails/body", body, content_type="application/json")
    assert error(response, 400)["code"] == "PARSE_ERROR"


@pytest.mark.parametrize("bracket", ["[", '{"a":'])
def test_a_body_that_is_nested_without_end_is_refused(client: Client, bracket: str) -> None:
    body = bracket * 100_000
    response = client.post("/api/fails/body", body, content_type="application/json")
    assert error(response, 400)["code"] == "PARSE_ERROR"


def test_a_form_is_not_json(client: Client) -> None:
    response = client.post("/api/fails/body", {"a": "1"})
    assert error(response, 415)["code"] == "UNSUPPORTED_MEDIA_TYPE"


def test_who_accepts_no_json_gets_an_error_in_it(client: Client) -> None:
    response = client.get("/api/fails/refusal", headers={"accept": "text/html"})
    assert error(response, 406)["code"] == "NOT_ACCEPTABLE"


def test_a_refusal_has_its_code_and_its_status(client: Client) -> None:
    assert error(client.get("/api/fails/refusal"), 409) == {
        "statusCode": 409,
        "code": "ROOM_FULL",
        "message": "Room is full",
    }


def test_a_database_that_does_not_answer_is_said_to_be_unavailable(client: Client) -> None:
    assert error(client.get("/api/fails/database"), 503)["code"] == "UNAVAILABLE"


def test_what_nobody_foresaw_tells_nothing_about_the_inside(client: Client) -> None:
    assert error(client.get("/api/fails/unforeseen"), 500) == {
        "statusCode": 500,
        "code": "INTERNAL",
        "message": "Something went wrong on the server",
    }


def test_a_foreign_host_is_refused(client: Client) -> None:
    response = client.get("/api/auth/me", headers={"host": "evil.example"})
    assert error(response, 400)["code"] == "BAD_REQUEST"


def test_who_calls_too_often_is_told_when_to_come_back(client: Client) -> None:
    for _ in range(2):
        error(client.get("/api/limited/refusal"), 409)
    response = client.get("/api/limited/refusal")
    body = error(response, 429)
    assert body["code"] == "THROTTLED"
    assert 1 <= body["retryAfterSeconds"] <= 60
    assert response["Retry-After"] == str(body["retryAfterSeconds"])
    assert client.get("/api/limited/refusal", REMOTE_ADDR="192.0.2.7").status_code == 409
