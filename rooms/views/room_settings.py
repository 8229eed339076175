"""The host's page of a room, and the actions of its buttons."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.bidi import isolate
from rooms import actions, queries
from rooms.forms import InviteForm, RoomForm
from rooms.models import Membership, Room
from rooms.refusals import InvalidInput
from rooms.views.permissions import host_required

RECENT_AUDITS = 10


@require_http_methods(["GET", "HEAD", "POST"])
@host_required
def settings(request: HttpRequest, room: Room) -> HttpResponse:
    if request.method != "POST":
        return _page(request, room)
    form = RoomForm(request.POST, room=room)
    if not form.is_valid():
        return _page(request, room, form=form)
    actions.update_room(room, room.host, **form.cleaned_data)
    messages.success(request, _("The settings are saved. They apply from now on."))
    return _back(room)


@require_POST
@host_required
def set_locked(request: HttpRequest, room: Room) -> HttpResponse:
    actions.set_locked(room, room.host, "locked" in request.POST)
    return _back(room)


@require_POST
@host_required
def set_open(request: HttpRequest, room: Room) -> HttpResponse:
    """Close the room, reopen it, or start it again: reopen it and redirect to it."""
    if "start" in request.POST:
        actions.reopen_room(room, room.host)
        return redirect(room)
    if "open" in request.POST:
        actions.reopen_room(room, room.host)
    else:
        actions.close_room(room, room.host)
    return _back(room)


@require_http_methods(["GET", "HEAD", "POST"])
@host_required
def delete(request: HttpRequest, room: Room) -> HttpResponse:
    """Display a confirmation, then delete the room."""
    if request.method != "POST":
        return render(request, "rooms/delete.html", {"room": room})
    name = room.name
    actions.delete_room(room, room.host)
    messages.success(request, _("“%(name)s” is deleted.") % {"name": isolate(name)})
    return redirect("home")


@require_POST
@host_required
def invite(request: HttpRequest, room: Room) -> HttpResponse:
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _page(request, room, invite_form=form)
    try:
        actions.invite(room, room.host, form.cleaned_data["email"], form.cleaned_data["role"])
    except InvalidInput as refusal:
        form.add_error("email", _(refusal.message))
        return _page(request, room, invite_form=form)
    return _back(room, "people")


@require_POST
@host_required
def change_member(request: HttpRequest, room: Room, member_id: int) -> HttpResponse:
    """Give or take the co-host role, or end the membership."""
    membership = get_object_or_404(room.memberships.select_related("user"), pk=member_id)
    if "remove" in request.POST:
        actions.uninvite(room, room.host, membership)
        return _back(room, "people")
    try:
        actions.set_member_role(room, room.host, membership, is_cohost="cohost" in request.POST)
    except InvalidInput as refusal:
        messages.error(request, _(refusal.message))
    return _back(room, "people")


@require_POST
@host_required
def unblock(request: HttpRequest, room: Room, block_id: int) -> HttpResponse:
    actions.unblock(room, room.host, get_object_or_404(room.blocks, pk=block_id))
    return _back(room, "blocked")


def _page(
    request: HttpRequest,
    room: Room,
    *,
    form: RoomForm | None = None,
    invite_form: InviteForm | None = None,
) -> HttpResponse:
    context = {
        "room": room,
        "form": form or RoomForm(room=room),
        "invite_form": invite_form or InviteForm(),
        "cohosts": queries.members_of(room, Membership.Role.COHOST),
        "invited": queries.members_of(room, Membership.Role.INVITED),
        "blocks": room.blocks.all(),
        "audits": room.audits.order_by("-pk")[:RECENT_AUDITS],
    }
    return render(request, "rooms/settings.html", context)


def _back(room: Room, section: str = "") -> HttpResponse:
    return redirect(reverse("room_settings", args=[room.code]) + (section and f"#{section}"))
