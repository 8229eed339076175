"""The state of media servers, for a person who checks their connection before joining."""

from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.client_networks import client_address
from accounts.identity import person_of_request
from rooms import admission, code_lookup
from rooms.media_availability import media_availability
from rooms.refusals import EntryRefused


@require_safe
@never_cache
def media_server(request: HttpRequest, code: str) -> JsonResponse:
    """Answer people who may see the room's page; answer 404 to all others."""
    try:
        access = code_lookup.request_entry(
            code, person_of_request(request), client_address(request)
        )
        admission.check_invited(access)
    except EntryRefused:
        return JsonResponse({}, status=HTTPStatus.NOT_FOUND)
    known = media_availability(access.room)
    return JsonResponse({"mediaServer": known.media_server, "isRequired": known.is_required})
