"""The page and the files of the events reference.

They are public, because they describe only the protocol.
"""

import json
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from signaling import reference
from signaling.reference.page_entries import entries_of


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    return render(request, "reference/events.html", _context())


@require_safe
def document(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(reference.DOCUMENT.read_bytes(), content_type="application/json")


@require_safe
def types(_request: HttpRequest) -> HttpResponse:
    content_type = "text/plain; charset=utf-8"
    return HttpResponse(reference.TYPES.read_bytes(), content_type=content_type)


@cache
def _context() -> dict[str, Any]:
    """Return the context of the page; it is cached, because the files don't change at runtime."""
    asyncapi = json.loads(reference.DOCUMENT.read_text())
    directions = entries_of(asyncapi)
    server_events = next(direction for direction in directions if direction.key == "server")
    return {
        "directions": directions,
        "names": {entry.name for entry in server_events.entries},
        "codes": asyncapi["info"]["x-codes"],
        "any_event": asyncapi["info"]["x-any-event"],
    }
