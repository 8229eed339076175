"""Handling of rooms that are deleted while a page of theirs is requested."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.views import defaults

from rooms.refusals import RoomNotFound


class DeletedRoomMiddleware:
    """Answers 404 if a view finds that its room was deleted. The API has its own handler."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, RoomNotFound):
            return defaults.page_not_found(request, Http404(error.message))
        return None
