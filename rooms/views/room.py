"""The page of a room: before, during and after the call, or the reason for a refusal."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.client_networks import client_address
from accounts.guests import remember_guest
from accounts.identity import Person, person_of_request
from rooms import admission, code_lookup, queries
from rooms.access import RoomAccess
from rooms.background_files import background_urls
from rooms.forms import JoinForm
from rooms.ice import public_ice_urls
from rooms.models import Room, RoomSettings
from rooms.reactions import REACTIONS
from rooms.refusals import (
    EntryRefused,
    NotAuthorized,
    RoomEnded,
    RoomNotFound,
    TooManyGuesses,
)

_STATUSES = {RoomEnded: HTTPStatus.GONE, TooManyGuesses: HTTPStatus.TOO_MANY_REQUESTS}


@require_safe
@never_cache
def room(request: HttpRequest, code: str) -> HttpResponse:
    """Show the room to people who may enter; only the socket checks the lock and free places."""
    address = reverse("room", args=[code])
    if request.path != address:
        return redirect(address)
    person = person_of_request(request)
    try:
        access = _request_entry(code, person, client_address(request))
    except RoomNotFound:
        return _not_found(request, code)
    except EntryRefused as refusal:
        return _refused(request, code, refusal)
    context = {"config": _config(access), "reactions": REACTIONS}
    response = render(request, "rooms/room.html", context)
    if person.guest_id is not None:
        remember_guest(response, person.guest_id)
    return response


def _request_entry(code: str, person: Person, address: str) -> RoomAccess:
    access = code_lookup.request_entry(code, person, address)
    admission.check_invited(access)
    return access


def _config(access: RoomAccess) -> dict[str, Any]:
    """Return the data that the client needs before it has a socket."""
    room, person, code = access.room, access.person, access.room.code
    is_host = access.role == "host"
    present = queries.present_names(room.pk) if admission.may_see_participants(access) else []
    return {
        "roomCode": code,
        "roomName": room.name,
        "displayName": person.display_name,
        "userId": str(person.user_id or ""),
        "isHost": is_host,
        "mustKnock": admission.must_knock(access),
        "avatarColor": person.avatar_color,
        "present": present,
        "presentCount": len(present),
        "settings": _settings(room.settings),
        "meshParticipants": settings.MESH_PARTICIPANTS,
        "iceUrls": public_ice_urls(),
        "urls": {
            "home": reverse("home"),
            "background": background_urls(),
            "signIn": f"{reverse('account_login')}?next={reverse('room', args=[code])}",
            "settings": reverse("room_settings", args=[code]) if is_host else None,
            "meetings": reverse("meetings", args=[code]),
            "session": reverse("session"),
            "mediaServer": reverse("media_server", args=[code]),
        },
    }


def _settings(room_settings: RoomSettings) -> dict[str, bool]:
    """Return the settings with the field names of the socket."""
    return {
        "allowScreenShare": room_settings.allow_screen_share,
        "allowChat": room_settings.allow_chat,
        "allowMicrophone": room_settings.allow_microphone,
        "allowCamera": room_settings.allow_camera,
        "allowUnmute": room_settings.allow_unmute,
        "allowReactions": room_settings.allow_reactions,
        "allowRename": room_settings.allow_rename,
        "waitingRoom": room_settings.waiting_room,
        "knockAfterRemoval": room_settings.knock_after_removal,
    }


def _not_found(request: HttpRequest, code: str) -> HttpResponse:
    """Answer an unknown room, and a room that is not open to this person, in the same way."""
    context: dict[str, Any] = {"code": code, "join_form": JoinForm()}
    return render(request, "rooms/not_found.html", context, status=HTTPStatus.NOT_FOUND)


def _refused(request: HttpRequest, code: str, refusal: EntryRefused) -> HttpResponse:
    status = _STATUSES.get(type(refusal), HTTPStatus.FORBIDDEN)
    context = {"code": code, "refusal": refusal}
    if isinstance(refusal, RoomEnded):
        context["room"] = _room_to_start_again(request, code)
    return render(request, "rooms/refused.html", context, status=status)


def _room_to_start_again(request: HttpRequest, code: str) -> Room | None:
    if not request.user.is_authenticated:
        return None
    try:
        return queries.find_hosted_room(code, request.user)
    except NotAuthorized:
        return None
