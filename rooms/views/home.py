"""The start page: create a room, list one's own rooms, and join a room by its code."""

from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.client_networks import client_address
from accounts.identity import person_of_request
from rooms import actions, history, queries
from rooms.attendance import attendees
from rooms.forms import JoinForm

ROOMS_PER_PAGE = 20
RECENT_MEETINGS = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return _home(request, JoinForm())


@require_safe
def join(request: HttpRequest) -> HttpResponse:
    """Redirect to the room with the typed code, or display the error."""
    person, address = person_of_request(request), client_address(request)
    form = JoinForm(request.GET, person=person, address=address)
    if form.is_valid():
        return redirect("room", code=form.cleaned_data["code"])
    return _home(request, form)


@require_POST
def new_room(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(reverse("home"))
    return redirect(actions.create_room(request.user))


def _home(request: HttpRequest, join_form: JoinForm) -> HttpResponse:
    context: dict[str, Any] = {"join_form": join_form, "has_pairs": settings.PAIRING_ENABLED}
    if not request.user.is_authenticated:
        return render(request, "rooms/welcome.html", context)
    paginator = Paginator(queries.rooms_on_home_page(request.user), ROOMS_PER_PAGE)
    recent = history.past_meetings_of(request.user)[:RECENT_MEETINGS]
    context |= {
        "page": paginator.get_page(request.GET.get("page")),
        "meetings": [(one, attendees(one.seats.all(), timezone.now())) for one in recent],
    }
    return render(request, "rooms/home.html", context)
