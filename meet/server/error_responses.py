"""Responses to requests that do not reach the application, in the shape of the API's errors."""

import json
from http import HTTPStatus

_RESPONSE = (
    "HTTP/1.1 {status} {phrase}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n"
    "connection: close\r\n\r\n{body}"
)


def error_response(status: HTTPStatus, phrase: str, code: str, message: str) -> bytes:
    """Return a complete response, after which the connection is closed."""
    body = json.dumps({"statusCode": status, "code": code, "message": message})
    return _RESPONSE.format(status=int(status), phrase=phrase, length=len(body), body=body).encode()


def bad_request(message: str) -> bytes:
    return error_response(HTTPStatus.BAD_REQUEST, "Bad Request", "BAD_REQUEST", message)
