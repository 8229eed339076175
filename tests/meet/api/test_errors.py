"""The shape of errors of REST calls."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework.exceptions import (
    APIException,
    NotFound,
    ParseError,
    Throttled,
    ValidationError,
)
from rest_framework_simplejwt.exceptions import InvalidToken

from meet.api.errors import exception_handler


def answer(error: Exception) -> dict[str, Any]:
    response = exception_handler(error, {"view": None})
    assert response is not None
    assert response.data["statusCode"] == response.status_code
    return response.data


@pytest.mark.parametrize(
    ("error", "status", "code", "message"),
    [
        (Http404("secret"), 404, "NOT_FOUND", "Not found"),
        (PermissionDenied("secret"), 403, "FORBIDDEN", "Not authorized"),
        (NotFound(), 404, "NOT_FOUND", "Not found."),
        (ParseError("Broken"), 400, "PARSE_ERROR", "Broken"),
        (APIException("Down", "down"), 500, "DOWN", "Down"),
        (InvalidToken(), 401, "TOKEN_NOT_VALID", "Token is invalid or expired"),
    ],
)
def test_every_error_has_a_status_a_code_and_a_sentence(
    error: Exception, status: int, code: str, message: str
) -> None:
    assert answer(error) == {"statusCode": status, "code": code, "message": message}


def test_how_long_to_wait_is_said_in_words_and_in_a_header() -> None:
    response = exception_handler(Throttled(wait=7), {"view": None})
    assert response is not None
    assert (response.data["code"], response["Retry-After"]) == ("THROTTLED", "7")


def test_errors_of_fields_stand_beside_the_first_of_them() -> None:
    body = answer(ValidationError({"email": ["Wrong", "Old"], "name": ["Short"]}))
    assert body["message"] == "email: Wrong"
    assert body["errors"] == {"email": ["Wrong", "Old"], "name": ["Short"]}


def test_an_error_within_a_field_is_named_all_the_way() -> None:
    nested = {"rooms": [{}, {"limit": ["High"]}]}
    assert answer(ValidationError(nested))["message"] == "rooms: limit: High"


def test_errors_of_no_field_have_no_name() -> None:
    body = answer(ValidationError(["Wrong"]))
    assert (body["message"], body["errors"]) == ("Wrong", {"": ["Wrong"]})


def test_what_nobody_foresaw_is_left_to_fail() -> None:
    assert exception_handler(LookupError("secret"), {"view": None}) is None
