"""An operator's actions on a room in session: lock, end, remove a person, send a message.

They are the same actions as a host's, with the same checks and audit entries. Each view checks the
permission to moderate, whatever the board displayed. Actions that cannot be undone need a
confirmation.
"""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from rooms import actions, live_rooms
from rooms.actions import media_servers
from rooms.admin.confirmations import END, MESSAGE, REMOVE, Confirmation
from rooms.admin.read_only import operator
from rooms.audit import actor_of
from rooms.models import Room, Seat
from rooms.refusals import Refusal

View = Callable[..., HttpResponse]
FormData = dict[str, Any]
# Takes the form's data; returns the name of an action of `rooms.live_rooms` and its fields.
ActionOfForm = Callable[[FormData], tuple[str, dict[str, Any]]]


def urls(site: AdminSite) -> list[URLPattern]:
    room = "live/<uuid:room_id>"
    return [
        path(f"{room}/lock/", site.admin_view(lock), name="live_lock"),
        path(f"{room}/end/", site.admin_view(end), name="live_end"),
        path(f"{room}/message/", site.admin_view(message), name="live_message"),
        path(f"{room}/remove/<uuid:seat_id>/", site.admin_view(remove), name="live_remove"),
        path("live/media-server/", site.admin_view(media_server), name="live_media_server"),
    ]


def may_moderate(request: HttpRequest) -> bool:
    return operator(request).has_perm("rooms.moderate_room")


def moderator_required(view: View) -> View:
    """Pass the room to the view; refuse operators without the permission to moderate."""

    @wraps(view)
    def wrapped(request: HttpRequest, room_id: uuid.UUID, **kwargs: Any) -> HttpResponse:
        if not may_moderate(request):
            raise PermissionDenied
        return view(request, get_object_or_404(Room, pk=room_id), **kwargs)

    return wrapped


@require_POST
@moderator_required
def lock(request: HttpRequest, room: Room) -> HttpResponse:
    actions.set_locked(room, operator(request), "locked" in request.POST)
    return redirect("admin:index")


@require_POST
def media_server(request: HttpRequest) -> HttpResponse:
    """Drain a media server, or use it again."""
    name = request.POST.get("name", "")
    if not may_moderate(request) or name not in media_servers.configured_names():
        raise PermissionDenied
    actor = actor_of(operator(request))
    if "drain" in request.POST:
        media_servers.drain_media_server(name, actor)
    else:
        media_servers.use_media_server(name, actor)
    return redirect("admin:index")


@require_http_methods(["GET", "HEAD", "POST"])
@moderator_required
def end(request: HttpRequest, room: Room) -> HttpResponse:
    return _confirm_and_act(request, room, END, str(room), lambda _: ("end_room", {}))


@require_http_methods(["GET", "HEAD", "POST"])
@moderator_required
def message(request: HttpRequest, room: Room) -> HttpResponse:
    return _confirm_and_act(request, room, MESSAGE, str(room), lambda said: ("post_notice", said))


@require_http_methods(["GET", "HEAD", "POST"])
@moderator_required
def remove(request: HttpRequest, room: Room, seat_id: uuid.UUID) -> HttpResponse:
    seat = get_object_or_404(Seat, pk=seat_id, meeting__room=room)

    def removal(said: FormData) -> tuple[str, dict[str, Any]]:
        action = "block_participant" if said["is_blocked"] else "remove_participant"
        return action, {"target_id": str(seat_id)}

    return _confirm_and_act(request, room, REMOVE, f"{seat}, {room}", removal)


def _confirm_and_act(
    request: HttpRequest,
    room: Room,
    confirmation: Confirmation,
    subject: str,
    action_of: ActionOfForm,
) -> HttpResponse:
    """Display the form; after it was submitted, run the action and redirect to the board."""
    form = confirmation.form(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        shown = {
            "confirmation": confirmation,
            "subject": subject,
            "form": form,
            "title": confirmation.title,
        }
        context = {**admin.site.each_context(request), **shown}
        return render(request, "admin/live/confirmation.html", context)
    action, fields = action_of(form.cleaned_data)
    actor = actor_of(operator(request))
    try:
        live_rooms.request_action(room.pk, action, actor=actor, authority="operator", **fields)
    except Refusal as refusal:
        messages.error(request, gettext(refusal.message))
    else:
        messages.success(request, confirmation.done)
    return redirect("admin:index")
