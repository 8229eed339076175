"""Permission checks of the pages for a room's host."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from rooms import queries
from rooms.refusals import NotAuthorized, RoomNotFound

HostView = Callable[..., HttpResponse]


def host_required(view: HostView) -> HostView:
    """Pass the room to the view; redirect guests to sign in, and answer 404 to other accounts."""

    @wraps(view)
    def wrapped(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(_address_after_signing_in(request, code))
        try:
            room = queries.find_hosted_room(code, request.user)
        except (RoomNotFound, NotAuthorized):
            raise Http404 from None
        return view(request, room, **kwargs)

    return wrapped


def _address_after_signing_in(request: HttpRequest, code: str) -> str:
    """Return the URL to open after sign-in; a submitted form is lost and must be sent again."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    return reverse("room_settings", args=[code])
