"""Who may see a page of a room's host."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from rooms import queries
from rooms.refusals import NotAuthorized, RoomNotFound

HostView = Callable[..., HttpResponse]


def hosts_only(view: HostView) -> HostView:
    """Hand the view its room; strangers sign in first, anybody but the host finds nothing."""

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
    """Lead back to the page; what was sent to a button is lost, and is to be pressed again."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    return reverse("room_settings", args=[code])
