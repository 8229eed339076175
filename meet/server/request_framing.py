"""Checks of the headers that delimit a request and name its host (RFC 9112, sections 3.2 and 6).

If two servers read one of these headers differently, a client can make them see different requests.
Each header therefore has one accepted form. A request with any other form is refused before it is
processed.
"""

from http import HTTPStatus

from meet.server.error_responses import bad_request, error_response

# No body is that long. Python refuses to parse numbers with thousands of digits.
_LENGTH_DIGITS = 18

MALFORMED = bad_request("The request is invalid")
WRONG_HOST = bad_request("A request must have one Host header")
_BAD_LENGTH = bad_request("The Content-Length must be a number of bytes")
_BAD_CODING = bad_request("A body must have a Content-Length, or be chunked")
_UNKNOWN_CODING = error_response(
    HTTPStatus.NOT_IMPLEMENTED,
    "Not Implemented",
    "NOT_IMPLEMENTED",
    "The only supported transfer encoding is chunked",
)


def refusal_of_header(line: bytes, version: bytes) -> bytes | None:
    """Return the response to a header that does not delimit a body clearly, or None."""
    name, _, value = line.partition(b":")
    value = value.strip(b" \t")
    match name.lower():
        case b"content-length" if not value.isdigit() or len(value) > _LENGTH_DIGITS:
            return _BAD_LENGTH
        case b"transfer-encoding":
            return _refusal_of_coding(value.lower(), version)
    return None


def _refusal_of_coding(coding: bytes, version: bytes) -> bytes | None:
    if coding in (b"", b"identity") or version == b"HTTP/1.0":
        return _BAD_CODING
    return None if coding == b"chunked" else _UNKNOWN_CODING


def has_one_host(hosts: int, version: bytes) -> bool:
    """Tell whether a request has the number of Host headers that its version requires."""
    return hosts == 1 or (hosts == 0 and version == b"HTTP/1.0")
